package dev.linesweep.spark.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The memory that a table of numbers needs, in bytes: the most that the heaps need while it is
 * collected, assembled, sent out and trained on.
 *
 * <p>An executor that packs rows holds those of a partition twice, as arrays and as the bytes of
 * its result: measured on 3 million rows × 10 in one partition (264 MB packed) as 546 MB that a
 * full collection left, and on partitions of 88 MB by two tasks as 444 MB. One that trains holds
 * the samples twice as they arrive. The driver holds packed rows and matrix together, later the
 * matrix and the samples twice.
 *
 * <p>The check of the best trial by plain DL4J holds the samples once, and next to them a sample of
 * the training rows of at most 8 million values twice: measured on 2 million rows × 10 (38 MB of
 * sample) as 66 to 86 MB. Outside the heap it needed 150 MB, less than Spark grants at least.
 *
 * @param driver of its heap; in local mode with the needs of its tasks
 * @param executor of each executor's heap; 0 in local mode
 * @param outside of each executor's memory outside its heap; 0 if Spark's default is enough, and in
 *     local mode
 * @param results that Spark brings to the driver
 */
public record MemoryNeeds(long driver, long executor, long outside, long results) {
  /** The usable share of a heap; the rest is for Spark and the sweep. */
  private static final double SHARE = 0.7;

  private static final long GIB = 1L << 30;

  /** What the JVM, Spark and ND4J's libraries take outside the heap next to ND4J's arrays. */
  private static final long OTHERS = GIB / 2;

  /** What ND4J's arrays may take in any executor. */
  private static final long ALWAYS = GIB / 4;

  /** The most values of the training rows that the best trial is checked on. */
  static final long CHECKED = 8_000_000;

  /** What Spark writes around the numbers of a result. */
  private static final double WRAPPED = 1.02;

  /**
   * A table.
   *
   * @param inputs columns as read, without the label
   * @param features after texts have become numbers
   * @param together rows that one task packs: those of the largest partition
   * @param weighted whether each row has a weight
   */
  public record Table(long rows, int inputs, long features, long together, boolean weighted)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    long packed(long some) {
      return 8 * some * (inputs + 1L);
    }

    long matrix() {
      return rows * (8 * (features + 1) + weight(Double.BYTES));
    }

    long floats() {
      return floats(rows);
    }

    /** Of the rows that the best trial is checked on. */
    long checked() {
      return floats(Math.min(rows, Math.max(1000, CHECKED / Math.max(1, features))));
    }

    private int weight(int bytes) {
      return weighted ? bytes : 0;
    }

    private long floats(long some) {
      return some * (4 * (features + 2) + weight(Float.BYTES));
    }
  }

  /**
   * Where it is trained.
   *
   * @param local whether the driver is the executor
   * @param slots tasks that one JVM runs at once
   * @param folds that are trained at once there, at the most; 0 without folds
   * @param outside bytes for each row, besides its features, that a task needs outside the heap; 0
   *     for an engine that trains in the heap
   */
  public record Place(boolean local, int slots, int folds, long outside) {
    /** What ND4J's arrays take in an executor. */
    long arrays(Table table) {
      return local || outside == 0
          ? 0
          : slots * table.rows * (4 * table.features + outside + table.weight(Float.BYTES));
    }
  }

  public static MemoryNeeds of(Table table, Place place) {
    long packed = table.packed(table.rows);
    long ofTasks = Math.min(place.slots * table.packed(table.together), packed);
    long sent = table.floats() + (place.folds > 0 ? table.matrix() : 0);
    long training = 2 * sent + place.folds * table.floats();
    long working = Math.max(training, sent + 2 * table.checked());
    long executor = Math.max(2 * ofTasks, working);
    long driver =
        Math.max(2 * packed + (place.local ? 2 * ofTasks : 0), packed + table.matrix() + working);
    long arrays = place.arrays(table);
    return new MemoryNeeds(
        driver,
        place.local ? 0 : executor,
        arrays == 0 ? 0 : arrays + OTHERS,
        (long) (packed * WRAPPED));
  }

  /**
   * What there is.
   *
   * @param executor 0 in local mode
   * @param outside of each executor, outside its heap; 0 if nothing limits it
   * @param results that Spark brings to a driver at the most; 0 for any number
   */
  public record Limits(long driver, long executor, long outside, long results) {}

  /** A sentence for each limit that is too low; none if all is well. */
  List<String> shortfalls(Limits limits) {
    List<String> found = new ArrayList<>();
    if (isShort(driver, limits.driver)) {
      found.add(ofHeap(driver, "the driver", limits.driver));
    }
    if (isShort(executor, limits.executor)) {
      found.add(ofHeap(executor, "each executor", limits.executor));
    }
    if (isShortOutside(limits)) {
      found.add(
          "%s outside the heap of each executor, which may take %s there"
              .formatted(mib(outside), mib(limits.outside)));
    }
    if (limits.results > 0 && results > limits.results) {
      found.add(
          "%s of results at the driver, which accepts %s"
              .formatted(mib(results), mib(limits.results)));
    }
    return found;
  }

  private static String ofHeap(long needed, String whose, long heap) {
    return "%s in %s, whose heap of %s has %s for them"
        .formatted(mib(needed), whose, mib(heap), mib((long) (heap * SHARE)));
  }

  /** All settings that are too low, as options, each with a value that is enough. */
  String options(Limits limits) {
    List<String> options = new ArrayList<>();
    if (isShort(driver, limits.driver)) {
      options.add("--driver-memory %dg".formatted(gib(driver / SHARE)));
    }
    if (isShort(executor, limits.executor)) {
      options.add("--executor-memory %dg".formatted(gib(executor / SHARE)));
    }
    if (isShortOutside(limits)) {
      options.add("--conf spark.executor.memoryOverhead=%dg".formatted(gib(outside)));
    }
    if (limits.results > 0 && results > limits.results) {
      options.add("--conf spark.driver.maxResultSize=%dg".formatted(gib(results)));
    }
    return String.join(" ", options);
  }

  /** The heaps to request, in MiB. */
  public static long heapMiB(long needed) {
    return (long) (needed / SHARE) >> 20;
  }

  private static boolean isShort(long needed, long heap) {
    return needed > heap * SHARE && needed > 0;
  }

  /** Small arrays have room in any executor. */
  private boolean isShortOutside(Limits limits) {
    return limits.outside > 0 && outside > Math.max(limits.outside, ALWAYS + OTHERS);
  }

  private static long gib(double bytes) {
    return 1 + (long) (bytes / GIB);
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", bytes >> 20);
  }
}
