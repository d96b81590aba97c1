package dev.linesweep.engine.fused;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Seeded samples and trajectories for the tests of this package. */
final class Cases {
  static final List<Loss> LOSSES = List.of(Loss.MAE, Loss.MSE, Loss.MAPE);

  private Cases() {}

  /** Known weights 1, 2, … and bias 4, a fifth of the rows held out. */
  static Samples samples(int rows, int features, double noise) {
    Random random = new Random(13);
    double[] x = new double[rows * features];
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      y[row] = 4 + noise * random.nextGaussian();
      for (int f = 0; f < features; f++) {
        x[row * features + f] = random.nextGaussian();
        y[row] += (f + 1) * x[row * features + f];
      }
    }
    List<String> names = IntStream.range(0, features).mapToObj(f -> "x" + f).toList();
    return Samples.of(
        new Matrix(x, y, names, "y"),
        new SplitSpec(0.2, 0.1, SplitSpec.By.ORDER, 13),
        Standardize.NONE);
  }

  static Trajectory column(
      Optimizer optimizer, double rate, int batch, double l1, double l2, long seed) {
    return new Trajectory(OptimizerParameters.defaults(optimizer), rate, batch, l1, l2, seed);
  }

  /** TrainingColumns that differ in rate, seed, parameters and, if asked for, penalties. */
  static List<Trajectory> columns(Optimizer optimizer, int count, int batch, boolean penalties) {
    List<Trajectory> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Double> parameters = new ArrayList<>();
      for (Optimizer.Parameter parameter : optimizer.parameters()) {
        parameters.add(parameter.defaultValue() * (1 - 0.03 * (i % 4)));
      }
      columns.add(
          new Trajectory(
              new OptimizerParameters(optimizer, parameters),
              optimizer.hasLearningRate() ? 0.002 * (i + 1) : Double.NaN,
              batch,
              penalties && i % 3 > 0 ? 0.01 * i : 0,
              penalties && i % 4 > 1 ? 0.02 * i : 0,
              i / 5));
    }
    return columns;
  }

  static BlockTraining block(Loss loss, List<Trajectory> columns, int... epochs) {
    return new BlockTraining(new TrainingSpec(loss, new Init.Xavier(), 7), columns, epochs);
  }
}
