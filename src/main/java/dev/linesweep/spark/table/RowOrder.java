package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What fixes the order of rows, since Spark's own depends on the number of cores.
 *
 * <p>Rows that tie in {@code order_by} are sorted by all selected values; rows that tie there too
 * are the same sample.
 */
sealed interface RowOrder {
  /** As the one file has them. */
  record OfTheFile() implements RowOrder {}

  /** Sorted by these columns, then by all values; no column sorts by the values alone. */
  record Sorted(List<String> columns) implements RowOrder {}

  /** Chooses the order, or refuses to guess one where the split depends on it. */
  static RowOrder of(
      Columns table,
      TableOrigin origin,
      boolean queryKeepsOrder,
      List<String> orderBy,
      SplitSpec.By by) {
    if (!orderBy.isEmpty()) {
      table.require("data.order_by", orderBy);
      return new Sorted(orderBy);
    }
    if (origin.oneFile() && queryKeepsOrder) {
      return new OfTheFile();
    }
    if (by == SplitSpec.By.RANDOM) {
      return new Sorted(List.of());
    }
    String reason =
        origin.oneFile() ? "the query shuffles its rows" : "the table is " + origin.kind();
    String column = table.firstTime().orElse(table.names().get(0));
    throw new JobException(
        """
        data.order_by: split.by is %s, but %s, and Spark's order of these depends on the cores. \
        Add this line under data, with the column you mean, or set split.by to random:
          order_by: ["%s"]\
        """
            .formatted(by.name().toLowerCase(java.util.Locale.ROOT), reason, column));
  }

  /** The rows in this order. Collecting them partition by partition keeps it. */
  default Dataset<Row> sort(Columns table, List<Column> values) {
    if (this instanceof Sorted sorted) {
      List<Column> by = new ArrayList<>();
      sorted.columns().forEach(name -> by.add(table.column(name)));
      by.addAll(values);
      return table.rows().orderBy(by.toArray(Column[]::new));
    }
    return table.rows();
  }

  /** The n-th row as messages name it, counted from 1 without a header. */
  default String row(long index) {
    if (this instanceof Sorted sorted) {
      return "row %d when sorted by %s"
          .formatted(
              index + 1,
              sorted.columns().isEmpty() ? "its values" : String.join(", ", sorted.columns()));
    }
    return "row " + (index + 1);
  }
}
