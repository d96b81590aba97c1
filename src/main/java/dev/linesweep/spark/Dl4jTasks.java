package dev.linesweep.spark;

import dev.linesweep.data.Shape;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.ModelExport;
import dev.linesweep.engine.dl4j.Nd4jRuntime;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.EngineKind;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.resource.ResourceInformation;

/** What tasks do with DL4J: the only place of this package that loads it. */
final class Dl4jTasks {
  /** What one block of the dl4j engine may need outside the heap; see {@code plan.BlockRule}. */
  private static final long BYTES_A_BLOCK = 512L << 20;

  private static final String GPU = "gpu";

  private Dl4jTasks() {}

  /** The engine on the device that Spark gave to this task, or that the driver has. */
  static Engine engine(ExecutorSettings settings) {
    start(settings);
    TaskContext task = TaskContext.get();
    return Dl4jEngine.create(
        settings.device(), task == null ? OptionalInt.empty() : gpu(task.resourcesJMap()));
  }

  /** The address of the GPU that Spark gave to a task; empty where it gave none. */
  static OptionalInt gpu(Map<String, ResourceInformation> resources) {
    ResourceInformation given = resources.get(GPU);
    return given == null || given.addresses().length == 0
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(given.addresses()[0].strip()));
  }

  /**
   * In the driver's own JVM ND4J keeps JavaCPP's cache, which later runs find filled; an executor
   * unpacks beside its shuffle files, so that executors of one host do not race.
   */
  private static void start(ExecutorSettings settings) {
    if (settings.local()) {
      Nd4jRuntime.start();
      return;
    }
    File local = SparkEnv.get().blockManager().diskBlockManager().localDirs()[0];
    Nd4jRuntime.start(
        Nd4jRuntime.Settings.of(
            new File(local, "javacpp").toPath(),
            Runtime.getRuntime().maxMemory(),
            settings.overheadBytes(),
            settings.slots(),
            BYTES_A_BLOCK));
  }

  /**
   * Runs on an executor: fits a trial alone by plain DL4J and compares.
   *
   * @param recorded one column with what the sweep keeps of the trial's trajectory; may be empty
   * @param width columns of the block that the trajectory was trained in
   * @param column its place in there
   */
  record FitAlone(
      Broadcast<SweepContext> context, Trial trial, Snapshots recorded, int width, int column)
      implements Function<Integer, PlainFit> {

    @Override
    public PlainFit call(Integer task) {
      SweepContext sweep = context.value();
      start(sweep.executor());
      SweepPlan plan = sweep.plan();
      int[] curve = plan.curveEpochs();
      boolean tooFew = PlainFit.tooFewEarly(recorded.epochs(), curve, trial.epochs());
      IntStream compared =
          IntStream.concat(
              Arrays.stream(recorded.epochs()),
              tooFew ? Arrays.stream(curve) : IntStream.of(trial.epochs()));
      ReferenceFit.Result fit =
          ReferenceFit.of(
              plan.spec().training(),
              trial.trajectory(),
              PlainFit.upTo(trial.epochs(), compared.sorted().distinct().toArray()),
              sweep.samples());
      return PlainFit.of(
          trial,
          plan.spec().engine(),
          recorded,
          tooFew && recorded.epochCount() > 0 ? again(sweep, fit) : nothing(plan.shape()),
          fit,
          sweep.samples(),
          Nd4jRuntime.backend().orElse(""));
    }

    /** One column without epochs. */
    static Snapshots nothing(Shape shape) {
      return Snapshots.allocate(1, shape.features(), shape.validationRows() > 0, new int[0]);
    }

    /**
     * Trains the trajectory with the sweep's own engine, as far as plain DL4J came. A column of
     * dl4j depends on the width of its block and its place there, so there it gets a block of that
     * width, filled with itself.
     */
    private Snapshots again(SweepContext sweep, ReferenceFit.Result fit) {
      SweepPlan plan = sweep.plan();
      boolean stacked = plan.spec().engine() == EngineKind.DL4J;
      int last = fit.complete() ? trial.epochs() : fit.trainedEpochs();
      List<Trajectory> columns = Collections.nCopies(stacked ? width : 1, trial.trajectory());
      int[] epochs = PlainFit.upTo(last, plan.curveEpochs());
      return Engines.ofThisTask(sweep)
          .train(new BlockTraining(plan.spec().training(), columns, epochs), sweep.samples())
          .column(stacked ? column : 0);
    }
  }

  /**
   * Runs on an executor: checks the winner, and exports its journalled weights.
   *
   * @param weights of the winner as journalled, the bias last
   */
  record CheckWinner(FitAlone fit, float[] weights) implements Function<Integer, WinnerCheck> {

    @Override
    public WinnerCheck call(Integer task) throws IOException {
      PlainFit compared = fit.call(task);
      SweepContext sweep = fit.context().value();
      byte[] model =
          ModelExport.zip(
              sweep.plan().spec().training().loss(),
              fit.trial().trajectory(),
              weights,
              sweep.samples());
      return new WinnerCheck(model, compared);
    }
  }
}
