package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.Counted;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Values of {@code na_values} in columns with a numeric type: there they are numbers, and a query
 * must turn them into missing values.
 */
final class TypedMarkers {
  private final Columns columns;
  private final DataSpec.Table table;
  private final List<Double> markers;

  private TypedMarkers(Columns columns, DataSpec.Table table) {
    this.columns = columns;
    this.table = table;
    this.markers =
        table.cells().naValues().stream()
            .flatMap(marker -> NumberText.of(marker).stream())
            .map(marker -> marker.value(Marks.POINT))
            .toList();
  }

  /**
   * Refuses columns of numbers that hold a marker.
   *
   * @param names those that the job reads
   */
  static void refuse(Columns columns, DataSpec.Table table, List<String> names) {
    TypedMarkers found = new TypedMarkers(columns, table);
    List<String> numbers = names.stream().distinct().filter(columns::isNumeric).toList();
    if (!found.markers.isEmpty() && !numbers.isEmpty()) {
      found.refuse(numbers);
    }
  }

  private void refuse(List<String> names) {
    Column[] counts = names.stream().map(this::count).toArray(Column[]::new);
    Row row = columns.rows().select(counts).head();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (row.getLong(i) > 0) {
        problems.add(problem(names.get(i), row.getLong(i)));
      }
    }
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }

  private Column count(String name) {
    return functions.count_if(columns.number(name).isin(markers.toArray()));
  }

  private String problem(String name, long rows) {
    String value = String.join(", ", table.cells().naValues());
    Optional<String> query =
        table.query().isBlank()
            ? Optional.of(
                "\n  query: SELECT * EXCEPT (%1$s), %2$s AS %1$s FROM input"
                    .formatted(QuotedName.sql(name), asMissing(name)))
            : Optional.empty();
    return "data.na_values: column \"%s\" has a numeric type, to which na_values do not apply, but %d of its values %s among [%s]. %s"
        .formatted(
            name,
            rows,
            Counted.word(rows, "is", "are"),
            value,
            query
                .map(line -> "To make them missing values, add under data:" + line)
                .orElse(
                    "To make them missing values, write %s in the query."
                        .formatted(asMissing(name))));
  }

  /** Nested, so that each marker becomes a missing value. */
  private String asMissing(String name) {
    String sql = QuotedName.sql(name);
    for (String marker : table.cells().naValues()) {
      sql = NumberText.of(marker).isPresent() ? "nullif(%s, %s)".formatted(sql, marker) : sql;
    }
    return sql;
  }
}
