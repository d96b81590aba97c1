package dev.linesweep.spark.job;

import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;

/**
 * The memory of one executor as Spark's settings give it.
 *
 * @param heap bytes
 * @param outside bytes that its container grants beyond the heap; 0 if nothing limits them
 */
public record ExecutorMemory(long heap, long outside) {
  private static final double SHARE = 0.1;

  /**
   * Computes a container's memory outside the heap as Spark does. A standalone master has no
   * containers, so no limit ends an executor there.
   */
  public static ExecutorMemory of(SparkConf conf) {
    long heap = bytes(conf, "spark.executor.memory", "1g");
    String master = conf.get("spark.master", "");
    if (conf.contains("spark.executor.memoryOverhead")) {
      return new ExecutorMemory(heap, bytes(conf, "spark.executor.memoryOverhead", ""));
    }
    if (master.startsWith("spark://") || master.startsWith("local-cluster")) {
      return new ExecutorMemory(heap, 0);
    }
    long least = bytes(conf, "spark.executor.minMemoryOverhead", "384m");
    double share = conf.getDouble("spark.executor.memoryOverheadFactor", SHARE);
    return new ExecutorMemory(heap, Math.max(least, (long) (heap * share)));
  }

  private static long bytes(SparkConf conf, String key, String otherwise) {
    return JavaUtils.byteStringAsMb(conf.get(key, otherwise)) << 20;
  }
}
