package dev.linesweep.spark.table;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The source of a table's rows, before its query. */
public sealed interface RowSource {

  /** The files, the database or the catalog's table that the job names. */
  record Named() implements RowSource {}

  /**
   * Rows of the caller, from any session. The job's name for them is only a label; their order is
   * not known.
   */
  record Given(Dataset<Row> rows) implements RowSource {}
}
