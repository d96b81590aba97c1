package dev.linesweep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.data.SplitMix64;
import dev.linesweep.data.Synthetic;
import dev.linesweep.fixture.Fits;
import dev.linesweep.fixture.ShippedTables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.SplitSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselinesTest {
  private static final SplitSpec EVERY_FIFTH = new SplitSpec(0.2, 0, SplitSpec.By.INTERLEAVED, 13);
  private static final SplitSpec LAST_FIFTH = new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13);

  @Test
  void housingReachesTheReferenceFits() {
    Baselines baselines = Fits.of(ShippedTables.housing(), EVERY_FIFTH, Loss.MAE);

    assertTest(baselines, Baselines.OLS, 30_250, 18_780, 5);
    assertThat(named(baselines, Baselines.OLS).testR2()).isCloseTo(0.731, within(5e-4));
    assertTest(baselines, Baselines.LAD, 30_280, 18_570, 5);
    assertThat(named(baselines, Baselines.MEAN).test().rmse()).isCloseTo(58_400, within(50.0));
    assertThat(named(baselines, Baselines.MEDIAN).test().mae()).isCloseTo(39_300, within(50.0));
    assertThat(baselines.notes()).isEmpty();
  }

  @Test
  void temperatureReachesTheReferenceFits() {
    Baselines baselines = Fits.of(ShippedTables.temperature(), LAST_FIFTH, Loss.MAE);

    assertTest(baselines, Baselines.OLS, 2.778, 2.188, 1e-3);
    assertThat(named(baselines, Baselines.OLS).testR2()).isCloseTo(0.859, within(5e-4));
    assertTest(baselines, Baselines.LAD, 2.779, 2.165, 1e-3);
    assertThat(named(baselines, Baselines.MEAN).test().rmse()).isCloseTo(7.98, within(5e-3));
    assertThat(named(baselines, Baselines.MEDIAN).test().mae()).isCloseTo(7.02, within(5e-3));
  }

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void aLineIsFoundAgainWhateverIsStandardized(Standardize standardize) {
    Matrix line = Synthetic.of(new DataSpec.Line(0.7, 0.3, 0, 1, 0.02));
    Baselines baselines = Fits.of(line, Samples.of(line, LAST_FIFTH, standardize), Loss.MAE);

    for (String name : List.of(Baselines.OLS, Baselines.LAD)) {
      LinearModel model = named(baselines, name).model();
      assertThat(model.weights()[0]).isCloseTo(0.7, within(1e-12));
      assertThat(model.bias()).isCloseTo(0.3, within(1e-12));
      assertThat(model.equation()).isEqualTo("y = 0.7000 x + 0.3000");
    }
  }

  @Test
  void dependentFeaturesChangeNoPredictionAndAreNamed() {
    Matrix full = Synthetic.of(new DataSpec.Linear(300, 3, 0.1, 5));
    double[] x = new double[300 * 5];
    for (int row = 0; row < 300; row++) {
      System.arraycopy(full.x(), row * 3, x, row * 5, 3);
      x[row * 5 + 3] = full.x()[row * 3] - 2 * full.x()[row * 3 + 1] + 5;
      x[row * 5 + 4] = 4;
    }
    Matrix wide = new Matrix(x, full.y(), List.of("a", "b", "c", "d", "e"), "y");

    Baselines expected = Fits.of(full, EVERY_FIFTH, Loss.MAE);
    Baselines actual = Fits.of(wide, EVERY_FIFTH, Loss.MAE);

    for (String name : List.of(Baselines.OLS, Baselines.LAD)) {
      assertThat(named(actual, name).train().loss())
          .isCloseTo(named(expected, name).train().loss(), within(1e-9));
      assertThat(named(actual, name).test().rmse())
          .isCloseTo(named(expected, name).test().rmse(), within(1e-9));
    }
    assertThat(actual.notes())
        .containsExactly(
            "1 of 5 features depends on the others in the training rows (d), so many weights fit"
                + " equally well; least squares takes the smallest.");
  }

  @Test
  void moreFeaturesThanRowsStillFit() {
    Matrix matrix = Synthetic.of(new DataSpec.Linear(10, 20, 0.1, 5));
    Baselines baselines = Fits.of(matrix, EVERY_FIFTH, Loss.MAE);

    assertThat(named(baselines, Baselines.OLS).train().rmse()).isLessThan(1e-9);
    assertThat(named(baselines, Baselines.LAD).train().mae()).isLessThan(1e-9);
  }

  @Test
  void leastAbsoluteDeviationsAreOnlyForTheirOwnLoss() {
    Matrix line = Synthetic.of(new DataSpec.Linear(50, 2, 0.1, 1));

    assertThat(Fits.of(line, LAST_FIFTH, Loss.MSE).named(Baselines.LAD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theDualProvesLeastAbsoluteDeviationsOptimal(long seed) throws InterruptedException {
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, seed);
    int rows = 20 + random.nextInt(500);
    int columns = 1 + random.nextInt(6);
    boolean tied = seed % 2 == 0;
    double[] x = new double[rows * columns];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i * columns] = 1;
      for (int j = 1; j < columns; j++) {
        x[i * columns + j] = tied ? random.nextInt(4) : random.nextGaussian();
      }
      y[i] = tied ? random.nextInt(5) : random.nextGaussian() * random.nextGaussian();
    }
    double[] weights = new double[rows];
    Arrays.fill(weights, 1);

    LeastAbsolute fit = LeastAbsolute.of(x, y, weights, new double[columns]);

    assertThat(Arrays.stream(fit.dual())).allMatch(d -> d >= -1 && d <= 1);
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += x[i * columns + j] * fit.dual()[i];
      }
      assertThat(sum).isCloseTo(0, within(1e-6));
    }
    assertThat(fit.gap()).isCloseTo(0, within(1e-6 * fit.objective()));
    assertThat(zeroResiduals(x, y, fit)).isGreaterThanOrEqualTo(tied ? 0 : columns);
  }

  private static int zeroResiduals(double[] x, double[] y, LeastAbsolute fit) {
    int columns = fit.coefficients().length;
    int zeros = 0;
    for (int i = 0; i < y.length; i++) {
      double residual = y[i];
      for (int j = 0; j < columns; j++) {
        residual -= x[i * columns + j] * fit.coefficients()[j];
      }
      zeros += Math.abs(residual) < 1e-12 ? 1 : 0;
    }
    return zeros;
  }

  private static Baselines.Baseline named(Baselines baselines, String name) {
    return baselines.named(name).orElseThrow();
  }

  private static void assertTest(
      Baselines baselines, String name, double rmse, double mae, double precision) {
    PartMetrics test = named(baselines, name).test();
    assertThat(test.rmse()).isCloseTo(rmse, within(precision));
    assertThat(test.mae()).isCloseTo(mae, within(precision));
  }
}
