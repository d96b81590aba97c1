package dev.linesweep.engine;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.plan.OptimizerSettings;
import dev.linesweep.plan.Trajectory;
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

/** Random samples and columns on which the engines are compared. */
public final class Grid {
  public static final int FULL = ParameterSpec.FULL_BATCH;

  private Grid() {}

  /** Labels from 1 up, as mape wants them; between 1 and 8 features, scaled or not. */
  static Samples samples(Random random) {
    int features = 1 + random.nextInt(8);
    boolean scaled = random.nextBoolean();
    return samples(random, 25 + random.nextInt(60), features, 0.3, scaled);
  }

  static Samples samples(Random random, int rows, int features, double noise, boolean scaled) {
    double[] x = random.doubles((long) rows * features, 0, 2).toArray();
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      y[row] = 1 + noise * random.nextDouble();
      for (int i = 0; i < features; i++) {
        y[row] += x[row * features + i] * weight(i);
      }
    }
    List<String> names = IntStream.range(0, features).mapToObj(i -> "x" + i).toList();
    return Samples.of(
        new Matrix(x, y, names, "y"),
        new SplitSpec(0.2, 0.1, SplitSpec.By.ORDER, 13),
        scaled ? Standardize.FEATURES : Standardize.NONE);
  }

  /** What {@link #samples} are made with, beside a bias of 1. */
  static double weight(int feature) {
    return 0.5 + 0.25 * feature;
  }

  /** The same samples, the rows that train in another order. */
  static Samples reordered(Samples samples, int[] order) {
    Samples.Part train = samples.train();
    int features = samples.features().size();
    float[] x = new float[train.x().length];
    float[] y = new float[train.y().length];
    for (int row = 0; row < order.length; row++) {
      System.arraycopy(train.x(), order[row] * features, x, row * features, features);
      y[row] = train.y()[order[row]];
    }
    return new Samples(
        new Samples.Part(x, y),
        samples.validation(),
        samples.test(),
        samples.rowNumbers(),
        samples.scaling(),
        samples.standardize(),
        samples.features(),
        samples.label());
  }

  /** Columns of one block, so of one optimizer's defaults, that differ in all else. */
  static List<Trajectory> columns(
      Random random, Optimizer optimizer, Loss loss, int batch, double l1, double l2, int width) {
    double largest = loss == Loss.MAPE ? 3e-4 : 0.03;
    return IntStream.range(0, width)
        .mapToObj(
            i ->
                column(
                    optimizer,
                    largest * (0.1 + 0.9 * random.nextDouble()),
                    batch,
                    l1 * i / width,
                    l2 * (i + 1) / width,
                    random.nextInt(100)))
        .toList();
  }

  public static Trajectory column(
      Optimizer optimizer, double rate, int batch, double l1, double l2, long seed) {
    return new Trajectory(
        OptimizerSettings.defaults(optimizer),
        optimizer.hasLearningRate() ? rate : Double.NaN,
        batch,
        l1,
        l2,
        seed);
  }

  static BlockTraining block(Loss loss, List<Trajectory> columns, int... epochs) {
    return new BlockTraining(new TrainingSpec(loss, new Init.Xavier(), 7), columns, epochs);
  }
}
