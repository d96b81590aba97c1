package dev.linesweep.bench;

import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.fused.FusedEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What ten times the trials, the rows or the epochs cost the fused engine. */
public final class GrowthFigures {
  private static final int RATES = 48;
  private static final int ROWS = 4_000;
  private static final int EPOCHS = 100;

  private GrowthFigures() {}

  /** Argument: repetitions. */
  public static void main(String[] args) {
    int repetitions = Integer.parseInt(args[0]);
    Map<String, Workload> all = new LinkedHashMap<>();
    all.put("base: 2 optimizers × 48 rates, 5,000 × 8, 100 epochs", work(RATES, ROWS, EPOCHS));
    all.put("trials × 10", work(10 * RATES, ROWS, EPOCHS));
    all.put("rows × 10", work(RATES, 10 * ROWS, EPOCHS));
    all.put("epochs × 10", work(RATES, ROWS, 10 * EPOCHS));
    Engine engine = new FusedEngine();
    Map<String, double[]> seconds = new LinkedHashMap<>();
    all.keySet().forEach(name -> seconds.put(name, new double[repetitions]));
    for (int i = -1; i < repetitions; i++) {
      for (Map.Entry<String, Workload> one : all.entrySet()) {
        int trainings = one.getKey().startsWith("base") ? 10 : 1;
        double spent = seconds(one.getValue(), engine, trainings);
        if (i >= 0) {
          seconds.get(one.getKey())[i] = spent;
        }
      }
    }
    print(seconds);
  }

  private static void print(Map<String, double[]> seconds) {
    List<Series> series = new ArrayList<>();
    seconds.forEach((name, values) -> series.add(new Series(name, "", "s CPU", values)));
    Series base = series.get(0);
    for (Series grown : series.subList(1, series.size())) {
      System.out.println(
          grown.over(base, "training CPU, " + grown.what(), "<= 10.5", "times").line());
    }
    series.forEach(one -> System.out.println(one.line()));
  }

  /** Of one training; the small one is repeated, so that all are measured as long. */
  private static double seconds(Workload work, Engine engine, int trainings) {
    List<BlockTraining> blocks = work.blocks();
    double seconds =
        CpuTime.of(
            () -> {
              for (int i = 0; i < trainings; i++) {
                work.train(engine, blocks);
              }
            });
    return seconds / trainings;
  }

  /** A fifth of the rows is for testing. */
  private static Workload work(int rates, int trainRows, int epochs) {
    return Workload.parse(
        """
        name: growth
        data:
          linear: {rows: %d, features: 8, noise: 0.1, seed: 13}
        parameters:
          optimizer: {values: [sgd, adam]}
          learning_rate: {min: 0.0001, max: 0.1, count: %d, scale: log}
          epochs: %d
        engine: fused
        """
            .formatted(trainRows * 5 / 4, rates, epochs));
  }
}
