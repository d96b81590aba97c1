package dev.linesweep.engine.dl4j;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.data.Synthetic;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Samples and blocks that the tests of this package share. */
final class Blocks {
  private static final SplitSpec LAST_FIFTH = new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13);

  private Blocks() {}

  /** y = 0.7x + 0.3 for x from 0 by 0.02 below 1, not standardized; the first 40 rows train. */
  static Samples line() {
    return Samples.of(
        Synthetic.of(new DataSpec.Line(0.7, 0.3, 0, 1, 0.02)), LAST_FIFTH, Standardize.NONE);
  }

  /** Features in [0.5, 1.5] and labels well above 0, so that every loss is defined. */
  static Samples positive(long seed, int rows, int features) {
    Random random = new Random(seed);
    double[] x = random.doubles((long) rows * features, 0.5, 1.5).toArray();
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      y[row] = 1 + random.nextDouble();
      for (int i = 0; i < features; i++) {
        y[row] += x[row * features + i] * (i + 1) / features;
      }
    }
    List<String> names = IntStream.range(0, features).mapToObj(i -> "x" + i).toList();
    return Samples.of(new Matrix(x, y, names, "y"), LAST_FIFTH, Standardize.NONE);
  }

  /** Starts where predictions are positive, which poisson and msle need. */
  static TrainingSpec training(Loss loss, int features) {
    List<Double> weights = IntStream.range(0, features).mapToObj(i -> 0.3 + 0.1 * i).toList();
    return new TrainingSpec(loss, new Init.Given(weights, 0.5), 13);
  }

  static Trajectory trajectory(
      Optimizer optimizer, double rate, int batchSize, double l1, double l2) {
    return new Trajectory(
        OptimizerParameters.defaults(optimizer),
        optimizer.hasLearningRate() ? rate : Double.NaN,
        batchSize,
        l1,
        l2,
        Trajectory.NO_SEED);
  }

  static Trajectory trajectory(Optimizer optimizer, double rate) {
    return trajectory(optimizer, rate, ParameterSpec.FULL_BATCH, 0, 0);
  }

  static BlockTraining block(TrainingSpec training, List<Trajectory> columns, int... epochs) {
    return new BlockTraining(training, columns, epochs);
  }
}
