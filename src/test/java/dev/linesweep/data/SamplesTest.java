package dev.linesweep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SplitSpec.By;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplesTest {
  private static final SplitSpec LAST_FIFTH = new SplitSpec(0.2, 0, By.ORDER, 13);

  @Test
  void theLastRowsAreTheTestPart() {
    Parts parts = Parts.of(LAST_FIFTH, 50);

    assertThat(parts.train()).isEqualTo(IntStream.range(0, 40).toArray());
    assertThat(parts.validation()).isEmpty();
    assertThat(parts.test()).isEqualTo(IntStream.range(40, 50).toArray());
  }

  @Test
  void validationRowsAreThoseBeforeTheTestRows() {
    Parts parts = Parts.of(new SplitSpec(0.2, 0.1, By.ORDER, 13), 50);

    assertThat(parts.validation()).containsExactly(35, 36, 37, 38, 39);
  }

  @Test
  void interleavedTakesEveryNthRow() {
    Parts parts = Parts.of(new SplitSpec(0.2, 0.4, By.INTERLEAVED, 13), 10);

    assertThat(parts.test()).containsExactly(4, 9);
    assertThat(parts.validation()).containsExactly(1, 3, 6, 8);
    assertThat(parts.train()).containsExactly(0, 2, 5, 7);
  }

  @ParameterizedTest
  @EnumSource(By.class)
  void partsAreAPartition(By by) {
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, by.name().length());
    for (int i = 0; i < 200; i++) {
      int rows = 20 + random.nextInt(500);
      double test = 0.1 + 0.35 * random.nextDouble();
      double validation = random.nextInt(2) * (0.1 + 0.15 * random.nextDouble());
      Parts parts = Parts.of(new SplitSpec(test, validation, by, i), rows);

      List<int[]> all = List.of(parts.train(), parts.validation(), parts.test());
      assertThat(all.stream().flatMapToInt(IntStream::of).sorted().toArray())
          .isEqualTo(IntStream.range(0, rows).toArray());
      all.forEach(part -> assertThat(part).isSorted());
    }
  }

  @Test
  void aRandomSplitDependsOnItsSeedAlone() {
    Parts parts = Parts.of(new SplitSpec(0.2, 0, By.RANDOM, 13), 50);

    assertThat(parts.test()).isEqualTo(Parts.of(new SplitSpec(0.2, 0, By.RANDOM, 13), 50).test());
    assertThat(parts.test())
        .isNotEqualTo(Parts.of(new SplitSpec(0.2, 0, By.RANDOM, 14), 50).test());
  }

  @Test
  void aPartWithoutRowsIsRefusedWithTheNumbers() {
    assertThatThrownBy(() -> Parts.of(LAST_FIFTH, 2))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "split: the test part must have at least one row, but test: 0.2, validation: 0, by:"
                + " order of 2 rows leaves it none. Give it a larger split.test, or more rows.");
    assertThatThrownBy(() -> Parts.of(new SplitSpec(0.2, 0.01, By.RANDOM, 1), 20))
        .hasMessageContaining("the validation part must have at least one row");
    assertThatThrownBy(() -> Parts.of(new SplitSpec(0.99, 0, By.ORDER, 1), 20))
        .hasMessageContaining("the training part must have at least one row");
  }

  @Test
  void standardizedTrainingRowsHaveMeanZeroAndDeviationOne() {
    Matrix matrix = Synthetic.of(new DataSpec.Linear(500, 3, 0.5, 3));
    Samples samples = Samples.of(matrix, LAST_FIFTH, Standardize.ALL);

    for (int column = 0; column < 3; column++) {
      assertMoments(column(samples.train().x(), 3, column));
    }
    assertMoments(column(samples.train().y(), 1, 0));
  }

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void scalingRoundTrips(Standardize standardize) {
    Matrix matrix = Synthetic.of(new DataSpec.Linear(100, 2, 0.5, 3));
    Samples samples = Samples.of(matrix, new SplitSpec(0.2, 0.2, By.RANDOM, 1), standardize);
    Scaling scaling = samples.scaling();

    for (MetricSpec.Part name : MetricSpec.Part.values()) {
      Samples.Part part = samples.part(name);
      int[] rows = samples.rowNumbers(name);
      for (int i = 0; i < rows.length; i++) {
        assertThat(scaling.labelInOwnUnits(part.y()[i]))
            .isCloseTo(matrix.y()[rows[i]], within(1e-5));
        for (int j = 0; j < 2; j++) {
          assertThat(part.x()[i * 2 + j] * scaling.featureDeviation()[j] + scaling.featureMean()[j])
              .isCloseTo(matrix.x()[rows[i] * 2 + j], within(1e-5));
        }
      }
    }
    assertThat(samples.shape()).isEqualTo(new Shape(2, 60, 20, 20));
  }

  @Test
  void noneLeavesTheNumbersAsTheyAre() {
    Matrix matrix = Synthetic.of(new DataSpec.Line(0.7, 0.3, 0, 1, 0.02));
    Samples samples = Samples.of(matrix, LAST_FIFTH, Standardize.NONE);

    assertThat(samples.train().x()[1]).isEqualTo(0.02f);
    assertThat(samples.train().y()[0]).isEqualTo(0.3f);
    assertThat(samples.labelScale()).isEqualTo(1);
  }

  @Test
  void aConstantFeatureIsCentredAndOtherwiseLeftAlone() {
    double[] x = new double[20];
    double[] y = new double[10];
    for (int i = 0; i < 10; i++) {
      x[2 * i] = 0.1;
      x[2 * i + 1] = i;
      y[i] = i * i;
    }
    Samples samples =
        Samples.of(new Matrix(x, y, List.of("a", "b"), "y"), LAST_FIFTH, Standardize.ALL);

    assertThat(samples.scaling().featureMean()[0]).isEqualTo(0.1);
    assertThat(samples.scaling().featureDeviation()[0]).isEqualTo(1);
    assertThat(column(samples.train().x(), 2, 0)).containsOnly(0);
  }

  @Test
  void aLabelThatIsConstantInTrainingIsRefused() {
    Matrix matrix =
        new Matrix(new double[] {1, 2, 3, 4, 5}, new double[] {7, 7, 7, 7, 8}, List.of("x"), "y");

    assertThatThrownBy(() -> Samples.of(matrix, LAST_FIFTH, Standardize.ALL))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("the label \"y\" is 7 in all 4 training rows");
  }

  @Test
  void numbersBeyondFloatsAreRefused() {
    Matrix matrix =
        new Matrix(
            new double[] {1, 2, 3, 1e40, 5}, new double[] {1, 2, 3, 4, 5}, List.of("x"), "y");

    assertThatThrownBy(() -> Samples.of(matrix, LAST_FIFTH, Standardize.NONE))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("data: column \"x\" in row 4 (the first row is 1) is too large");
  }

  @Test
  void labelsThatALossCannotTakeAreRefusedWithTheirRow() {
    Matrix matrix =
        new Matrix(new double[] {1, 2, 3, 4, 5}, new double[] {1, 2, 0, 4, -1}, List.of("x"), "y");
    Samples samples = Samples.of(matrix, LAST_FIFTH, Standardize.FEATURES);

    assertRefused(samples, Loss.MAPE, "mape needs labels other than 0, but \"y\" is 0 in row 3");
    assertRefused(samples, Loss.MSLE, "msle needs labels > -1, but \"y\" is -1 in row 5");
    assertRefused(samples, Loss.POISSON, "poisson needs labels >= 0, but \"y\" is -1 in row 5");
    samples.requireSuitable(Loss.MAE);
    assertRefused(
        Samples.of(matrix, LAST_FIFTH, Standardize.ALL),
        Loss.MAPE,
        "mape needs the label in its own units, but data.standardize is all");
  }

  @Test
  void theLabelsVarianceIsInItsOwnUnits() {
    Matrix matrix = Synthetic.of(new DataSpec.Line(100, 7, 0, 50, 1));
    Samples samples = Samples.of(matrix, LAST_FIFTH, Standardize.ALL);

    assertThat(samples.labelVariance(MetricSpec.Part.TEST))
        .isCloseTo(100 * 100 * (10 * 10 - 1) / 12.0, within(0.1));
    assertThat(samples.labelVariance(MetricSpec.Part.VALIDATION)).isNaN();
  }

  @Test
  void rowsCountByTheirWeightsInVariancesAndMoments() {
    Matrix repeated =
        new Matrix(
            new double[] {1, 1, 1, 4, 6, 6, 9},
            new double[] {1, 1, 1, 2, 5, 5, 8},
            List.of("x"),
            "y");
    Matrix weighted =
        new Matrix(
            new double[] {1, 4, 5, 6, 9},
            new double[] {1, 2, 9, 5, 8},
            new double[] {3, 1, 0, 2, 1},
            List.of("x"),
            "y");
    Samples all = Samples.of(repeated, LAST_FIFTH, Standardize.NONE);
    Samples some = Samples.of(weighted, LAST_FIFTH, Standardize.NONE);

    assertThat(some.labelVariance(MetricSpec.Part.TRAIN))
        .isCloseTo(all.labelVariance(MetricSpec.Part.TRAIN), within(1e-6));
    assertThat(some.train().moments(0).mean())
        .isCloseTo(all.train().moments(0).mean(), within(1e-6));
    assertThat(some.train().moments(0).deviation())
        .isCloseTo(all.train().moments(0).deviation(), within(1e-6));
  }

  @Test
  void momentsDoNotDependOnARowOfWeight0() {
    float[] y = {1, 2, 3, 4};
    RowWeights weights = new RowWeights(new float[] {0, 1, 1, 2});
    Samples.Part far = new Samples.Part(new float[] {1e30f, 1, 2, 4}, y, weights);
    Samples.Part near = new Samples.Part(new float[] {1, 1, 2, 4}, y, weights);

    assertThat(far.moments(0)).isEqualTo(near.moments(0));
    assertThat(far.moments(0).mean()).isCloseTo(2.75, within(1e-12));
  }

  @Test
  void aPartHasARowWeightPerRowOrNone() {
    float[] y = {1, 2};
    new Samples.Part(y, y, RowWeights.NONE);

    assertThatThrownBy(() -> new Samples.Part(y, y, new RowWeights(new float[] {1})))
        .hasMessage("there must be 2 row weights or none but there are 1");
  }

  @Test
  void extremeRowWeightsHaveTheMean1() {
    assertThat(RowWeights.of(new double[] {1e308, 1e308, 0, 1e308}).values())
        .containsExactly(4 / 3f, 4 / 3f, 0, 4 / 3f);
    assertThat(RowWeights.of(new double[] {5e-324, 5e-324, 5e-324, 0}).values())
        .containsExactly(4 / 3f, 4 / 3f, 4 / 3f, 0);
    assertThat(RowWeights.of(new double[] {0, 0, 0, 5e-324}).values()).containsExactly(0, 0, 0, 4);
    assertThat(RowWeights.of(new double[] {1e-310, 3e-310}).values()).containsExactly(0.5f, 1.5f);
  }

  @Test
  void aPartWithoutRowWeightIsRefusedByItsName() {
    double[] y = {1, 2, 3, 4, 5};
    Map<String, double[]> parts =
        Map.of("training", new double[] {0, 0, 0, 0, 1}, "test", new double[] {1, 1, 1, 1, 0});
    parts.forEach(
        (part, weights) ->
            assertThatThrownBy(() -> Samples.of(labels(y, weights), LAST_FIFTH, Standardize.NONE))
                .isInstanceOf(JobException.class)
                .hasMessageStartingWith(
                    "data.row_weight: no " + part + " row has a weight above 0. "));
    assertThatThrownBy(() -> labels(y, new double[5]))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("data.row_weight: no row has a weight above 0. Name another");
  }

  @Test
  void aLabelThatOnlyChangesInRowsOfWeight0IsRefused() {
    assertThatThrownBy(
            () ->
                Samples.of(
                    labels(new double[] {3, 3, 4, 3, 5}, 1, 2, 0, 1, 1),
                    LAST_FIFTH,
                    Standardize.NONE))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(
            "the label \"y\" is 3 in all 3 training rows with a row weight above 0 in 32-bit"
                + " floats");
  }

  @Test
  void r2OverLabelsThatOnlyChangeInRowsOfWeight0IsRefused() {
    Samples samples =
        Samples.of(
            labels(new double[] {0.1, 2, 4, 6, 8, 0.3, 0.1, 0.1}, 1, 1, 1, 1, 1, 0, 0.7, 0.9),
            new SplitSpec(0.375, 0, By.ORDER, 13),
            Standardize.ALL);

    assertThat(samples.labelVariance(MetricSpec.Part.TEST)).isZero();
    assertThatThrownBy(
            () -> samples.requireDefined(metric(MetricSpec.Part.TEST, MetricSpec.Measure.R2)))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(
            "the label \"y\" is 0.1 in all 2 test rows with a row weight above 0 in 32-bit floats");
  }

  @Test
  void fewerTrainingRowsAreTakenInEvenStepsFromThoseThatCount() {
    double[] y = IntStream.range(0, 25).asDoubleStream().toArray();
    double[] weights = IntStream.range(0, 25).mapToDouble(row -> row % 2 == 0 ? 0 : row).toArray();
    Samples plain = Samples.of(labels(y), LAST_FIFTH, Standardize.NONE).withTrainRows(5);
    Samples weighted = Samples.of(labels(y, weights), LAST_FIFTH, Standardize.NONE);
    Samples some = weighted.withTrainRows(5);

    assertThat(plain.rowNumbers().train()).containsExactly(0, 4, 8, 12, 16);
    assertThat(plain.train().y()).containsExactly(0, 4, 8, 12, 16);
    assertThat(plain.train().rowWeights().isNone()).isTrue();
    assertThat(some.rowNumbers().train()).containsExactly(1, 5, 9, 13, 17);
    assertThat(some.train().x()).containsExactly(1, 5, 9, 13, 17);
    assertThat(some.train().rowWeights().values()[3]).isCloseTo(13 / 9f, within(1e-6f));
    assertThat(weighted.withTrainRows(15).train().rowWeights().countAbove0(15)).isBetween(5, 9);
  }

  private static Matrix labels(double[] y, double... weights) {
    double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
    return new Matrix(x, y, weights, List.of("x"), "y");
  }

  @Test
  void samplesCrossTheDefaultSerializer() throws Exception {
    Samples samples =
        Samples.of(Synthetic.of(new DataSpec.Linear(20, 2, 0, 1)), LAST_FIFTH, Standardize.ALL);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(samples);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Samples read = (Samples) in.readObject();
      assertThat(read.train().x()).isEqualTo(samples.train().x());
      assertThat(read.shape()).isEqualTo(samples.shape());
    }
  }

  private static void assertRefused(Samples samples, Loss loss, String message) {
    assertThatThrownBy(() -> samples.requireSuitable(loss))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(message);
  }

  private static float[] column(float[] values, int stride, int offset) {
    float[] column = new float[values.length / stride];
    for (int i = 0; i < column.length; i++) {
      column[i] = values[i * stride + offset];
    }
    return column;
  }

  private static void assertMoments(float[] values) {
    double mean = 0;
    double squares = 0;
    for (float value : values) {
      mean += value / values.length;
      squares += (double) value * value / values.length;
    }
    assertThat(mean).isCloseTo(0, within(1e-6));
    assertThat(squares).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void r2OverLabelsThatAreAllTheSameIsRefused(Standardize standardize) {
    double[] y = {1, 4, 2, 9, 7, 5, 6, 3, 0.1, 0.1};
    Samples samples =
        Samples.of(
            new Matrix(y, y, List.of("x"), "price"),
            new SplitSpec(0.2, 0.1, By.ORDER, 13),
            standardize);
    samples.requireDefined(metric(MetricSpec.Part.TEST, MetricSpec.Measure.RMSE));
    samples.requireDefined(metric(MetricSpec.Part.TRAIN, MetricSpec.Measure.R2));
    assertThatThrownBy(
            () -> samples.requireDefined(metric(MetricSpec.Part.TEST, MetricSpec.Measure.R2)))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "metric: test_r2 is not defined, since the label \"price\" is 0.1 in all 2 test rows."
                + " Write metric: test_rmse, or hold out other rows (split).");
    assertThatThrownBy(
            () -> samples.requireDefined(metric(MetricSpec.Part.VALIDATION, MetricSpec.Measure.R2)))
        .hasMessageContaining(" is 3 in the only validation row. Write metric: validation_rmse");
  }

  private static MetricSpec metric(MetricSpec.Part part, MetricSpec.Measure measure) {
    return new MetricSpec(part, measure, MetricSpec.Goal.MAXIMIZE);
  }
}
