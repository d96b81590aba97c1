package dev.linesweep.spark.table.file;

import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/** A column of a small file in the driver's memory, in the order of the rows. */
public sealed interface MemoryColumn permits ColumnCells, TypedCells {
  int rows();

  /**
   * The type of the column's values.
   *
   * @param read the type that cells of text are read as
   */
  DataType type(DataType read);

  /**
   * The value by row; null if it is missing.
   *
   * @param reading makes a value of a cell of text; pure
   */
  IntFunction<@Nullable Object> values(Function<String, @Nullable Object> reading);
}
