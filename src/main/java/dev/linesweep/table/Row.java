package dev.linesweep.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of an output table, read by the names of its columns.
 *
 * @param index the place of each column among the values
 */
public record Row(Map<String, Integer> index, @Nullable Object[] values) {

  /** The places of the columns, which all rows share. */
  public static Map<String, Integer> index(List<? extends Column<?>> columns) {
    Map<String, Integer> index = new HashMap<>();
    columns.forEach(column -> index.put(column.name(), index.size()));
    return index;
  }

  /** The value; null if it is missing, or the table has no such column. */
  public @Nullable Object value(String column) {
    Integer at = index.get(column);
    return at == null ? null : values[at];
  }

  /** A text; empty if it is missing. */
  public String text(String column) {
    Object value = value(column);
    return value == null ? "" : value.toString();
  }

  /** A number; not a number if it is missing. */
  public double number(String column) {
    return value(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** A whole number. */
  public long whole(String column, long otherwise) {
    return value(column) instanceof Number number ? number.longValue() : otherwise;
  }

  /** A list of numbers; empty if it is missing. */
  public double[] numbers(String column) {
    return value(column) instanceof double[] numbers ? numbers : new double[0];
  }
}
