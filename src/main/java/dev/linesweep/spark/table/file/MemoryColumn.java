package dev.linesweep.spark.table.file;

/** A column of a small file in the driver's memory, in the order of the rows. */
public sealed interface MemoryColumn permits ColumnCells, TypedCells {
  int rows();
}
