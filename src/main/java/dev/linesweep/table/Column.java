package dev.linesweep.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of an output table.
 *
 * @param <T> what a row of the table stands for
 * @param value the column's value in such a row, of the class that its type names
 */
public record Column<T>(String name, Type type, Value<T> value) {
  /** The type of a column, with the Java class of its values. */
  public enum Type {
    /** {@link Integer}. */
    INT,
    /** {@link Long}. */
    LONG,
    /** {@link Double}. */
    DOUBLE,
    /** {@link String}, with the same value in many rows. */
    TEXT,
    /** {@link String}, with a different value in nearly every row. */
    ID,
    /** {@link java.time.Instant}, to the microsecond. */
    TIMESTAMP,
    /** {@code double[]}. */
    DOUBLES
  }

  /** Finds a value; null if there is none. */
  @FunctionalInterface
  public interface Value<T> {
    @Nullable Object of(T row);
  }

  /** A column of numbers; those that are not finite are missing. */
  public static <T> Column<T> ofNumbers(String name, Number<T> number) {
    return new Column<>(name, Type.DOUBLE, row -> finite(number.of(row)));
  }

  /** Finds a number. */
  @FunctionalInterface
  public interface Number<T> {
    double of(T row);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** One value for each of the columns. */
  public static <T> @Nullable Object[] values(List<Column<T>> columns, T row) {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).value().of(row);
    }
    return values;
  }
}
