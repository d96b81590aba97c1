package dev.linesweep.spark.table;

import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What tables are read with: a copy of the caller's SQL session, with its own views and with the
 * settings that right numbers need. It is created on first use; small files of a machine that runs
 * all of Spark are read without it.
 */
public final class TableSession {
  /** Files up to this size are read into the driver's memory. */
  private static final long SMALL = 16L << 20;

  /** A byte of a file takes up to 50 of the heap, if its cells have a character each. */
  private static final long HEAP_BYTES = 128;

  private final SparkContext context;
  private final Supplier<SparkSession> sessions;
  private final long small;
  private org.apache.spark.sql.classic.@Nullable SparkSession copy;

  private TableSession(SparkContext context, Supplier<SparkSession> sessions, long small) {
    this.context = context;
    this.sessions = sessions;
    this.small = small;
  }

  /**
   * A session that is started only if a table needs it.
   *
   * @param sessions starts it
   */
  public static TableSession of(SparkContext context, Supplier<SparkSession> sessions) {
    long small = Math.min(SMALL, Runtime.getRuntime().maxMemory() / HEAP_BYTES);
    return new TableSession(context, sessions, context.isLocal() ? small : 0);
  }

  /** A session that has been started. */
  static TableSession of(SparkSession spark) {
    return of(spark.sparkContext(), () -> spark);
  }

  /** A session that reads every file, however small. */
  static TableSession ofAllFiles(SparkSession spark) {
    return new TableSession(spark.sparkContext(), () -> spark, 0);
  }

  SparkContext context() {
    return context;
  }

  /** A copy of the settings of Hadoop. */
  Configuration hadoop() {
    return new Configuration(context.hadoopConfiguration());
  }

  /** Bytes of the largest file that is read without SQL. */
  long small() {
    return small;
  }

  /** The copy of the caller's session. */
  org.apache.spark.sql.classic.SparkSession spark() {
    if (copy == null) {
      copy = copy(sessions.get());
    }
    return copy;
  }

  private static org.apache.spark.sql.classic.SparkSession copy(SparkSession spark) {
    org.apache.spark.sql.classic.SparkSession copy =
        ((org.apache.spark.sql.classic.SparkSession) spark).cloneSession();
    // Spark looks at the cells that it needs only, and takes a torn row for a whole one.
    copy.conf().set("spark.sql.csv.parser.columnPruning.enabled", "false");
    copy.conf().set("spark.sql.csv.filterPushdown.enabled", "false");
    copy.conf().set("spark.sql.json.filterPushdown.enabled", "false");
    // Nobody reads the plans of wide tables, and Spark would warn that it shortens them.
    copy.conf().set("spark.sql.debug.maxToStringFields", "10000");
    // Without it a file is refused for a column of nanoseconds that the job does not use.
    copy.conf().set("spark.sql.legacy.parquet.nanosAsLong", "true");
    // The same for a column of times of day.
    copy.conf().set("spark.sql.timeType.enabled", "true");
    // Spark would leave a column of this name empty, as its place for rows that it cannot read.
    copy.conf().unset("spark.sql.columnNameOfCorruptRecord");
    // A folder zip=01 is the text 01: the rules for cells decide what it is, not Spark.
    copy.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    return copy;
  }
}
