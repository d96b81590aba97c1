package dev.linesweep.output;

import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.table.Column;
import dev.linesweep.text.Decimal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code summary.csv}: RFC 4180 but for line ends, which are {@code \n}; UTF-8; numbers at
 * full precision by {@link Decimal}; what does not apply is empty.
 */
public final class SummaryCsv {
  private SummaryCsv() {}

  /**
   * A header and one row per trial, in the order of ranks.
   *
   * @param besides takes every trial in the same order
   */
  public static void write(
      TrialTable table, Ranking ranking, Consumer<RankedTrial> besides, OutputStream out)
      throws IOException {
    out.write(header(table.columns()).getBytes(StandardCharsets.UTF_8));
    try {
      ranking.forEach(
          trial -> new Line(trial, line(table, trial)),
          line -> {
            write(out, line.bytes);
            besides.accept(line.trial);
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private record Line(RankedTrial trial, byte[] bytes) {}

  private static void write(OutputStream out, byte[] line) {
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] line(TrialTable table, RankedTrial trial) {
    return row(table.row(trial)).getBytes(StandardCharsets.UTF_8);
  }

  static String header(List<? extends Column<?>> columns) {
    return row(columns.stream().map(Column::name).toArray());
  }

  public static String row(@Nullable Object[] values) {
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

  static String jsonArray(double[] numbers) {
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
