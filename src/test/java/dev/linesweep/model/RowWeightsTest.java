package dev.linesweep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.ColumnValues;
import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.fixture.Fits;
import dev.linesweep.fixture.WeightedRows;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of weight k is the same row k times; a row of weight 0 is none. */
class RowWeightsTest {
  private static final Percentage ROUNDING = Percentage.withPercentage(1e-4);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void wholeWeightsAreRepeatedRowsToEveryBaseline(long seed) {
    WeightedRows rows = WeightedRows.random(seed);
    Baselines weighted = fits(rows.weighted(), Loss.MAE);
    Baselines repeated = fits(rows.repeated(), Loss.MAE);

    assertThat(weighted.all()).extracting(Baselines.Baseline::name).hasSize(4);
    for (Baselines.Baseline expected : repeated.all()) {
      Baselines.Baseline actual = weighted.named(expected.name()).orElseThrow();
      for (MetricSpec.Part part : MetricSpec.Part.values()) {
        assertClose(actual.part(part), expected.part(part));
      }
      assertThat(actual.testR2()).isCloseTo(expected.testR2(), within(1e-6));
      for (int i = 0; i < expected.model().weights().length; i++) {
        assertThat(actual.model().weights()[i])
            .isCloseTo(expected.model().weights()[i], within(1e-6));
      }
      assertThat(actual.model().bias()).isCloseTo(expected.model().bias(), within(1e-6));
    }
    assertThat(weighted.named(Baselines.MEDIAN).orElseThrow().model().bias())
        .isEqualTo(repeated.named(Baselines.MEDIAN).orElseThrow().model().bias());
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void everyLossIsTheWeightedMean(Loss loss) {
    WeightedRows rows = WeightedRows.random(7);
    float[] model = {0.3f, -0.2f, 0.1f, 4};
    Samples weighted = samples(rows.weighted());
    Samples repeated = samples(rows.repeated());
    double[] column = Arrays.stream(rows.weighted().y()).map(y -> 1.5 * y).toArray();
    double[] again = Arrays.stream(rows.repeated().y()).map(y -> 1.5 * y).toArray();
    ColumnBaseline actual = column(rows.weighted(), column, loss);
    ColumnBaseline expected = column(rows.repeated(), again, loss);
    for (MetricSpec.Part part : MetricSpec.Part.values()) {
      assertClose(
          Evaluation.of(model, weighted.part(part), loss, 1),
          Evaluation.of(model, repeated.part(part), loss, 1));
      assertClose(actual.part(part), expected.part(part));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2.5, 0.1, 1e-30})
  void equalWeightsGiveTheBitsOfNone(double weight) {
    WeightedRows rows = WeightedRows.random(3);
    Matrix even = rows.weightedBy(row -> weight);
    Matrix none = rows.plain();
    for (Loss loss : List.of(Loss.MAE, Loss.MSE)) {
      assertThat(fits(even, loss)).usingRecursiveComparison().isEqualTo(fits(none, loss));
    }
    Samples weighted = samples(even);
    assertThat(weighted.train().rowWeights().isNone()).isFalse();
    for (MetricSpec.Part part : MetricSpec.Part.values()) {
      assertThat(weighted.labelVariance(part)).isEqualTo(samples(none).labelVariance(part));
    }
  }

  @Test
  void leastSquaresSolveTheWeightedNormalEquations() {
    Matrix rows = WeightedRows.random(11).weightedBy(row -> 0.01 + row * row);
    Samples samples = samples(rows);
    LinearModel model = fits(rows, Loss.MSE).named(Baselines.OLS).orElseThrow().model();
    double[] gradient = new double[4];
    double size = 0;
    for (int row : samples.rowNumbers().train()) {
      double error = rows.rowWeights()[row] * (model.predict(rows.x(), row * 3) - rows.y()[row]);
      for (int i = 0; i < 3; i++) {
        gradient[i] += error * rows.x()[row * 3 + i];
      }
      gradient[3] += error;
      size += Math.abs(error);
    }
    for (double each : gradient) {
      assertThat(each / size).isCloseTo(0, within(1e-7));
    }
  }

  /**
   * Weights of eight decades; the weighted loss is convex, so no nearby model has a smaller one.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void leastAbsoluteDeviationsHaveTheLeastWeightedLoss(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Matrix rows = WeightedRows.random(seed).weightedBy(row -> Math.exp(3 * random.nextGaussian()));
    Baselines.Baseline fit = fits(rows, Loss.MAE).named(Baselines.LAD).orElseThrow();
    int[] train = samples(rows).rowNumbers().train();
    double least = weightedLoss(rows, train, fit.model());

    assertThat(fit.train().mae()).isCloseTo(least, ROUNDING);
    for (int i = 0; i < 200; i++) {
      double size = Math.pow(10, -1 - random.nextInt(5));
      double[] near = fit.model().weights().clone();
      Arrays.setAll(near, j -> near[j] + size * random.nextGaussian());
      LinearModel other =
          new LinearModel(
              near,
              fit.model().bias() + size * random.nextGaussian(),
              rows.features(),
              rows.label());
      assertThat(weightedLoss(rows, train, other)).isGreaterThan(least * (1 - 1e-7));
    }
  }

  /** A fit with the least absolute deviations goes through as many rows as it has numbers. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void leastAbsoluteDeviationsAreExactNextToTinyWeights(long seed) {
    Matrix rows = WeightedRows.random(seed).weightedBy(row -> row % 4 == 0 ? 1 : 1e-12);
    LinearModel fit = fits(rows, Loss.MAE).named(Baselines.LAD).orElseThrow().model();

    assertThat(
            IntStream.of(samples(rows).rowNumbers().train())
                .filter(row -> row % 4 == 0)
                .filter(row -> Math.abs(fit.predict(rows.x(), row * 3) - rows.y()[row]) < 1e-12))
        .hasSizeGreaterThanOrEqualTo(4);
  }

  /** For msle a prediction of -5 has no loss, and for poisson neither. */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void theNumbersOfARowOfWeight0ChangeNoLoss(Loss loss) {
    float[] model = {1, 0.5f};
    float[] weights = {1, 0, 1};
    float[] y = {2, 3, 5};
    Samples.Part bad = new Samples.Part(new float[] {1, -5.5f, 3}, y, new RowWeights(weights));
    Samples.Part good = new Samples.Part(new float[] {1, 2, 3}, y, new RowWeights(weights));
    Matrix matrix =
        new Matrix(
            new double[] {1, 2, 3},
            new double[] {2, 3, 5},
            new double[] {1, 0, 1},
            List.of("x"),
            "y");
    int[] rows = {0, 1, 2};

    assertThat(Evaluation.of(model, bad, loss, 1)).isEqualTo(Evaluation.of(model, good, loss, 1));
    assertThat(Evaluation.of(model, bad, loss, 1).loss()).isFinite();
    assertThat(Evaluation.of(matrix, rows, row -> row == 1 ? -5 : row + 1, loss))
        .isEqualTo(Evaluation.of(matrix, rows, row -> row + 1, loss));
    assertThat(Evaluation.of(matrix, rows, row -> row == 1 ? -5 : row + 1, loss).loss()).isFinite();
  }

  /** Sums overflow, or means are too small for a double to have all digits. */
  @ParameterizedTest
  @ValueSource(doubles = {0x1p1021, 0x1p-1074, 0x1p-1040})
  void extremeWeightsAreThoseOfUsualSize(double unit) {
    WeightedRows rows = WeightedRows.random(5);
    Matrix extreme = rows.weightedBy(row -> rows.weights()[row] * unit);
    for (Loss loss : List.of(Loss.MAE, Loss.MSE)) {
      Baselines expected = fits(rows.weighted(), loss);
      for (Baselines.Baseline each : fits(extreme, loss).all()) {
        assertClose(each.train(), expected.named(each.name()).orElseThrow().train());
        assertClose(each.test(), expected.named(each.name()).orElseThrow().test());
      }
    }
  }

  private static double weightedLoss(Matrix rows, int[] numbers, LinearModel model) {
    double losses = 0;
    double weights = 0;
    for (int row : numbers) {
      losses += rows.rowWeights()[row] * Math.abs(model.predict(rows.x(), row * 3) - rows.y()[row]);
      weights += rows.rowWeights()[row];
    }
    return losses / weights;
  }

  @ParameterizedTest
  @CsvSource({
    "1 2 3 4,   1 1 1 1, 2.5",
    "1 2 3 4,   1 1 1 2, 3",
    "1 2 3 4,   3 1 1 1, 1.5",
    "1 2 3 4,   1 0 0 1, 2.5",
    "1 2 3 4,   0 0 0 1, 4",
    "4 3 2 1,   0.1 0.2 0.3 0.6, 1.5",
    "1 1 1 4,   0.1 0.1 0.1 0.3, 2.5",
    "1 2 3 4,   1e308 1e308 1e308 1e308, 2.5",
    "1 2 3 4,   5e-324 0 0 5e-324, 2.5",
    "7 9 8,     0.5 0.1 0.1, 7"
  })
  void theMedianHasHalfOfTheWeightOnEitherSide(String labels, String weights, double median) {
    double[] y = numbers(labels);
    int[] rows = IntStream.range(0, y.length).toArray();
    Matrix matrix = new Matrix(y, y, numbers(weights), List.of("x"), "y");

    assertThat(new TrainingLabels(matrix, rows).median()).isEqualTo(median);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static ColumnBaseline column(Matrix matrix, double[] values, Loss loss) {
    return Baselines.simple(
            matrix, samples(matrix), loss, List.of(new ColumnValues("c", "c", values)))
        .columns()
        .get(0);
  }

  private static Samples samples(Matrix matrix) {
    return Samples.of(matrix, WeightedRows.SPLIT, Standardize.NONE);
  }

  private static Baselines fits(Matrix matrix, Loss loss) {
    return Fits.of(matrix, samples(matrix), loss);
  }

  private static void assertClose(PartMetrics actual, PartMetrics expected) {
    assertThat(actual.loss()).isCloseTo(expected.loss(), ROUNDING);
    assertThat(actual.mae()).isCloseTo(expected.mae(), ROUNDING);
    assertThat(actual.mse()).isCloseTo(expected.mse(), ROUNDING);
  }
}
