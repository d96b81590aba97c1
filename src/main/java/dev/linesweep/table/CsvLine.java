package dev.linesweep.table;

import dev.linesweep.text.Decimal;
import org.jspecify.annotations.Nullable;

/**
 * A line of a CSV file: RFC 4180 but for its end, which is {@code \n}; numbers at full precision by
 * {@link Decimal}; numbers in a list as a JSON array; what is missing is empty.
 */
public final class CsvLine {
  private CsvLine() {}

  /** The line with its end. */
  public static String of(@Nullable Object[] values) {
    StringBuilder line = new StringBuilder(256);
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        line.append(',');
      }
      append(line, values[i]);
    }
    return line.append('\n').toString();
  }

  private static void append(StringBuilder line, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (value instanceof Double number) {
      line.append(Decimal.of(number));
    } else if (value instanceof double[] numbers) {
      appendText(line, jsonArray(numbers));
    } else if (value instanceof String text) {
      appendText(line, text);
    } else {
      line.append(value);
    }
  }

  private static String jsonArray(double[] numbers) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < numbers.length; i++) {
      json.append(i > 0 ? "," : "");
      json.append(Double.isFinite(numbers[i]) ? Decimal.of(numbers[i]) : "null");
    }
    return json.append(']').toString();
  }

  private static void appendText(StringBuilder line, String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length() && !quoted; i++) {
      quoted = ",\"\n\r".indexOf(text.charAt(i)) >= 0;
    }
    if (quoted) {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      line.append(text);
    }
  }
}
