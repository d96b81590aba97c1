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

/** What tasks do with DL4J: the only place of this package that loads it. */
public final class Dl4jTasks {
  /** What one block of the dl4j engine may need outside the heap; see {@code plan.BlockRule}. */
  private static final long BYTES_A_BLOCK = 512L << 20;

  private Dl4jTasks() {}

  /** The engine on the device that Spark gave to this task, or that the driver has. */
  static Engine engine(ExecutorSettings settings) {
    start(settings);
    return Dl4jEngine.create(settings.device(), gpu());
  }

  /**
   * Loads ND4J in this JVM and the classes that a fit needs.
   *
   * @param temporary where Spark puts what goes with it
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
          "Spark gave GPU %s, but ND4J knows GPUs by number only. Let the discovery script give numbers, or use engine: fused."
              .formatted(address),
          e);
    }
  }

  /**
   * In the driver's own JVM ND4J keeps JavaCPP's cache, which later runs find filled, if the user
   * has a home; an executor unpacks beside its shuffle files, so that executors of one host do not
   * race.
   */
  private static void start(ExecutorSettings settings) {
    Dl4jLibraries.require();
    Path temporary = LocalDirectories.ofSpark(SparkEnv.get());
    if (settings.local()) {
      Nd4jRuntime.start(temporary);
      return;
    }
    Nd4jRuntime.start(
        Nd4jRuntime.Settings.of(
            temporary.resolve("javacpp"),
            Runtime.getRuntime().maxMemory(),
            settings.overheadBytes(),
            settings.slots(),
            BYTES_A_BLOCK));
  }

  /** Runs on an executor: fits a trial alone by plain DL4J and compares. */
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
