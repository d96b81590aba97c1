package dev.linesweep.spark;

import dev.linesweep.engine.Dl4jLibraries;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.Nd4jRuntime;
import dev.linesweep.fault.Faults;
import dev.linesweep.spark.job.Shared;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;

/** The tasks' use of DL4J. No other class of this package loads it. */
public final class Dl4jTasks {
  /** The memory outside the heap that a task needs for activations and more; see BlockRule. */
  private static final long BLOCK = 512L << 20;

  private Dl4jTasks() {}

  /** The engine on the device that Spark gave to this task, or on the driver's device. */
  static Engine engine(ExecutorSettings settings) {
    start(settings);
    return Dl4jEngine.create(settings.device(), gpu());
  }

  /**
   * Loads ND4J, and the classes that a fit needs, into this JVM.
   *
   * @param temporary Spark's temporary directory
   */
  static void warmUp(Path temporary) {
    Dl4jLibraries.require();
    Nd4jRuntime.start(temporary);
  }

  /** The number of the GPU that Spark gave to this task; empty if it gave none. */
  public static OptionalInt gpu() {
    return TaskGpu.given().stream().mapToInt(Dl4jTasks::number).findFirst();
  }

  private static int number(String address) {
    try {
      return Integer.parseInt(address);
    } catch (NumberFormatException e) {
      throw new EngineUnavailableException(
          "Spark gave GPU %s, but ND4J identifies GPUs only by number. Let the discovery script return numbers, or use engine: fused."
              .formatted(address),
          e);
    }
  }

  /**
   * The directory for ND4J's libraries. The driver's own JVM uses JavaCPP's cache, which later runs
   * reuse, if the user has a home directory. An executor unpacks them next to its shuffle files, so
   * that executors on one host do not interfere.
   */
  private static void start(ExecutorSettings settings) {
    Dl4jLibraries.require();
    Path temporary = LocalDirectories.ofSpark(SparkEnv.get());
    if (settings.local()) {
      Nd4jRuntime.start(temporary);
      return;
    }
    long heap = Runtime.getRuntime().maxMemory();
    // The table's floats fit into the heap twice (MemoryNeeds): of a row with one feature the heap
    // holds 34 bytes at the least, and its arrays with the activations of a column are 44 at the
    // most.
    long ofTask = Math.max(BLOCK, 2 * heap);
    Nd4jRuntime.start(
        Nd4jRuntime.Settings.of(
            temporary.resolve("javacpp"),
            heap,
            settings.overheadBytes(),
            settings.slots(),
            ofTask));
  }

  /** Runs on an executor: fits one trial with plain DL4J and compares. */
  public record FitAlone(Shared<SweepContext> context, TrialCheck check)
      implements Function<Integer, PlainFit> {

    /**
     * @throws SweepFailure if the memory is too small
     */
    @Override
    public PlainFit call(Integer task) {
      try {
        SweepContext sweep = context.value();
        start(sweep.executor());
        return check.of(
            sweep.plan(),
            () -> Engines.ofThisTask(sweep),
            sweep.samples().of(check.trial().trajectory().fold()));
      } catch (OutOfMemoryError e) {
        throw new SweepFailure(Faults.line(e), null); // The error itself would end the JVM.
      }
    }
  }
}
