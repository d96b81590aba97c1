package dev.linesweep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.data.Synthetic;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.SplitSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearModelTest {
  private static final SplitSpec SPLIT = new SplitSpec(0.2, 0.2, SplitSpec.By.RANDOM, 3);

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void predictionsInOwnUnitsAreThoseOfTraining(Standardize standardize) {
    Matrix matrix = Synthetic.of(new DataSpec.Linear(60, 3, 0.5, 9));
    Samples samples = Samples.of(matrix, SPLIT, standardize);
    float[] weightsThenBias = {0.5f, -1.5f, 0.25f, 2f};
    LinearModel model = LinearModel.of(weightsThenBias, samples);

    for (int i = 0; i < samples.test().rows(); i++) {
      int row = samples.rowNumbers().test()[i];
      double[] features = Arrays.copyOfRange(matrix.x(), row * 3, row * 3 + 3);
      double scaled = 2;
      for (int j = 0; j < 3; j++) {
        scaled += weightsThenBias[j] * samples.test().x()[i * 3 + j];
      }
      assertThat(model.predict(features))
          .isCloseTo(samples.scaling().labelInOwnUnits(scaled), within(1e-5));
    }
  }

  @Test
  void errorsAreMeasuredInTheLabelsOwnUnits() {
    Matrix matrix = Synthetic.of(new DataSpec.Linear(60, 2, 0.5, 9));
    Samples samples = Samples.of(matrix, SPLIT, Standardize.ALL);
    float[] weightsThenBias = {0.5f, -1.5f, 0.1f};
    LinearModel model = LinearModel.of(weightsThenBias, samples);
    double absolutes = 0;
    double squares = 0;
    for (int row : samples.rowNumbers().test()) {
      double error =
          model.predict(Arrays.copyOfRange(matrix.x(), row * 2, row * 2 + 2)) - matrix.y()[row];
      absolutes += Math.abs(error) / 12;
      squares += error * error / 12;
    }

    PartMetrics metrics =
        Evaluation.of(weightsThenBias, samples.test(), Loss.MSE, samples.labelScale());

    assertThat(metrics.mae()).isCloseTo(absolutes, within(1e-5));
    assertThat(metrics.mse()).isCloseTo(squares, within(1e-5));
    assertThat(metrics.loss()).isEqualTo(metrics.mse());
    assertThat(metrics.rmse()).isCloseTo(Math.sqrt(squares), within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void eachLossIsTheMeanOfItsFormula(Loss loss) {
    Samples.Part part = new Samples.Part(new float[] {1, 2, 4}, new float[] {1, 4, 2});
    double[] predictions = {2.5, 3.5, 5.5};
    double expected = 0;
    for (int i = 0; i < 3; i++) {
      double p = predictions[i];
      double y = part.y()[i];
      expected +=
          switch (loss) {
                case MAE -> Math.abs(p - y);
                case MSE -> (p - y) * (p - y);
                case MAPE -> 100 * Math.abs((y - p) / y);
                case MSLE -> Math.pow(Math.log((p + 1) / (y + 1)), 2);
                case POISSON -> p - y * Math.log(p);
              }
              / 3;
    }

    assertThat(Evaluation.of(new float[] {1, 1.5f}, part, loss, 1).loss())
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void aPartWithoutRowsHasNoMetrics() {
    Samples.Part none = new Samples.Part(new float[0], new float[0]);

    assertThat(Evaluation.of(new float[] {1, 2}, none, Loss.MAE, 1).loss()).isNaN();
  }

  @Test
  void r2IsOneForAPerfectFitAndZeroForTheMean() {
    assertThat(new PartMetrics(0, 0, 0).r2(4)).isEqualTo(1);
    assertThat(new PartMetrics(2, 1, 4).r2(4)).isEqualTo(0);
    assertThat(new PartMetrics(2, 1, 4).r2(0)).isNaN();
  }

  @Test
  void equationsShowSignsAndQuoteOddNames() {
    LinearModel model =
        new LinearModel(
            new double[] {-0.5, 1e-7, 3}, -2, List.of("a", "Living Area", "c\"d"), "price in $");

    assertThat(model.equation())
        .isEqualTo(
            "\"price in $\" = -0.5000 a + 1.0E-7 \"Living Area\" + 3.0000 \"c\\\"d\" - 2.0000");
  }

  @Test
  void aLongEquationShowsTheLargestWeights() {
    LinearModel model =
        new LinearModel(
            new double[] {1, -8, 2, 3, 4, 5, 6, 7},
            0,
            IntStream.rangeClosed(1, 8).mapToObj(i -> "x" + i).toList(),
            "y");

    assertThat(model.equation())
        .isEqualTo(
            "y = -8.0000 x2 + 7.0000 x8 + 6.0000 x7 + 5.0000 x6 + 4.0000 x5 + 3.0000 x4"
                + " + … (2 more) + 0.0000");
  }

  @Test
  void aLongEquationShowsTheLargestEffectsWhereTheyAreKnown() {
    LinearModel model =
        new LinearModel(
            new double[] {1, -8, 2, 3, 4, 5, 6, 7},
            0,
            IntStream.rangeClosed(1, 8).mapToObj(i -> "x" + i).toList(),
            "y",
            new double[] {1000, 0, 500, 100, 10, 0.1, 20, 0.01});

    assertThat(model.effects()).containsExactly(1000, 0, 1000, 300, 40, 0.5, 120, 0.07);
    assertThat(model.equation())
        .isEqualTo(
            "y = 1.0000 x1 + 2.0000 x3 + 3.0000 x4 + 6.0000 x7 + 4.0000 x5 + 5.0000 x6"
                + " + … (2 more) + 0.0000");
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    LinearModel model = new LinearModel(new double[] {1}, 0, List.of("x"), "y");

    assertThatThrownBy(() -> model.predict(new double[2]))
        .hasMessage("a row must have 1 features but has 2");
  }
}
