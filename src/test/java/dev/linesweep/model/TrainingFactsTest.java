package dev.linesweep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.data.SplitMix64;
import dev.linesweep.data.Synthetic;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.SplitSpec;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingFactsTest {
  private static final SplitSpec LAST_FIFTH = new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13);

  @ParameterizedTest
  @EnumSource(Standardize.class)
  void deviationsAreThoseOfTheTrainingRowsInTheUnitsOfTheData(Standardize standardize) {
    double[] x = {1, 1e6, 7, 2, 3e6, 7, 3, 5e6, 7, 4, 7e6, 7, 1000, 9e9, 8};
    Matrix matrix = new Matrix(x, new double[] {1, 2, 3, 5, 8}, List.of("a", "b", "c"), "y");

    double[] deviations =
        TrainingFacts.of(Samples.of(matrix, LAST_FIFTH, standardize)).deviations();

    assertThat(deviations[0]).isCloseTo(Math.sqrt(1.25), within(1e-6));
    assertThat(deviations[1]).isCloseTo(2e6 * Math.sqrt(1.25), within(1.0));
    assertThat(deviations[2]).isZero();
  }

  @Test
  void theLineHasTheCurvatureThatNumpyFinds() {
    Matrix line = Synthetic.of(new DataSpec.Line(0.7, 0.3, 0, 1, 0.02));
    Curvature curvature =
        TrainingFacts.of(Samples.of(line, LAST_FIFTH, Standardize.NONE)).curvature();

    assertThat(curvature.largest()).isCloseTo(2.3188582, within(1e-6));
    assertThat(curvature.trace()).isCloseTo(2.4108, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theLargestCurvatureIsThatOfTheWholeHessian(long seed) {
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, seed);
    int rows = 5 + random.nextInt(60);
    int features = 1 + random.nextInt(70);
    float[] x = new float[rows * features];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (random.nextGaussian() * (1 + i % features));
    }
    RealMatrix design = MatrixUtils.createRealMatrix(rows, features + 1);
    for (int row = 0; row < rows; row++) {
      design.setEntry(row, features, 1);
      for (int i = 0; i < features; i++) {
        design.setEntry(row, i, x[row * features + i]);
      }
    }
    RealMatrix hessian = design.transpose().multiply(design).scalarMultiply(2.0 / rows);
    double[] values = new EigenDecomposition(hessian).getRealEigenvalues();
    double largest = Arrays.stream(values).max().getAsDouble();

    Curvature curvature = Curvature.of(new Samples.Part(x, new float[rows]));

    assertThat(curvature.largest()).isCloseTo(largest, within(1e-6 * largest));
    assertThat(curvature.trace()).isCloseTo(hessian.getTrace(), within(1e-9 * curvature.trace()));
  }

  @Test
  void oppositeColumnsDoNotHideTheLargestCurvature() {
    float[] x = {1, -1, 2, -2, -3, 3};

    assertThat(Curvature.of(new Samples.Part(x, new float[3])).largest())
        .isCloseTo(2.0 / 3 * 28, within(1e-9));
  }
}
