package dev.linesweep.spark;

import dev.linesweep.text.Counted;
import java.util.OptionalInt;
import org.apache.spark.SparkConf;

/**
 * The executors that are requested from a cluster.
 *
 * @param slots tasks that all of them run at once; empty if Spark takes whatever is available
 * @param grows whether Spark requests more or fewer depending on its tasks
 * @param atStart whether some are started before the first task
 * @param each the cores and memory requested for each, in words
 */
record AskedExecutors(OptionalInt slots, boolean grows, boolean atStart, String each) {
  /** The slots to serve on a cluster that grows without a limit. */
  private static final int MANY = 1000;

  static AskedExecutors of(SparkConf conf) {
    boolean grows = conf.getBoolean("spark.dynamicAllocation.enabled", false);
    int taskCores = Math.max(1, conf.getInt("spark.task.cpus", 1));
    int byCores = Math.max(1, conf.getInt("spark.executor.cores", 1) / taskCores);
    ExecutorSettings.Gpus gpus = ExecutorSettings.Gpus.of(conf);
    int slotsEach =
        conf.contains("spark.task.resource.gpu.amount")
            ? Math.min(byCores, Math.max(1, gpus.ofExecutor() * gpus.tasksEach()))
            : byCores;
    return new AskedExecutors(
        grows ? most(conf, slotsEach) : slots(conf, slotsEach, taskCores),
        grows,
        !grows || initial(conf) > 0,
        each(conf));
  }

  private static OptionalInt most(SparkConf conf, int slotsEach) {
    int executors = conf.getInt("spark.dynamicAllocation.maxExecutors", Integer.MAX_VALUE);
    return executors == Integer.MAX_VALUE
        ? OptionalInt.empty()
        : OptionalInt.of(Math.toIntExact(Math.min((long) executors * slotsEach, 1 << 30)));
  }

  private static OptionalInt slots(SparkConf conf, int slotsEach, int taskCores) {
    // A worker gives all of its cores to an executor without a limit.
    boolean limited =
        conf.contains("spark.executor.cores")
            || !conf.get("spark.master", "").startsWith("spark://");
    if (conf.contains("spark.executor.instances") && limited) {
      return OptionalInt.of(conf.getInt("spark.executor.instances", 1) * slotsEach);
    }
    return conf.contains("spark.cores.max")
        ? OptionalInt.of(Math.max(1, conf.getInt("spark.cores.max", 1) / taskCores))
        : OptionalInt.empty();
  }

  private static int initial(SparkConf conf) {
    int least = conf.getInt("spark.dynamicAllocation.minExecutors", 0);
    return Math.max(
        Math.max(least, conf.getInt("spark.dynamicAllocation.initialExecutors", least)),
        conf.getInt("spark.executor.instances", 0));
  }

  private static String each(SparkConf conf) {
    String memory = conf.get("spark.executor.memory", "1g");
    return conf.contains("spark.executor.cores")
        ? Counted.of(conf.getInt("spark.executor.cores", 1), "core") + " and " + memory
        : memory;
  }

  /** Whether this many slots are all that were requested. */
  boolean isMetBy(int there) {
    return !grows && slots.isPresent() && there >= slots.getAsInt();
  }

  /**
   * The number of slots to make tasks for, so that executors that start later get some too.
   *
   * @param there slots now
   */
  int toServe(int there) {
    return grows ? Math.max(there, slots.orElse(MANY)) : Math.max(1, there);
  }
}
