package dev.linesweep.spark.job;

import org.apache.spark.SparkContext;

/** How many tasks run at once. */
public final class Slots {
  private Slots() {}

  /** The slots of all present executors; 0 without any, and after the application has stopped. */
  public static int now(SparkContext spark) {
    return spark.isStopped()
        ? 0
        : spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }

  /** The most slots of one executor; in local mode the driver is an executor. */
  public static int ofExecutor(SparkContext spark) {
    int executors = spark.isLocal() ? 1 : spark.statusTracker().getExecutorInfos().length - 1;
    return ofExecutor(now(spark), executors);
  }

  /**
   * @param all slots of all executors
   * @param executors may be 0
   */
  static int ofExecutor(int all, int executors) {
    int there = Math.max(1, executors);
    return Math.max(1, (all + there - 1) / there);
  }
}
