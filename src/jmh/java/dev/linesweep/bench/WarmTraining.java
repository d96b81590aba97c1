package dev.linesweep.bench;

import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.fused.FusedEngine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * An engine alone, without Spark and warm, on a job's whole grid: wall and processor seconds of a
 * training for {@code bench/peers}. Processor time is the whole process's, the compiler's threads
 * included, as it is the other tools'.
 */
public final class WarmTraining {
  private static final double WARM_UP_SECONDS = 3;
  private static final double SECONDS = 1;
  private static final double ENOUGH_SECONDS = 5;
  private static final int REPETITIONS = 3;

  private WarmTraining() {}

  /** Arguments: the job file, the engine. */
  public static void main(String[] args) {
    Workload work = Workload.read(Path.of(args[0]), "engine=" + args[1]);
    Engine engine = args[1].equals("fused") ? new FusedEngine() : Dl4jEngine.create();
    List<BlockTraining> withCurves = work.blocks();
    List<BlockTraining> trialsOnly =
        withCurves.stream()
            .map(b -> new BlockTraining(b.training(), b.columns(), work.plan().epochs()))
            .toList();
    trainFor(WARM_UP_SECONDS, work, engine, withCurves);
    print("warm", work, engine, withCurves);
    print("plain", work, engine, trialsOnly);
  }

  private static void print(String name, Workload work, Engine engine, List<BlockTraining> blocks) {
    double spent = 0;
    for (int i = 0; i < REPETITIONS && spent < ENOUGH_SECONDS; i++) {
      Cost cost = trainFor(SECONDS, work, engine, blocks);
      spent += cost.cpu();
      System.out.printf(Locale.ROOT, "%s\t%.9f\t%.9f%n", name, cost.wall(), cost.cpu());
    }
  }

  /** The mean of as many trainings as fill the seconds of processor time. */
  private static Cost trainFor(
      double seconds, Workload work, Engine engine, List<BlockTraining> blocks) {
    long began = System.nanoTime();
    long cpuBefore = processCpu();
    int trainings = 0;
    double cpu;
    do {
      work.train(engine, blocks);
      trainings++;
      cpu = (processCpu() - cpuBefore) / 1e9;
    } while (cpu < seconds);
    double wall = (System.nanoTime() - began) / 1e9;
    return new Cost(wall / trainings, cpu / trainings);
  }

  private static long processCpu() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime();
  }

  private record Cost(double wall, double cpu) {}
}
