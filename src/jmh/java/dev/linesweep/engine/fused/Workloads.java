package dev.linesweep.engine.fused;

import dev.linesweep.data.Parts;
import dev.linesweep.data.Samples;
import dev.linesweep.data.Scaling;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What the kernels are measured on: seeded rows, columns of one optimizer, hardly a test part. */
final class Workloads {
  private Workloads() {}

  static Training training(
      int rows, int features, int columns, Optimizer optimizer, int batch, int epochs) {
    Random random = new Random(13);
    float[] x = new float[rows * features];
    float[] y = new float[rows];
    for (int row = 0; row < rows; row++) {
      for (int f = 0; f < features; f++) {
        x[row * features + f] = (float) random.nextGaussian();
        y[row] += x[row * features + f];
      }
    }
    List<Trajectory> all =
        IntStream.range(0, columns)
            .mapToObj(
                i ->
                    new Trajectory(
                        OptimizerParameters.defaults(optimizer), 0.001 + 1e-5 * i, batch, 0, 0, 1))
            .toList();
    Samples.Part few = new Samples.Part(new float[features], new float[] {1});
    Samples samples =
        new Samples(
            new Samples.Part(x, y),
            few,
            few,
            new Parts(new int[0], new int[0], new int[0]),
            unscaled(features),
            Standardize.NONE,
            new Samples.Names(IntStream.range(0, features).mapToObj(f -> "x" + f).toList(), "y"));
    TrainingSpec zeros = new TrainingSpec(Loss.MAE, new Init.Zeros(), 13);
    return new Training(new BlockTraining(zeros, all, new int[] {epochs}), samples);
  }

  private static Scaling unscaled(int features) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return new Scaling(new double[features], ones, new boolean[features], 0, 1);
  }
}
