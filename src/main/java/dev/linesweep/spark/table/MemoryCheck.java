package dev.linesweep.spark.table;

import dev.linesweep.spark.job.ExecutorMemory;
import dev.linesweep.spark.job.Slots;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.OtherColumns;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Refuses a table that will not fit into memory, before it is collected.
 *
 * @param weighted whether its rows have weights
 */
record MemoryCheck(MemoryNeeds.Place place, MemoryNeeds.Limits limits, boolean weighted) {
  /** A smaller source is collected without counting its rows first. */
  private static final long NOT_WORTH_COUNTING = 16L << 20;

  /**
   * Packed rows of one task after a sort, at the most: Spark makes its partitions of 64 MB of
   * shuffled bytes, which are compressed.
   */
  private static final long SORTED = 128L << 20;

  static MemoryCheck of(SparkContext spark, TableReader.Rules rules, OtherColumns others) {
    boolean local = spark.isLocal();
    int slots = Slots.ofExecutor(spark);
    ExecutorMemory memory = ExecutorMemory.of(spark.conf());
    return new MemoryCheck(
        new MemoryNeeds.Place(
            local, slots, Math.min(rules.split().folds(), slots), rules.outside()),
        new MemoryNeeds.Limits(
            Runtime.getRuntime().maxMemory(),
            local ? 0 : memory.heap(),
            local ? 0 : memory.outside(),
            spark.conf().getSizeAsBytes("spark.driver.maxResultSize", "1g")),
        others.hasRowWeight());
  }

  /**
   * Counts the rows where the source may be large, and checks them.
   *
   * @param sorted whether they are sorted before they are collected
   */
  void beforeCollecting(Dataset<Row> rows, Terms terms, boolean sorted) {
    scala.math.BigInt size = QueryRunner.plan(rows).optimizedPlan().stats().sizeInBytes();
    long widening = 1L + terms.terms().size() / (1 + terms.inputs().size());
    long limit = NOT_WORTH_COUNTING / widening;
    if (QueryRunner.addsNoRows(rows) && size.compare(scala.math.BigInt.apply(limit)) <= 0) {
      return;
    }
    int inputs = terms.inputs().size();
    List<Long> partitions =
        rows.groupBy(functions.spark_partition_id()).count().collectAsList().stream()
            .map(partition -> partition.getLong(1))
            .toList();
    long all = partitions.stream().mapToLong(Long::longValue).sum();
    long largest = partitions.stream().mapToLong(Long::longValue).max().orElse(0);
    require(all, inputs, terms.terms().size(), sorted ? sorted(all, inputs) : largest);
  }

  /** Rows that a task packs after a sort, at the most. */
  static long sorted(long rows, int inputs) {
    return Math.min(rows, 1 + SORTED / (8L * (inputs + 1)));
  }

  /** Whether rows that are in memory fit. */
  boolean fit(long rows, int inputs, long features) {
    try {
      require(rows, inputs, features, 0);
      return true;
    } catch (JobException tooLarge) {
      return false;
    }
  }

  /**
   * @param together rows that one task packs
   */
  void require(long rows, int inputs, long features, long together) {
    if (rows > (Integer.MAX_VALUE - 8L) / Math.max(features, 1)) {
      throw new JobException(
          String.format(
              Locale.ROOT,
              "data: %,d rows × %,d features do not fit into one array (at most 2^31 numbers)."
                  + " Select fewer rows or columns in a query.",
              rows,
              features));
    }
    MemoryNeeds needs =
        MemoryNeeds.of(new MemoryNeeds.Table(rows, inputs, features, together, weighted), place);
    List<String> shortfalls = needs.shortfalls(limits);
    if (!shortfalls.isEmpty()) {
      throw new JobException(
          String.format(
              Locale.ROOT,
              "data: %,d rows × %,d features need %s. Raise %s with %s, or select fewer rows or"
                  + " columns.",
              rows,
              features,
              String.join(", and ", shortfalls),
              shortfalls.size() == 1 ? "it" : "them",
              needs.options(limits)));
    }
  }
}
