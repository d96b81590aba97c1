package dev.linesweep.bench;

import dev.linesweep.engine.Engine;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.plan.CostModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    boolean fused = args[0].equals("fused");
    Engine engine = fused ? new FusedEngine() : Dl4jEngine.create();
    List<Grid> grids = fused ? FUSED : DL4J;
    int repetitions = Integer.parseInt(args[1]);
    double[][] times = new double[repetitions][grids.size()];
    for (int i = -1; i < repetitions; i++) {
      for (int grid = 0; grid < grids.size(); grid++) {
        times[Math.max(0, i)][grid] = training(grids.get(grid), engine);
      }
    }
    print(args[0], grids, times);
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

  private static void print(String engine, List<Grid> grids, double[][] times) {
    double[][] relative = new double[grids.size()][];
    double[] ones = new double[grids.size()];
    for (int grid = 0; grid < ones.length; grid++) {
      double seconds = median(times, grid);
      double[] counts = grids.get(grid).counts();
      for (int i = 0; i < counts.length; i++) {
        counts[i] /= seconds;
      }
      relative[grid] = counts;
      ones[grid] = 1;
    }
    double[] constants = constants(relative, ones);
    String[] names = {"a step", "a column and step", "a row, coefficient and column"};
    for (int i = 0; i < names.length; i++) {
      series(engine + ", " + names[i], "s", new double[] {constants[i]});
    }
    CostModel model = engine.equals("fused") ? CostModel.FUSED : CostModel.DL4J;
    double[] known = {model.perStep(), model.perColumnStep(), model.perCell()};
    for (int grid = 0; grid < ones.length; grid++) {
      String what = engine + ", " + grids.get(grid).name() + ": expected, of real";
      double[] quotients = new double[times.length];
      for (int i = 0; i < quotients.length; i++) {
        quotients[i] = seconds(grids.get(grid).counts(), known) / times[i][grid];
      }
      series(what, "times", quotients);
    }
  }

  /** Without those that come out negative. */
  private static double[] constants(double[][] relative, double[] ones) {
    List<Integer> used = new ArrayList<>(List.of(0, 1, 2));
    while (true) {
      double[][] some = new double[relative.length][used.size()];
      for (int grid = 0; grid < relative.length; grid++) {
        for (int i = 0; i < used.size(); i++) {
          some[grid][i] = relative[grid][used.get(i)];
        }
      }
      OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
      fit.setNoIntercept(true);
      fit.newSampleData(ones, some);
      double[] found = fit.estimateRegressionParameters();
      double[] constants = new double[3];
      int negative = -1;
      for (int i = 0; i < found.length; i++) {
        constants[used.get(i)] = found[i];
        negative = found[i] < 0 ? i : negative;
      }
      if (negative < 0) {
        return constants;
      }
      used.remove(negative);
    }
  }

  private static double seconds(double[] counts, double[] constants) {
    double seconds = 0;
    for (int i = 0; i < counts.length; i++) {
      seconds += counts[i] * constants[i];
    }
    return seconds;
  }

  /** Processor seconds of a training of the whole grid, as often as outlasts the clock's grain. */
  private static double training(Grid grid, Engine engine) {
    Workload work = grid.work(engine.name().startsWith("fused") ? "fused" : "dl4j");
    var blocks = work.blocks();
    int trainings = 0;
    double seconds = 0;
    while (seconds < COUNTED_SECONDS) {
      seconds += CpuTime.of(() -> work.train(engine, blocks));
      trainings++;
    }
    return seconds / trainings;
  }

  private static double median(double[][] times, int grid) {
    double[] values = new double[times.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = times[i][grid];
    }
    return new Median().evaluate(values);
  }

  private static void series(String what, String unit, double[] values) {
    System.out.println(new Series(what, "", unit, values).line());
  }
}
