package dev.linesweep.table;

import dev.linesweep.text.Decimal;
import dev.linesweep.text.RecentDecimals;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a CSV file: RFC 4180 except for the line ends, which are {@code \n}; numbers at full
 * precision as {@link Decimal} writes them; lists of numbers as JSON arrays; missing values empty.
 */
public final class CsvLines {
  private static final int RECENT = 1 << 13;

  private final StringBuilder text = new StringBuilder(256);
  private final RecentDecimals decimals;

  /** An empty file. */
  public CsvLines() {
    this(RECENT);
  }

  private CsvLines(int recent) {
    this.decimals = new RecentDecimals(recent);
  }

  /** A single line with its end. */
  public static String line(@Nullable Object[] values) {
    CsvLines lines = new CsvLines(1);
    lines.add(values, values.length);
    return lines.text.toString();
  }

  /** Adds a line of the first {@code count} values. */
  public void add(@Nullable Object[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        text.append(',');
      }
      append(values[i]);
    }
    text.append('\n');
  }

  /** All lines in UTF-8. */
  public byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void append(@Nullable Object value) {
    if (value == null) {
      return;
    }
    if (value instanceof Double number) {
      text.append(decimals.of(number));
    } else if (value instanceof double[] numbers) {
      append(numbers);
    } else if (value instanceof String word) {
      append(word);
    } else if (value instanceof Long whole) {
      text.append(whole.longValue());
    } else if (value instanceof Integer whole) {
      text.append(whole.intValue());
    } else {
      text.append(value);
    }
  }

  private void append(double[] numbers) {
    String quote = numbers.length > 1 ? "\"" : "";
    text.append(quote).append('[');
    for (int i = 0; i < numbers.length; i++) {
      text.append(i > 0 ? "," : "");
      text.append(Double.isFinite(numbers[i]) ? decimals.of(numbers[i]) : "null");
    }
    text.append(']').append(quote);
  }

  private void append(String word) {
    if (isPlain(word)) {
      text.append(word);
    } else {
      text.append('"').append(word.replace("\"", "\"\"")).append('"');
    }
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return false;
      }
    }
    return true;
  }
}
