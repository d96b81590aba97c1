package dev.linesweep.spark.table;

import dev.linesweep.data.ColumnValues;
import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowGroups;
import java.util.List;
import java.util.stream.Stream;

/**
 * A user's table in memory.
 *
 * @param groups the rows that a split keeps together
 * @param rows how many were read, and left out
 * @param description what was read, e.g. {@code csv file:/data/homes.csv (1 file)}; no secrets
 * @param notes how files and columns were read where a user should know, and what is said of levels
 * @param baselines columns that predict the label as they are
 */
public record TableData(
    Matrix matrix,
    RowGroups groups,
    Encoder encoder,
    Rows rows,
    String description,
    List<String> notes,
    List<ColumnValues> baselines) {
  /**
   * How many rows there were.
   *
   * @param read rows of the table, or of the query's result
   * @param withoutLabel rows left out because their label is null
   * @param dropped rows left out by {@code missing: drop}
   * @param together rows that one task packed, at the most
   */
  public record Rows(long read, long withoutLabel, long dropped, long together) {}

  public TableData {
    baselines = List.copyOf(baselines);
    notes = List.copyOf(notes);
  }

  /** The same with these notes after its own. */
  TableData with(List<String> more) {
    List<String> all = Stream.concat(notes.stream(), more.stream()).toList();
    return new TableData(matrix, groups, encoder, rows, description, all, baselines);
  }
}
