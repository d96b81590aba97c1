package dev.linesweep.report.console;

import dev.linesweep.table.CsvLines;
import dev.linesweep.table.Row;
import dev.linesweep.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows of {@code trials.parquet} as programs read them, each with a line break at its end.
 *
 * @param sortedBy the column that orders them
 * @param columns in the table's order
 */
public record TrialListing(String sortedBy, List<String> columns, List<Row> rows) {
  public TrialListing {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  public String csv() {
    return CsvLines.line(columns.toArray())
        + rows.stream()
            .map(row -> CsvLines.line(columns.stream().map(row::value).toArray()))
            .collect(Collectors.joining());
  }

  public String json() {
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
