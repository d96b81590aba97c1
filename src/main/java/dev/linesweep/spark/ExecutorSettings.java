package dev.linesweep.spark;

import dev.linesweep.spark.job.ExecutorMemory;
import dev.linesweep.spark.job.Slots;
import dev.linesweep.spec.Device;
import java.io.Serializable;
import org.apache.spark.SparkConf;

/**
 * The settings of an executor's JVM, read from Spark's own settings on the driver.
 *
 * @param local whether tasks run in the driver's JVM
 * @param overheadBytes memory outside the heap that the container grants; 0 without a limit
 * @param slots tasks that one executor runs at once
 * @param gpus that Spark gives
 */
public record ExecutorSettings(
    Device device, boolean local, long overheadBytes, int slots, Gpus gpus)
    implements Serializable {
  /**
   * The GPUs that Spark gives to executors and tasks.
   *
   * @param ofExecutor GPUs per executor; 0 for none
   * @param tasksEach tasks that share one GPU at a time
   */
  public record Gpus(int ofExecutor, int tasksEach) implements Serializable {
    static final Gpus NONE = new Gpus(0, 1);

    static Gpus of(SparkConf conf) {
      int ofExecutor = conf.getInt("spark.executor.resource.gpu.amount", 0);
      double ofTask = conf.getDouble("spark.task.resource.gpu.amount", 1);
      return ofExecutor == 0 ? NONE : new Gpus(ofExecutor, (int) Math.max(1, 1 / ofTask));
    }
  }

  /** The settings of a running Spark. */
  public static ExecutorSettings of(SparkHandle spark, Device device) {
    int slots = Slots.ofExecutor(spark.context().sc());
    return of(spark.context().getConf(), spark.isLocal(), slots, device);
  }

  public static ExecutorSettings of(SparkConf conf, boolean local, int slots, Device device) {
    if (local) {
      return new ExecutorSettings(device, true, 0, slots, Gpus.NONE);
    }
    return new ExecutorSettings(
        device, false, ExecutorMemory.of(conf).outside(), slots, Gpus.of(conf));
  }

  /** The same settings with another device. */
  public ExecutorSettings on(Device other) {
    return new ExecutorSettings(other, local, overheadBytes, slots, gpus);
  }
}
