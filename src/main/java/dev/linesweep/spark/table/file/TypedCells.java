package dev.linesweep.spark.table.file;

import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column that is not text.
 *
 * @param values of the class that Spark has for the type; null where one is missing
 */
public record TypedCells(DataType type, @Nullable Object[] values) implements MemoryColumn {
  @Override
  public int rows() {
    return values.length;
  }
}
