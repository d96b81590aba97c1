package dev.linesweep.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.data.Samples;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first 100 epochs on the line, from zeros, against the updaters' published equations. */
class PublishedEquationsTest {
  private static final int EPOCHS = 100;
  private static final double RATE = 0.01;

  @ParameterizedTest
  @EnumSource(names = {"SGD", "NESTEROVS", "ADAM", "ADAMAX"})
  void followsThem(Optimizer optimizer) {
    Samples samples = Blocks.line();
    Snapshots ours =
        Dl4jEngine.create()
            .train(
                Blocks.block(
                    new TrainingSpec(Loss.MSE, new Init.Zeros(), 13),
                    List.of(Blocks.trajectory(optimizer, RATE)),
                    IntStream.rangeClosed(1, EPOCHS).toArray()),
                samples);
    Rule rule = new Rule(optimizer);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      rule.step(samples.train(), epoch);
      float[] weights = ours.weights(0, epoch - 1);
      for (int i = 0; i < 2; i++) {
        assertThat((double) weights[i])
            .as("epoch %s, parameter %s", epoch, i)
            .isCloseTo(rule.parameters[i], within(1e-5));
      }
    }
  }

  private static final class Rule {
    private final Optimizer optimizer;
    private final double[] parameters = new double[2];
    private final double[] first = new double[2];
    private final double[] second = new double[2];

    Rule(Optimizer optimizer) {
      this.optimizer = optimizer;
    }

    void step(Samples.Part rows, int t) {
      double[] gradient = new double[2];
      for (int row = 0; row < rows.rows(); row++) {
        double x = rows.x()[row];
        double error = parameters[0] * x + parameters[1] - rows.y()[row];
        gradient[0] += 2 * error * x / rows.rows();
        gradient[1] += 2 * error / rows.rows();
      }
      for (int i = 0; i < 2; i++) {
        parameters[i] -= change(i, gradient[i], t);
      }
    }

    /** Sutskever et al. 2013 for nesterovs, Kingma and Ba 2015 for adam and adamax. */
    private double change(int i, double g, int t) {
      switch (optimizer) {
        case SGD:
          return RATE * g;
        case NESTEROVS:
          double previous = first[i];
          first[i] = 0.9 * previous - RATE * g;
          return 0.9 * previous - 1.9 * first[i];
        case ADAM:
          first[i] = 0.9 * first[i] + 0.1 * g;
          second[i] = 0.999 * second[i] + 0.001 * g * g;
          double mean = first[i] / (1 - Math.pow(0.9, t));
          return RATE * mean / (Math.sqrt(second[i] / (1 - Math.pow(0.999, t))) + 1e-8);
        case ADAMAX:
          first[i] = 0.9 * first[i] + 0.1 * g;
          second[i] = Math.max(0.999 * second[i], Math.abs(g));
          return RATE / (1 - Math.pow(0.9, t)) * first[i] / (second[i] + 1e-8);
        default:
          throw new AssertionError(optimizer);
      }
    }
  }
}
