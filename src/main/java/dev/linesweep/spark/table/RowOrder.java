package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What fixes the order of rows, since Spark's own depends on the number of cores.
 *
 * <p>Rows that tie in {@code order_by} keep the order of the one file, if there is one and the
 * query keeps its rows; otherwise they are sorted by all selected values, and rows that tie there
 * too are the same sample.
 */
sealed interface RowOrder {
  /** The order of the only file. */
  record OfTheFile() implements RowOrder {}

  /**
   * Sorted by these columns; rows that tie as the one file has them, or by all values.
   *
   * @param names of the columns; if there are none, only the values sort the rows
   */
  record Sorted(List<String> names, List<Column> columns, boolean ofTheFile) implements RowOrder {}

  /** Chooses the order, or refuses to guess one if the split depends on it. */
  static RowOrder of(
      Columns table, TableOrigin origin, boolean queryKeepsOrder, OrderKey key, SplitSpec.By by) {
    if (!key.names().isEmpty()) {
      return new Sorted(key.names(), key.columns(), origin.oneFile() && queryKeepsOrder);
    }
    if (origin.oneFile() && queryKeepsOrder) {
      return new OfTheFile();
    }
    if (by == SplitSpec.By.RANDOM) {
      return new Sorted(List.of(), List.of(), false);
    }
    String reason =
        origin.oneFile() ? "the query shuffles its rows" : "the rows come from " + origin.kind();
    String column = table.firstTime().orElse(table.names().get(0));
    throw new JobException(
        """
        data.order_by: split.by is %s, but %s, so their order depends on the number of cores. Add \
        this line under data, with the column that orders the rows, or set split.by to random:
          order_by: [%s]\
        """
            .formatted(
                by.name().toLowerCase(java.util.Locale.ROOT), reason, QuotedName.yamlText(column)));
  }

  /** The rows in this order. Collecting them partition by partition keeps it. */
  default Dataset<Row> sort(Columns table, List<Column> values) {
    if (this instanceof Sorted sorted) {
      List<Column> by = new ArrayList<>(sorted.columns());
      by.addAll(sorted.ofTheFile() ? List.of(functions.monotonically_increasing_id()) : values);
      return table.rows().orderBy(by.toArray(Column[]::new));
    }
    return table.rows();
  }

  /** What happens to rows that tie in {@code order_by}. */
  default String ties() {
    return this instanceof Sorted sorted && !sorted.ofTheFile()
        ? "they are sorted by their other values"
        : "they keep the order of the file";
  }

  /** The n-th row as messages name it, counted from 1 without a header. */
  default String row(long index) {
    if (this instanceof Sorted sorted) {
      return "row %d when sorted by %s"
          .formatted(
              index + 1,
              sorted.names().isEmpty() ? "its values" : String.join(", ", sorted.names()));
    }
    return "row " + (index + 1);
  }
}
