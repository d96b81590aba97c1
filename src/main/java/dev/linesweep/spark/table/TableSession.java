package dev.linesweep.spark.table;

import org.apache.spark.sql.SparkSession;

/**
 * A copy of the caller's session that reads tables, with its own views and with the settings that
 * right numbers need.
 */
final class TableSession {
  private TableSession() {}

  static org.apache.spark.sql.classic.SparkSession of(SparkSession spark) {
    org.apache.spark.sql.classic.SparkSession copy =
        ((org.apache.spark.sql.classic.SparkSession) spark).cloneSession();
    // Spark looks at the cells that it needs only, and takes a torn row for a whole one.
    copy.conf().set("spark.sql.csv.parser.columnPruning.enabled", "false");
    copy.conf().set("spark.sql.csv.filterPushdown.enabled", "false");
    copy.conf().set("spark.sql.json.filterPushdown.enabled", "false");
    // Plans of wide tables are nobody's to read, and Spark warns that it shortens them.
    copy.conf().set("spark.sql.debug.maxToStringFields", "10000");
    // Without it a file is refused for a column of nanoseconds that the job does not use.
    copy.conf().set("spark.sql.legacy.parquet.nanosAsLong", "true");
    // The same for a column of times of day.
    copy.conf().set("spark.sql.timeType.enabled", "true");
    // A folder zip=01 is the text 01: the rules for cells decide what it is, not Spark.
    copy.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    return copy;
  }
}
