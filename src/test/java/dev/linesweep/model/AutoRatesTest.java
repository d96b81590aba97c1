package dev.linesweep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowGroups;
import dev.linesweep.data.SampleSets;
import dev.linesweep.data.Samples;
import dev.linesweep.data.SplitMix64;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoRatesTest {
  private static final int ROWS = 61;
  private static final int FEATURES = 4;
  private static final Samples.Part TRAIN = gaussian();
  private static final Curvature CURVATURE = Curvature.of(TRAIN);

  private static Samples.Part gaussian() {
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, 7);
    float[] x = new float[ROWS * FEATURES];
    float[] y = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < FEATURES; i++) {
        x[row * FEATURES + i] = (float) random.nextGaussian();
        y[row] += (i - 1) * x[row * FEATURES + i];
      }
    }
    return new Samples.Part(x, y);
  }

  private static SweepSpec job(String loss, String parameters) {
    String data = "data: {line: {}, standardize: none}\n";
    return SpecReader.read(
        "name: auto\n%straining: {loss: %s}\nparameters: {epochs: 10, %s}\n"
            .formatted(data, loss, parameters),
        "job.yaml",
        List.of());
  }

  private static List<Double> rates(SweepSpec spec, int optimizer) {
    List<Double> own = spec.parameters().optimizers().get(optimizer).learningRates();
    return own.isEmpty() ? spec.parameters().learningRates() : own;
  }

  @Test
  void ratesAreSafeInAFoldWithoutTheHeaviestRows() {
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, 3);
    double[] x = new double[ROWS];
    double[] y = new double[ROWS];
    double[] weights = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      x[row] = row == 0 ? 0.01 : 3 + random.nextGaussian();
      y[row] = random.nextGaussian();
      weights[row] = row == 0 ? 1000 : 1;
    }
    Matrix matrix = new Matrix(x, y, weights, List.of("x"), "y");
    SampleSets sets =
        SampleSets.of(
            matrix,
            new SplitSpec(0.2, 0, SplitSpec.By.RANDOM, 13).inFolds(4),
            RowGroups.ofRows(ROWS),
            DataSpec.Standardize.NONE);
    AutoRates auto = AutoRates.of(job("mse", "optimizer: sgd, learning_rate: auto"), sets);
    List<Double> rates = rates(auto.spec(), 0);

    sets.forEach(
        fold -> assertThat(rates.get(9)).isLessThan(2 / Curvature.of(fold.train()).largest()));
    assertThat(2 / Curvature.of(sets.all().train()).largest()).isGreaterThan(10 * rates.get(9));
  }

  @Test
  void sgdGetsTenRatesOverThreeDecadesBelowTheBound() {
    AutoRates auto = AutoRates.of(job("mse", "optimizer: sgd, learning_rate: auto"), TRAIN);
    double bound = 2 / CURVATURE.largest();

    List<Double> rates = rates(auto.spec(), 0);
    assertThat(rates).hasSize(10).isSorted().doesNotHaveDuplicates();
    assertThat(rates.get(9)).isBetween(0.8 * bound, 0.9 * bound);
    assertThat(rates.get(9) / rates.get(0)).isBetween(990.0, 1010.0);
    assertThat(auto.spec().parameters().learningRates()).isEqualTo(rates);
    assertThat(auto.notes())
        .singleElement()
        .asString()
        .matches(
            "learning_rate: auto: sgd 0\\.000\\d+ to 0\\.\\d+, since sgd is stable below 0\\.\\d+"
                + " on this data");
  }

  @Test
  void everyOptimizerGetsItsOwnWhereTheAxisIsSharedAndAdadeltaNone() {
    AutoRates auto =
        AutoRates.of(
            job(
                "mse",
                "optimizer: {values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}, adam,"
                    + " adadelta, {rmsprop: {learning_rate: 0.3}}]}, learning_rate: auto"),
            TRAIN);

    assertThat(auto.spec().parameters().learningRates()).isEmpty();
    double nesterovs = 2 * 1.9 / (2.8 * CURVATURE.largest());
    assertThat(rates(auto.spec(), 1).get(9)).isBetween(0.8 * nesterovs, 0.9 * nesterovs);
    assertThat(rates(auto.spec(), 2))
        .containsExactly(1e-4, 0.00028, 0.00077, 0.0022, 0.006, 0.017, 0.046, 0.13, 0.36, 1.0);
    assertThat(rates(auto.spec(), 3)).isEmpty();
    assertThat(rates(auto.spec(), 4)).containsExactly(0.3);
    assertThat(auto.notes().get(0))
        .contains("; adam 0.0001 to 1, since its steps do not grow with the gradient")
        .doesNotContain("adadelta", "rmsprop");
  }

  @Test
  void anOptimizerMayHaveAutoForItself() {
    AutoRates auto =
        AutoRates.of(
            job(
                "mse",
                "optimizer: {values: [{sgd: {learning_rate: auto}}, adam]},"
                    + " learning_rate: {values: [0.1, 0.2]}"),
            TRAIN);

    assertThat(rates(auto.spec(), 0)).hasSize(10);
    assertThat(rates(auto.spec(), 1)).containsExactly(0.1, 0.2);
  }

  @Test
  void aLossWithoutCurvatureStartsWhereMseWouldAndSaysSo() {
    String parameters = "optimizer: sgd, learning_rate: auto";
    AutoRates mae = AutoRates.of(job("mae", parameters), TRAIN);

    assertThat(rates(mae.spec(), 0))
        .isEqualTo(rates(AutoRates.of(job("mse", parameters), TRAIN).spec(), 0));
    assertThat(mae.notes().get(0))
        .contains(
            "a starting point only: with mse, sgd would be stable below", "mae has no such bound");
  }

  @Test
  void theLargestPenaltyAndTheSteepestBatchesLowerTheRates() {
    String parameters = "optimizer: sgd, learning_rate: auto";
    double plain = rates(AutoRates.of(job("mse", parameters), TRAIN).spec(), 0).get(9);
    double steep = CURVATURE.largest() + 40;

    assertThat(
            rates(AutoRates.of(job("mse", parameters + ", l2: {values: [0, 40]}"), TRAIN).spec(), 0)
                .get(9))
        .isBetween(0.8 * 2 / steep, 0.9 * 2 / steep);
    assertThat(
            rates(
                    AutoRates.of(
                            job("mse", parameters + ", batch_size: {values: [full, 8]}"), TRAIN)
                        .spec(),
                    0)
                .get(9))
        .isLessThan(plain);
  }

  @Test
  void theJobAsResolvedReadsBackAndStaysAsItIs() {
    SweepSpec written = job("mse", "optimizer: {values: [sgd, adam]}, learning_rate: auto");
    assertThat(SpecReader.read(SpecWriter.write(written), "job.yaml", List.of()))
        .isEqualTo(written);
    SweepSpec resolved = AutoRates.of(written, TRAIN).spec();

    SweepSpec again = SpecReader.read(SpecWriter.write(resolved), "job.yaml", List.of());
    assertThat(again).isEqualTo(resolved);
    AutoRates untouched = AutoRates.of(again, TRAIN);
    assertThat(untouched.spec()).isSameAs(again);
    assertThat(untouched.notes()).isEmpty();
  }

  @Test
  void ratesThatFloatsDoNotHoldAreRefused() {
    float[] x = {1e30f, -1e30f, 2e30f};
    SweepSpec spec = job("mse", "optimizer: sgd, learning_rate: auto");
    Samples.Part huge = new Samples.Part(x, new float[3]);

    assertThatThrownBy(() -> AutoRates.of(spec, huge))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("Set data.standardize to features");
  }

  @ParameterizedTest
  @CsvSource({"sgd, learning_rate: Auto", "sgd, 'learning_rate: {values: [auto, 0.1]}'"})
  void autoStandsAloneInLowerCase(String optimizer, String rate) {
    assertThatThrownBy(() -> job("mse", "optimizer: %s, %s".formatted(optimizer, rate)))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("auto");
  }

  @Test
  void autoNextToRatesOfTheSameOptimizerIsListedTwice() {
    assertThatThrownBy(
            () ->
                job(
                    "mse",
                    "optimizer: {values: [sgd, {sgd: {learning_rate: 0.1}}]}, learning_rate: auto"))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("sgd is listed twice");
  }

  /** DL4J's updater in a plain loop on both sides of the bound. */
  @ParameterizedTest
  @CsvSource({"sgd, 0", "nesterovs, 0.5", "nesterovs, 0.9"})
  void lossShrinksJustBelowTheBoundAndGrowsJustAboveIt(String name, double momentum) {
    OptimizerSpec entry =
        job(
                "mse",
                name.equals("sgd")
                    ? "optimizer: sgd"
                    : "optimizer: {nesterovs: {momentum: %s}}".formatted(momentum))
            .parameters()
            .optimizers()
            .get(0);
    OptionalDouble bound = StableRates.below(List.of(entry), CURVATURE, 0);

    assertThat(lossAfter(4000, 0.98 * bound.orElseThrow(), momentum)).isLessThan(1e-6);
    assertThat(lossAfter(4000, 1.02 * bound.orElseThrow(), momentum)).isGreaterThan(1e6);
  }

  private static double lossAfter(int epochs, double rate, double momentum) {
    double[] weights = {0.3, -0.2, 0.5, 0.1, -0.4};
    double[] velocity = new double[weights.length];
    double loss = 0;
    for (int epoch = 0; epoch < epochs && !(loss > 1e100); epoch++) {
      double[] gradient = new double[weights.length];
      loss = 0;
      for (int row = 0; row < ROWS; row++) {
        double error = weights[FEATURES] - TRAIN.y()[row];
        for (int i = 0; i < FEATURES; i++) {
          error += weights[i] * TRAIN.x()[row * FEATURES + i];
        }
        for (int i = 0; i <= FEATURES; i++) {
          double x = i == FEATURES ? 1 : TRAIN.x()[row * FEATURES + i];
          gradient[i] += 2.0 / ROWS * error * x;
        }
        loss += error * error / ROWS;
      }
      for (int i = 0; i <= FEATURES; i++) {
        double before = velocity[i];
        velocity[i] = momentum * before - rate * gradient[i];
        weights[i] += (1 + momentum) * velocity[i] - momentum * before;
      }
    }
    return loss;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20, 60})
  void noBatchIsSteeperThanTheBound(int size) {
    double bound = BatchCurvature.of(TRAIN, CURVATURE.largest()).atMost(size);

    for (int from = 0; from < ROWS; from += size) {
      int rows = Math.min(size, ROWS - from);
      double[][] design = new double[rows][FEATURES + 1];
      for (int row = 0; row < rows; row++) {
        design[row][FEATURES] = 1;
        for (int i = 0; i < FEATURES; i++) {
          design[row][i] = TRAIN.x()[(from + row) * FEATURES + i];
        }
      }
      var x = MatrixUtils.createRealMatrix(design);
      double largest =
          new EigenDecomposition(x.transpose().multiply(x).scalarMultiply(2.0 / rows))
              .getRealEigenvalue(0);
      assertThat(largest).isLessThanOrEqualTo(bound * (1 + 1e-9));
    }
    assertThat(bound).isLessThanOrEqualTo(CURVATURE.largest() * ROWS);
  }

  @Test
  void equalRowsGiveEqualBitsWhateverTheOrderOfOptimizers() {
    Matrix matrix =
        new Matrix(
            new double[] {1, 2, 3, 4, 5, 9, 7, 8, 6, 10},
            new double[] {1, 3, 2, 5, 4, 9, 6, 8, 7, 10},
            List.of("x"),
            "y");
    Samples samples =
        Samples.of(matrix, new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13), DataSpec.Standardize.ALL);
    SweepSpec one = job("mse", "optimizer: {values: [sgd, adam]}, learning_rate: auto");
    SweepSpec other = job("mse", "optimizer: {values: [adam, sgd]}, learning_rate: auto");

    assertThat(rates(AutoRates.of(one, samples.train()).spec(), 0))
        .isEqualTo(rates(AutoRates.of(other, samples.train()).spec(), 1));
  }
}
