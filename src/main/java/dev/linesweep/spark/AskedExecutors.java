package dev.linesweep.spark;

import dev.linesweep.text.Counted;
import java.util.OptionalInt;
import org.apache.spark.SparkConf;

/**
 * The executors that a cluster is asked for.
 *
 * @param slots tasks that they run at once, all together; empty if Spark takes what there is
 * @param grows whether Spark asks for more or fewer as it has tasks for them
 * @param atStart whether some are started before there is a task
 * @param each what one is asked to have, as people say it
 */
record AskedExecutors(OptionalInt slots, boolean grows, boolean atStart, String each) {
  /** Of a cluster that grows without a limit: as many are kept busy by the tasks there are. */
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
    // A worker gives all of its cores to an executor that is not limited.
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

  /** Whether so many slots are all that was asked for. */
  boolean isMetBy(int there) {
    return !grows && slots.isPresent() && there >= slots.getAsInt();
  }

  /**
   * For how many slots there should be tasks: executors that come later find some too.
   *
   * @param there slots now
   */
  int toServe(int there) {
    return grows ? Math.max(there, slots.orElse(MANY)) : Math.max(1, there);
  }
}
