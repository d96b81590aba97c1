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

/** Trainings that reach each kernel and its edges, small enough for an interpreter. */
final class GpuCases {
  /** A step a launch, chunks in several launches. */
  static final GpuLimits SHORT = new GpuLimits(1, 1e-9, Long.MAX_VALUE, 10_000, 1, 1, 1);

  /** More steps from launch to launch. */
  static final GpuLimits GROWING = new GpuLimits(50_000, 1e9, Long.MAX_VALUE, 10_000, 1, 1, 3_000);

  /** All in one launch. */
  static final GpuLimits LONG =
      new GpuLimits(Long.MAX_VALUE, 1e9, Long.MAX_VALUE, 1 << 20, 1, 1, 1 << 20);

  private static final SplitSpec SPLIT = new SplitSpec(0.2, 0.1, SplitSpec.By.ORDER, 13);

  private GpuCases() {}

  /** The launches where a step is chunks side by side, and their sums. */
  static GpuLimits chunks(GpuLimits limits) {
    return new GpuLimits(
        limits.firstCells(),
        limits.seconds(),
        0,
        limits.partialBytes(),
        limits.manyColumns(),
        limits.leastColumns(),
        limits.tableNumbers());
  }

  /**
   * The size of a training.
   *
   * @param rows of which 70 % are trained on
   * @param batch 0 for all rows
   * @param last the last epoch
   * @param limits how it is launched
   */
  record Shape(int rows, int features, int columns, int batch, int last, GpuLimits limits) {
    @Override
    public String toString() {
      return "%d rows × %d, %d columns, batch %d".formatted(rows, features, columns, batch);
    }

    int[] epochs() {
      return IntStream.of(1, 3, last).filter(epoch -> epoch <= last).distinct().toArray();
    }
  }

  /** In the order of the kernels that they are for: columns, chunks, tiles. */
  static List<Shape> shapes() {
    return List.of(
        new Shape(57, 1, 70, 0, 20, GROWING),
        new Shape(57, 1, 33, 7, 9, SHORT),
        new Shape(860, 2, 20, 0, 3, LONG),
        new Shape(1000, 3, 20, 300, 2, GROWING),
        new Shape(214, 7, 20, 64, 2, SHORT),
        new Shape(186, 13, 20, 32, 2, GROWING),
        new Shape(386, 20, 20, 0, 2, LONG),
        new Shape(860, 4, 20, 280, 2, chunks(LONG)),
        new Shape(386, 6, 20, 0, 2, chunks(SHORT)),
        new Shape(1200, 11, 20, 0, 2, chunks(GROWING)),
        new Shape(386, 30, 20, 100, 1, chunks(GROWING)),
        new Shape(57, 8, 20, 32, 1, LONG),
        new Shape(57, 16, 20, 0, 1, LONG),
        new Shape(57, 32, 20, 0, 1, LONG),
        new Shape(186, 36, 20, 0, 1, LONG),
        new Shape(430, 70, 66, 0, 2, SHORT));
  }

  /** Labels are known sums of the features, with noise; some features are 0 or -0. */
  static Samples samples(int rows, int features) {
    Random random = new Random(rows + features);
    double[] x = new double[rows * features];
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      y[row] = 0.5 + 0.1 * random.nextGaussian();
      for (int f = 0; f < features; f++) {
        int kind = random.nextInt(20);
        x[row * features + f] = kind == 0 ? 0.0 : kind == 1 ? -0.0 : random.nextGaussian();
        y[row] += x[row * features + f] * Math.sin(f + 1.0);
      }
    }
    return samples(x, y, features);
  }

  /** Every third label is 0. */
  static Samples zeroLabels(int rows, int features) {
    Random random = new Random(17);
    double[] x = IntStream.range(0, rows * features).mapToDouble(i -> random.nextInt(5)).toArray();
    double[] y = IntStream.range(0, rows).mapToDouble(i -> i % 3).toArray();
    return samples(x, y, features);
  }

  private static Samples samples(double[] x, double[] y, int features) {
    List<String> names = IntStream.range(0, features).mapToObj(f -> "x" + f).toList();
    return Samples.of(new Matrix(x, y, names, "y"), SPLIT, Standardize.NONE);
  }

  /**
   * Columns of the rules in turn, some with penalties, every eleventh with a rate that diverges.
   */
  static List<Trajectory> columns(List<Optimizer> rules, int count, int batch) {
    List<Trajectory> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optimizer rule = rules.get(i % rules.size());
      double rate = i % 11 == 10 ? 1e30 : Math.pow(10, -4 + 5.0 * i / count);
      columns.add(
          new Trajectory(
              new OptimizerParameters(rule, parameters(rule, i)),
              rule.hasLearningRate() ? rate : Double.NaN,
              batch,
              i % 4 == 1 ? 0.01 : 0,
              i % 4 == 2 ? 0.02 : 0,
              i));
    }
    return columns;
  }

  private static List<Double> parameters(Optimizer rule, int column) {
    List<Double> values = new ArrayList<>();
    for (Optimizer.Parameter parameter : rule.parameters()) {
      boolean other = column % 3 > 0 && !parameter.key().equals("epsilon");
      values.add(other ? 0.5 + 0.1 * (column % 3) : parameter.defaultValue());
    }
    return values;
  }

  static Training training(Shape shape, List<Optimizer> rules, Loss loss) {
    return training(shape, rules, loss, samples(shape.rows(), shape.features()));
  }

  /** With columns of all rules that do not diverge. */
  static Training tame(Shape shape, Loss loss) {
    List<Trajectory> columns = new ArrayList<>();
    for (Optimizer rule : Optimizer.values()) {
      columns.addAll(Cases.columns(rule, 1 + shape.columns() / 9, shape.batch(), true));
    }
    BlockTraining block = Cases.block(loss, columns, shape.epochs());
    return new Training(block, samples(shape.rows(), shape.features()));
  }

  /** The rates fall from epoch to epoch. */
  static Training training(Shape shape, List<Optimizer> rules, Loss loss, Samples samples) {
    return new Training(
        new BlockTraining(
            new TrainingSpec(loss, new Init.Xavier(), 7),
            columns(rules, shape.columns(), shape.batch()),
            shape.epochs(),
            epoch -> 1f / epoch),
        samples);
  }
}
