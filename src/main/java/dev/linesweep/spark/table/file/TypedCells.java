package dev.linesweep.spark.table.file;

import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/** The values of a column that is not text, of the class that Spark has for its type. */
public final class TypedCells implements MemoryColumn {
  private final DataType type;
  private final @Nullable Object[] values;

  /**
   * @param values null for a missing value; must not be changed afterwards
   */
  TypedCells(DataType type, @Nullable Object[] values) {
    this.type = type;
    this.values = values;
  }

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public DataType type(DataType read) {
    return type;
  }

  @Override
  public IntFunction<@Nullable Object> values(Function<String, @Nullable Object> reading) {
    return row -> values[row];
  }
}
