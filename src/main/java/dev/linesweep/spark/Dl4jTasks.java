package dev.linesweep.spark;

import dev.linesweep.data.Samples;
import dev.linesweep.data.Shape;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.engine.check.EquivalenceGate;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.Nd4jRuntime;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.engine.dl4j.StepCheck;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spark.job.Shared;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;

/** What tasks do with DL4J: the only place of this package that loads it. */
public final class Dl4jTasks {
  /** What one block of the dl4j engine may need outside the heap; see {@code plan.BlockRule}. */
  private static final long BYTES_A_BLOCK = 512L << 20;

  private static final String NO_MEMORY =
      "there is too little memory to fit the trial by plain DL4J. All results are kept. Run the"
          + " same command with more: --driver-memory 8g in local mode, --conf"
          + " spark.executor.memory=8g on a cluster.";

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

  /**
   * Runs on an executor: fits a trial alone by plain DL4J and compares.
   *
   * @param recorded one column with what the sweep keeps of the trial's trajectory; may be empty
   * @param mates what the trajectory was trained with
   * @param lastEpoch of the trial's epochs the last one to fit
   */
  public record FitAlone(
      Shared<SweepContext> context,
      Trial trial,
      Snapshots recorded,
      BlockMates mates,
      int lastEpoch)
      implements Function<Integer, PlainFit> {

    /**
     * @throws SweepFailure if the memory is too small
     */
    @Override
    public PlainFit call(Integer task) {
      try {
        return fit();
      } catch (OutOfMemoryError e) {
        throw new SweepFailure(NO_MEMORY, null); // The error itself would end the JVM.
      }
    }

    private PlainFit fit() {
      SweepContext sweep = context.value();
      start(sweep.executor());
      SweepPlan plan = sweep.plan();
      int[] curve = plan.curveEpochs();
      boolean tooFew = PlainFit.tooFewEarly(recorded.epochs(), curve, trial.epochs());
      int[] compared =
          PlainFit.upTo(
              lastEpoch,
              IntStream.concat(
                      IntStream.concat(Arrays.stream(recorded.epochs()), IntStream.of(lastEpoch)),
                      tooFew ? Arrays.stream(curve) : IntStream.empty())
                  .sorted()
                  .distinct()
                  .toArray());
      ReferenceFit.Result fit =
          ReferenceFit.of(plan.spec().training(), trial.trajectory(), compared, samples());
      return PlainFit.of(
          trial,
          plan.spec().engine().kind(),
          recorded,
          check(
              sweep,
              compared,
              tooFew ? fit.trainedEpochs() : Math.min(lastEpoch, EquivalenceGate.LAST_GATED)),
          fit,
          samples(),
          Nd4jRuntime.backend().orElse(""));
    }

    /** Trains the trajectory once more with the sweep's own engine, next to plain DL4J. */
    private StepCheck.Result check(SweepContext sweep, int[] compared, int last) {
      SweepPlan plan = sweep.plan();
      int[] epochs =
          IntStream.concat(
                  Arrays.stream(PlainFit.upTo(last, compared)),
                  IntStream.of(Math.min(last, trial.epochs())))
              .sorted()
              .distinct()
              .toArray();
      if (recorded.epochCount() == 0 || last == 0) {
        return new StepCheck.Result(
            nothing(plan.shape()), new EquivalenceGate.Verdict(List.of()), true);
      }
      return StepCheck.of(
          Engines.ofThisTask(sweep),
          new BlockTraining(plan.spec().training(), mates.columns(), epochs),
          mates.column(),
          samples());
    }

    /** What the trial sees. */
    private Samples samples() {
      return context.value().samples().of(trial.trajectory().fold());
    }

    /** One column without epochs. */
    public static Snapshots nothing(Shape shape) {
      return Snapshots.none(1, shape.features(), shape.hasValidation());
    }
  }
}
