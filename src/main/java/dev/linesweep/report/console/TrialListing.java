package dev.linesweep.report.console;

import static dev.linesweep.text.TextTable.left;
import static dev.linesweep.text.TextTable.right;

import dev.linesweep.table.CsvLine;
import dev.linesweep.table.Row;
import dev.linesweep.text.Json;
import dev.linesweep.text.Lines;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code trials.parquet} as people or programs read them.
 *
 * @param columns in the table's order
 */
public record TrialListing(List<String> columns, List<Row> rows) {
  /** Never left out of a table for width. */
  private static final List<String> FIRST =
      List.of("rank", "state", "optimizer", "learning_rate", "epochs");

  /** Names are left out before numbers, and columns of one value before all others. */
  private static final int NAMES = 1000;

  private static final int SAME = 2000;

  /** Never in a table. */
  private static final List<String> FACTS =
      List.of("engine", "device", "host", "attempt", "block_seconds", "started", "finished");

  public TrialListing {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** What {@code show} prints. */
  public enum Format {
    TABLE,
    CSV,
    JSON
  }

  /**
   * The listing with a line break at its end.
   *
   * @param metric that ranked the trials; a table keeps its column
   * @param width characters a line, of a table
   */
  public String text(Format format, String metric, int width) {
    return switch (format) {
      case TABLE -> table(metric, width) + "\n";
      case CSV -> csv();
      case JSON -> json();
    };
  }

  /** Numbers rounded; columns that are empty, facts of the run and weights left out. */
  private String table(String metric, int width) {
    if (rows.isEmpty()) {
      return "No trial.";
    }
    List<TextTable.Column> shown = new ArrayList<>();
    int sacrifice = 0;
    for (String column : columns) {
      if (tabled(column)) {
        boolean stays = FIRST.contains(column) || column.equals(metric);
        shown.add(column(column, stays ? 0 : weight(column) + ++sacrifice));
      }
    }
    TextTable table = TextTable.of(shown, width);
    return table.dropped().isEmpty()
        ? table.text()
        : table.text()
            + "\n"
            + Lines.wrap(
                "Left out for width: %s.".formatted(String.join(", ", table.dropped())), width, "");
  }

  /** An optimizer's setting is the same if no other value of it is shown. */
  private int weight(String column) {
    long values =
        rows.stream()
            .map(row -> row.value(column))
            .filter(value -> value != null || column.indexOf('.') < 0)
            .map(String::valueOf)
            .distinct()
            .count();
    return values < 2 ? SAME : column.equals("trial_id") ? NAMES : 0;
  }

  private boolean tabled(String column) {
    return !column.equals("weights")
        && !FACTS.contains(column)
        && rows.stream().anyMatch(row -> row.value(column) != null);
  }

  private TextTable.Column column(String name, int sacrifice) {
    List<String> cells = rows.stream().map(row -> cell(name, row.value(name))).toList();
    String header = name.replace('_', '\n');
    boolean numbers = rows.stream().anyMatch(row -> row.value(name) instanceof Number);
    return numbers ? right(header, sacrifice, cells) : left(header, sacrifice, cells);
  }

  private static String cell(String column, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      return Rounded.of(number);
    }
    return column.equals("epochs") && value instanceof Number number
        ? Rounded.of(number.longValue())
        : Printable.of(value.toString());
  }

  private String csv() {
    return CsvLine.of(columns.toArray())
        + rows.stream()
            .map(row -> CsvLine.of(columns.stream().map(row::value).toArray()))
            .collect(Collectors.joining());
  }

  private String json() {
    return rows.stream()
        .map(row -> Json.of(fields(row)).strip())
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  /** What a trial has; what does not apply is left out. */
  private Map<String, Object> fields(Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String column : columns) {
      Object value = row.value(column);
      if (value != null) {
        fields.put(column, value);
      }
    }
    return fields;
  }
}
