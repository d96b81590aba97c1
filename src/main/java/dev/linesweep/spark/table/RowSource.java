package dev.linesweep.spark.table;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where the rows of a table come from, before its query. */
public sealed interface RowSource {

  /** The files, the database or the catalog's table that the job names. */
  record Named() implements RowSource {}

  /**
   * Rows that the caller has made, of any session. What the job names is only how they are called;
   * their order is not known.
   */
  record Given(Dataset<Row> rows) implements RowSource {}
}
