package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Samples;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Adamax under L1 from zero weights, 100 epochs at rate 0.1 on the line. PyTorch's equations have
 * epsilon inside the largest gradient, max(β₂ u, |g| + ε); ND4J's have none, but 1e-32 behind it.
 * Neither decides where training ends: after three steps of 0.1 the bias is the first row's label,
 * 0.3, up to rounding, so the last bit of the bias gives that row's residual its sign, or none.
 */
class AdamaxBesidePyTorchTest {
  private static final int EPOCHS = 100;
  private static final double RATE = 0.1;
  private static final double EPSILON = 1e-8;

  private final Samples samples = Blocks.line();

  @Test
  void inFloatsThreeStepsMakeTheBiasTheFirstLabelWithEpsilonAndWithout() {
    for (double epsilon : new double[] {EPSILON, 0}) {
      assertThat((float) equations(3, true, epsilon)[1]).isEqualTo(0.3f);
      assertThat(testLoss(equations(EPOCHS, true, epsilon))).isCloseTo(0.0462, within(1e-4));
    }
  }

  @Test
  void dl4jEndsWherePyTorchsEquationsEndInDoublesSinceItsBiasIsABitLess() {
    Snapshots dl4j =
        Dl4jEngine.create()
            .train(
                Blocks.block(
                    new TrainingSpec(Loss.MAE, new Init.Zeros(), 13),
                    List.of(Blocks.trajectory(Optimizer.ADAMAX, RATE)),
                    3,
                    EPOCHS),
                samples);

    assertThat(dl4j.weights(0, 0)[1]).isLessThan(0.3f).isCloseTo(0.3f, within(1e-7f));
    assertThat(dl4j.metrics(0, 1, Part.TEST).loss()).isCloseTo(0.0107, within(1e-4));
    assertThat(testLoss(equations(EPOCHS, false, EPSILON))).isCloseTo(0.0107, within(1e-4));
  }

  private double[] equations(int epochs, boolean floats, double epsilon) {
    Samples.Part rows = samples.train();
    double[] weights = new double[2];
    double[] mean = new double[2];
    double[] largest = new double[2];
    for (int t = 1; t <= epochs; t++) {
      double[] gradient = new double[2];
      for (int row = 0; row < rows.rows(); row++) {
        double x = floats ? rows.x()[row] : 0.02 * row;
        double y = floats ? rows.y()[row] : 0.7 * x + 0.3;
        double prediction = rounded(weights[0] * x + weights[1], floats);
        double sign = Math.signum(prediction - y);
        gradient[0] = rounded(gradient[0] + sign * x, floats);
        gradient[1] += sign;
      }
      for (int i = 0; i < 2; i++) {
        double g = gradient[i] / rows.rows();
        mean[i] = rounded(0.9 * mean[i] + 0.1 * g, floats);
        largest[i] = Math.max(0.999 * largest[i], Math.abs(g) + epsilon);
        double step = RATE / (1 - Math.pow(0.9, t)) * mean[i] / largest[i];
        weights[i] = rounded(weights[i] - step, floats);
      }
    }
    return weights;
  }

  private static double rounded(double value, boolean floats) {
    return floats ? (float) value : value;
  }

  private double testLoss(double[] weights) {
    Samples.Part rows = samples.test();
    double sum = 0;
    for (int row = 0; row < rows.rows(); row++) {
      sum += Math.abs(weights[0] * rows.x()[row] + weights[1] - rows.y()[row]);
    }
    return sum / rows.rows();
  }
}
