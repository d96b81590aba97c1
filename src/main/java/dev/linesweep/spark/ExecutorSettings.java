package dev.linesweep.spark;

import dev.linesweep.spec.Device;
import java.io.Serializable;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;

/**
 * What an executor's JVM is set up with, read from Spark's own settings on the driver.
 *
 * @param local whether tasks run in the driver's JVM
 * @param overheadBytes memory outside the heap that the container grants; 0 where nothing limits it
 * @param slots tasks that one executor runs at once
 * @param gpus that Spark gives to an executor; 0 where it gives none
 */
public record ExecutorSettings(
    Device device, boolean local, long overheadBytes, int slots, int gpus) implements Serializable {
  private static final double OVERHEAD_SHARE = 0.1;
  private static final String GPUS = "spark.executor.resource.gpu.amount";
  private static final long LEAST_OVERHEAD = 384L << 20;

  public static ExecutorSettings of(SparkConf conf, boolean local, int parallelism, Device device) {
    if (local) {
      return new ExecutorSettings(device, true, 0, parallelism, 0);
    }
    int cores = conf.getInt("spark.executor.cores", 1);
    int slots = Math.max(1, cores / conf.getInt("spark.task.cpus", 1));
    return new ExecutorSettings(device, false, overhead(conf), slots, conf.getInt(GPUS, 0));
  }

  /** The same with another device. */
  public ExecutorSettings on(Device other) {
    return new ExecutorSettings(other, local, overheadBytes, slots, gpus);
  }

  /**
   * Tasks of one JVM that share a GPU.
   *
   * @param ofMachine GPUs that tasks share where Spark gives none
   */
  int slotsPerGpu(int ofMachine) {
    int among = Math.max(1, gpus > 0 ? gpus : ofMachine);
    return (slots - 1) / among + 1;
  }

  /** As Spark itself computes a container's size outside the heap. */
  private static long overhead(SparkConf conf) {
    if (conf.contains("spark.executor.memoryOverhead")) {
      return JavaUtils.byteStringAsMb(conf.get("spark.executor.memoryOverhead")) << 20;
    }
    long heap = JavaUtils.byteStringAsMb(conf.get("spark.executor.memory", "1g")) << 20;
    double share = conf.getDouble("spark.executor.memoryOverheadFactor", OVERHEAD_SHARE);
    return Math.max(LEAST_OVERHEAD, (long) (heap * share));
  }
}
