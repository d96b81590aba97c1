package dev.linesweep.spark.table;

import dev.linesweep.data.Matrix;
import java.util.List;

/**
 * A user's table in memory.
 *
 * @param rowsRead rows of the table, or of the query's result
 * @param withoutLabel rows left out because their label is null
 * @param dropped rows left out by {@code missing: drop}
 * @param description what was read, e.g. {@code csv file:/data/homes.csv (1 file)}; no secrets
 * @param notes what was guessed of the files, and what is said of levels
 */
public record TableData(
    Matrix matrix,
    Encoder encoder,
    long rowsRead,
    long withoutLabel,
    long dropped,
    String description,
    List<String> notes) {
  public TableData {
    notes = List.copyOf(notes);
  }
}
