package dev.linesweep.bench;

import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.PlainDl4j;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.plan.Trajectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Both engines beside plain DL4J: what training a job's whole grid costs one core. Plain DL4J fits
 * each trial alone to its own epochs; of a grid that takes too long it fits a seeded sample of
 * trajectories or a few epochs of each, and its cost is scaled to the grid.
 */
public final class EngineFigures {
  private static final String SECONDS = "s CPU";

  private final Workload fused;
  private final int repetitions;
  private final double limit;

  private EngineFigures(Workload fused, int repetitions, double limit) {
    this.fused = fused;
    this.repetitions = repetitions;
    this.limit = limit;
  }

  /**
   * Arguments: {@code engines} or {@code batches}, the job file, repetitions, the seconds that
   * plain DL4J may take a repetition.
   */
  public static void main(String[] args) {
    Path job = Path.of(args[1]);
    int repetitions = Integer.parseInt(args[2]);
    double limit = Double.parseDouble(args[3]);
    if (args[0].equals("engines")) {
      new EngineFigures(Workload.read(job, "engine=fused"), repetitions, limit)
          .engines(Workload.read(job, "engine=dl4j"));
    } else {
      new EngineFigures(Workload.read(job, "engine=fused", "batch_size=32"), repetitions, limit)
          .batches();
    }
  }

  private void engines(Workload stacked) {
    PlainDl4j.start();
    Engine fusedEngine = new FusedEngine();
    Engine stackedEngine = Dl4jEngine.create();
    Plain plain = new Plain(fused, limit, this::trialsAlone);
    double fusedCold = train(fused, fusedEngine);
    double stackedCold = train(stacked, stackedEngine);
    double plainCold = plain.seconds();
    warmUp(fused, fusedEngine, 20);
    List<double[]> turns = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      turns.add(
          new double[] {
            plain.seconds(),
            mean(fused, fusedEngine, 50),
            mean(stacked, stackedEngine, 1),
            mean(fused, atTrials(fused), fusedEngine, 50)
          });
    }
    Series theirs = series("plain DL4J, warm: " + plain.sample(), turns, 0);
    Series ours = series("fused, warm", turns, 1);
    Series wide = series("dl4j, stacked, warm", turns, 2);
    print(theirs.over(ours, "line.yaml: plain DL4J of fused, warm", ">= 10000", "times"));
    print(theirs.over(wide, "line.yaml: plain DL4J of dl4j, stacked, warm", ">= 25", "times"));
    print(one("line.yaml: plain DL4J of fused, both cold", "times", plainCold / fusedCold));
    print(one("line.yaml: plain DL4J of dl4j, both cold", "times", plainCold / stackedCold));
    print(theirs);
    print(ours);
    print(series("fused, warm, without the epochs of curves", turns, 3));
    print(wide);
    print(one("plain DL4J, cold, ND4J started", SECONDS, plainCold));
    print(one("fused, cold", SECONDS, fusedCold));
    print(one("dl4j, stacked, cold, ND4J started", SECONDS, stackedCold));
  }

  private void batches() {
    PlainDl4j.start();
    Engine engine = new FusedEngine();
    Plain plain = new Plain(fused, limit, this::oneEpoch);
    double fusedCold = train(fused, engine);
    double plainCold = plain.seconds();
    warmUp(fused, engine, 1);
    List<double[]> turns = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      turns.add(new double[] {plain.seconds(), mean(fused, engine, 1)});
    }
    Series theirs = series("plain DL4J, warm, from an epoch each of " + plain.sample(), turns, 0);
    Series ours = series("fused, warm", turns, 1);
    String figure = "housing.yaml, batches of 32: plain DL4J of fused, ";
    print(theirs.over(ours, figure + "warm", ">= 500", "times"));
    print(one(figure + "both cold", "times", plainCold / fusedCold));
    print(theirs);
    print(ours);
    print(one("fused, cold", SECONDS, fusedCold));
  }

  /** Every trial of a trajectory, each alone. */
  private double trialsAlone(Trajectory trajectory) {
    return CpuTime.of(
        () -> {
          for (int epochs : fused.plan().epochs()) {
            PlainDl4j.fit(fused.plan().spec().training(), trajectory, epochs, fused.samples());
          }
        });
  }

  /** The same, scaled from one epoch: an epoch of mini-batches is hundreds of equal steps. */
  private double oneEpoch(Trajectory trajectory) {
    double seconds =
        CpuTime.of(
            () -> PlainDl4j.fit(fused.plan().spec().training(), trajectory, 1, fused.samples()));
    return seconds * Arrays.stream(fused.plan().epochs()).sum();
  }

  private static double train(Workload work, Engine engine) {
    List<BlockTraining> blocks = work.blocks();
    return CpuTime.of(() -> work.train(engine, blocks));
  }

  private static double mean(Workload work, Engine engine, int trainings) {
    return mean(work, work.blocks(), engine, trainings);
  }

  /** The blocks as they would be trained if nothing were recorded but the trials. */
  private static List<BlockTraining> atTrials(Workload work) {
    return work.blocks().stream()
        .map(block -> new BlockTraining(block.training(), block.columns(), work.plan().epochs()))
        .toList();
  }

  private static double mean(
      Workload work, List<BlockTraining> blocks, Engine engine, int trainings) {
    double seconds =
        CpuTime.of(
            () -> {
              for (int i = 0; i < trainings; i++) {
                work.train(engine, blocks);
              }
            });
    return seconds / trainings;
  }

  /** Until the compiler has had its say. */
  private static void warmUp(Workload work, Engine engine, int trainings) {
    double spent = 0;
    while (spent < 5) {
      spent += mean(work, engine, trainings) * trainings;
    }
  }

  private static Series series(String what, List<double[]> turns, int column) {
    double[] values = turns.stream().mapToDouble(turn -> turn[column]).toArray();
    return new Series(what, "", SECONDS, values);
  }

  private static Series one(String what, String unit, double value) {
    return new Series(what, "", unit, new double[] {value});
  }

  private static void print(Series series) {
    System.out.println(series.line());
  }

  /** Plain DL4J over a grid, or over as much of it as the limit lets. */
  private static final class Plain {
    private final List<Trajectory> order;
    private final double limit;
    private final ToDoubleFunction<Trajectory> cost;
    private int fitted;

    Plain(Workload work, double limit, ToDoubleFunction<Trajectory> cost) {
      this.order = new ArrayList<>(work.trajectories());
      this.limit = limit;
      this.cost = cost;
      Collections.shuffle(order, new Random(13));
      this.fitted = order.size();
    }

    /** Seconds for all trajectories; the first call decides how many are fitted. */
    double seconds() {
      double seconds = 0;
      int count = 0;
      while (count < fitted && (fitted < order.size() || seconds < limit)) {
        seconds += cost.applyAsDouble(order.get(count++));
      }
      fitted = count;
      return seconds * order.size() / count;
    }

    String sample() {
      return fitted + " of " + order.size() + " trajectories";
    }
  }
}
