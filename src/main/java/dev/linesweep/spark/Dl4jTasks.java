package dev.linesweep.spark;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.ModelExport;
import dev.linesweep.engine.dl4j.Nd4jRuntime;
import dev.linesweep.engine.dl4j.ReferenceFit;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.TrainingSpec;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
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
   * Runs on an executor: fits the winner alone by plain DL4J, compares, and exports its journalled
   * weights.
   *
   * @param curve the winner's column alone
   */
  record CheckWinner(Broadcast<SweepContext> context, Trial winner, Snapshots curve)
      implements Function<Integer, WinnerCheck> {

    @Override
    public WinnerCheck call(Integer task) throws IOException {
      SweepContext sweep = context.value();
      start(sweep.executor());
      TrainingSpec training = sweep.plan().spec().training();
      Samples samples = sweep.samples();
      int[] epochs =
          Arrays.stream(curve.epochs()).filter(epoch -> epoch <= winner.epochs()).toArray();
      ReferenceFit.Result fit = ReferenceFit.of(training, winner.trajectory(), epochs, samples);
      byte[] model =
          ModelExport.zip(
              training.loss(),
              winner.trajectory(),
              curve.weights(0, curve.indexOf(winner.epochs())),
              samples);
      return new WinnerCheck(
          model,
          fit.compare(samples, curve, 0),
          fit.trainedEpochs(),
          winner.epochs(),
          Nd4jRuntime.backend().orElse(""));
    }
  }
}
