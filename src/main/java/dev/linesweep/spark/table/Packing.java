package dev.linesweep.spark.table;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The last step of reading a table: its rows, in their order, as arrays of numbers. */
sealed interface Packing {
  /** The columns of the table as read that the rows depend on. */
  Set<String> used(TypedTable typed);

  PackedRows pack();

  /** Rows of Spark: the inputs and the label. */
  record BySpark(Dataset<Row> rows, Terms terms) implements Packing {
    @Override
    public Set<String> used(TypedTable typed) {
      return typed.used(rows);
    }

    @Override
    public PackedRows pack() {
      return PackedRows.collect(rows, terms.inputs());
    }
  }

  /** Rows in memory, as the file has them. */
  record InMemory(LocalRows rows, List<String> names, Terms terms) implements Packing {
    @Override
    public Set<String> used(TypedTable typed) {
      return Set.copyOf(terms.columns());
    }

    @Override
    public PackedRows pack() {
      return rows.pack(terms.inputs(), terms.columns().stream().map(names::indexOf).toList());
    }
  }
}
