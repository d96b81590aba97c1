package dev.linesweep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.plan.OptimizerSettings;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignDoubtTest {
  private static final double RATE = 0.1;

  /** Rows (2, 1), (4, 7), (1, 5), (3, 9); at weight 0.5 and bias 0 the first has no residual. */
  private static final Samples SAMPLES =
      Samples.of(
          new Matrix(new double[] {2, 4, 1, 3, 1}, new double[] {1, 7, 5, 9, 2}, List.of("x"), "y"),
          new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
          Standardize.NONE);

  private static SignDoubt after(Loss loss, Optimizer optimizer, double l1, float weight) {
    Trajectory trajectory =
        new Trajectory(OptimizerSettings.defaults(optimizer), RATE, 0, l1, 0, Trajectory.NO_SEED);
    SignDoubt doubt =
        new SignDoubt(new TrainingSpec(loss, new Init.Zeros(), 13), trajectory, SAMPLES);
    doubt.step(
        new float[] {weight, 0}, new float[] {weight + 0.1f, 0.1f}, new int[] {0, 1, 2, 3}, 0, 4);
    return doubt;
  }

  @Test
  void anL1ResidualOfZeroMovesASgdWeightByTwiceItsShare() {
    SignDoubt doubt = after(Loss.MAE, Optimizer.SGD, 0, 0.5f);
    assertThat(doubt.signs()).isEqualTo(1);
    assertThat(doubt.allowed()[0]).isCloseTo(RATE * 2 * 2 / 4, within(1e-5));
    assertThat(doubt.allowed()[1]).isCloseTo(RATE * 2 * 1 / 4, within(1e-5));
  }

  @Test
  void residualsFarFromZeroExplainNothingButRounding() {
    SignDoubt doubt = after(Loss.MAE, Optimizer.SGD, 0, 0.4f);
    assertThat(doubt.signs()).isZero();
    assertThat(doubt.allowed()[0]).isLessThan(1e-6);
  }

  @Test
  void aSquaredLossHasNoSigns() {
    assertThat(after(Loss.MSE, Optimizer.SGD, 0, 0.5f).signs()).isZero();
  }

  @Test
  void nesterovsMovesByTheGradientThroughItsVelocity() {
    SignDoubt doubt = after(Loss.MAE, Optimizer.NESTEROVS, 0, 0.5f);
    assertThat(doubt.allowed()[0]).isCloseTo(1.9 * RATE * 2 * 2 / 4, within(1e-5));
  }

  @Test
  void anotherRuleMovesByTwiceItsOwnStepAtTheMost() {
    SignDoubt doubt = after(Loss.MAE, Optimizer.ADAM, 0, 0.5f);
    assertThat(doubt.allowed()[0]).isBetween(0.01, 0.2001);
  }
}
