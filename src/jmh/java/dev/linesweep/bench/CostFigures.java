package dev.linesweep.bench;

import dev.linesweep.engine.Engine;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.plan.CostModel;
import dev.linesweep.spec.EngineKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * The constants of {@link CostModel}, measured: each engine trains grids of several shapes, and the
 * constants are those that come closest to their times, as relative errors in the least-squares
 * sense. They are typed into the code by hand: they cut blocks, so no machine has its own.
 */
public final class CostFigures {
  private static final double COUNTED_SECONDS = 0.3;

  private CostFigures() {}

  /** Arguments: the engine, repetitions. */
  public static void main(String[] args) {
    EngineKind kind = args[0].equals(EngineKind.FUSED.key()) ? EngineKind.FUSED : EngineKind.DL4J;
    Engine engine = kind == EngineKind.FUSED ? new FusedEngine() : Dl4jEngine.create();
    List<Grid> grids = kind == EngineKind.FUSED ? FUSED : DL4J;
    grids.forEach(grid -> training(grid, kind, engine)); // until they are compiled
    double[][] times = new double[grids.size()][Integer.parseInt(args[1])];
    for (int i = 0; i < times[0].length; i++) {
      for (int grid = 0; grid < times.length; grid++) {
        times[grid][i] = training(grids.get(grid), kind, engine);
      }
    }
    print(kind, grids, times);
  }

  /**
   * What is trained.
   *
   * @param batch rows a mini-batch; 0 for all rows
   */
  private record Grid(int rows, int features, int columns, int batch, int epochs) {
    String name() {
      return String.format(
          Locale.ROOT,
          "%,d × %d, %d columns, %s",
          rows,
          features,
          columns,
          batch == 0 ? "full" : "batches of " + batch);
    }

    double steps() {
      return (double) epochs * (batch == 0 ? 1 : Math.ceil((double) rows / batch));
    }

    /** What each constant is multiplied by. */
    double[] counts() {
      return new double[] {
        steps(), steps() * columns, (double) epochs * rows * (features + 1.0) * columns
      };
    }

    /** A fifth of the rows is for testing. */
    Workload work(String engine) {
      return Workload.parse(
          """
          name: costs
          data:
            linear: {rows: %d, features: %d, noise: 0.1, seed: 13}
          parameters:
            optimizer: {values: [sgd, adam]}
            learning_rate: {min: 0.0001, max: 0.1, count: %d, scale: log}
            epochs: %d
            batch_size: %s
          engine: %s
          """
              .formatted(
                  rows * 5 / 4,
                  features,
                  columns / 2,
                  epochs,
                  batch == 0 ? "full" : batch,
                  engine));
    }
  }

  private static final List<Grid> FUSED =
      List.of(
          new Grid(16_000, 11, 64, 0, 100),
          new Grid(40, 1, 64, 0, 20_000),
          new Grid(40, 1, 960, 0, 4_000),
          new Grid(400, 4, 128, 0, 4_000),
          new Grid(16_000, 11, 256, 0, 40),
          new Grid(16_000, 64, 256, 0, 10),
          new Grid(16_000, 11, 64, 32, 20),
          new Grid(16_000, 64, 128, 128, 10),
          new Grid(4_000, 11, 64, 4, 5),
          new Grid(4_000, 1, 64, 1, 5),
          new Grid(100_000, 20, 64, 0, 10));

  private static final List<Grid> DL4J =
      List.of(
          new Grid(40, 1, 10, 0, 100),
          new Grid(40, 1, 100, 0, 100),
          new Grid(400, 4, 20, 0, 100),
          new Grid(16_000, 11, 10, 0, 20),
          new Grid(16_000, 11, 10, 64, 1),
          new Grid(16_000, 64, 20, 0, 10),
          new Grid(16_000, 64, 4, 32, 1));

  private static void print(EngineKind kind, List<Grid> grids, double[][] times) {
    double[][] relative = new double[grids.size()][];
    for (int grid = 0; grid < times.length; grid++) {
      double seconds = new Median().evaluate(times[grid]);
      relative[grid] =
          Arrays.stream(grids.get(grid).counts()).map(count -> count / seconds).toArray();
    }
    double[] constants = constants(relative);
    String[] names = {"a step", "a column and step", "a row, coefficient and column"};
    for (int i = 0; i < names.length; i++) {
      series(kind.key() + ", " + names[i], "ns", new double[] {constants[i] * 1e9});
    }
    CostModel model = CostModel.of(kind);
    double[] known = {model.perStep(), model.perColumnStep(), model.perCell()};
    for (int grid = 0; grid < times.length; grid++) {
      double expected = seconds(grids.get(grid).counts(), known);
      series(
          kind.key() + ", " + grids.get(grid).name() + ": expected, of real",
          "times",
          Arrays.stream(times[grid]).map(real -> expected / real).toArray());
    }
  }

  /** The constants, none negative, whose relative errors have the least sum of squares. */
  private static double[] constants(double[][] relative) {
    double[] best = new double[3];
    double least = Double.POSITIVE_INFINITY;
    for (int chosen = 1; chosen < 8; chosen++) {
      int bits = chosen;
      int[] used = IntStream.range(0, 3).filter(i -> (bits >> i & 1) == 1).toArray();
      OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
      fit.setNoIntercept(true);
      double[] ones = new double[relative.length];
      Arrays.fill(ones, 1);
      fit.newSampleData(
          ones,
          Arrays.stream(relative)
              .map(counts -> Arrays.stream(used).mapToDouble(i -> counts[i]).toArray())
              .toArray(double[][]::new));
      double[] found = fit.estimateRegressionParameters();
      double squares = fit.calculateResidualSumOfSquares();
      if (squares < least && Arrays.stream(found).allMatch(constant -> constant >= 0)) {
        least = squares;
        best = new double[3];
        for (int i = 0; i < used.length; i++) {
          best[used[i]] = found[i];
        }
      }
    }
    return best;
  }

  private static double seconds(double[] counts, double[] constants) {
    double seconds = 0;
    for (int i = 0; i < counts.length; i++) {
      seconds += counts[i] * constants[i];
    }
    return seconds;
  }

  /** Processor seconds of a training of the whole grid, as often as outlasts the clock's grain. */
  private static double training(Grid grid, EngineKind kind, Engine engine) {
    Workload work = grid.work(kind.key());
    var blocks = work.blocks();
    int trainings = 0;
    double seconds = 0;
    while (seconds < COUNTED_SECONDS) {
      seconds += CpuTime.of(() -> work.train(engine, blocks));
      trainings++;
    }
    return seconds / trainings;
  }

  private static void series(String what, String unit, double[] values) {
    System.out.println(new Series(what, "", unit, values).line());
  }
}
