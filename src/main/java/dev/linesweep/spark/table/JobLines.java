package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.text.QuotedName;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Lines that a message suggests to write under {@code data}. They keep what the job file already
 * says.
 *
 * @param query the job's; empty for none
 * @param ofResult whether they are about a column of the query's result
 */
record JobLines(DataSpec.Cells cells, String query, boolean ofResult) {
  /** For a job that says nothing about its columns. */
  static final JobLines NEW = new JobLines(DataSpec.Cells.AUTO, "", false);

  String types(String column, DataSpec.ColumnType type) {
    Map<String, DataSpec.ColumnType> types = new TreeMap<>(cells.types());
    types.put(column, type);
    return types.entrySet().stream()
        .map(
            entry ->
                QuotedName.yaml(entry.getKey())
                    + ": "
                    + entry.getValue().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", ", "  types: {", "}"));
  }

  String naValues(Iterable<String> markers) {
    LinkedHashSet<String> all = new LinkedHashSet<>(cells.naValues());
    markers.forEach(all::add);
    return all.stream()
        .map(QuotedName::yamlText)
        .collect(Collectors.joining(", ", "  na_values: [", "]"));
  }

  /** The column with the values of an expression over it, in the job's query or before it. */
  String converted(String column, String sql) {
    String name = QuotedName.sql(column);
    String select = "SELECT * EXCEPT (%s), %s AS %s FROM ".formatted(name, sql, name);
    if (ofResult) {
      return query(select + "(" + inner() + ")");
    }
    String types = types(column, DataSpec.ColumnType.TEXT) + "\n";
    return types + query(query.isBlank() ? select + "input" : withInput(select + "input"));
  }

  /** The column with the values of an expression over it, which needs no reading before. */
  String replaced(String column, String sql) {
    return query(
        "SELECT * EXCEPT (%1$s), %2$s AS %1$s FROM %3$s"
            .formatted(
                QuotedName.sql(column), sql, query.isBlank() ? "input" : "(" + inner() + ")"));
  }

  /** One more column, made of those that there are. */
  String added(String sql, String name) {
    return query(
        "SELECT *, %s AS %s FROM %s"
            .formatted(sql, QuotedName.sql(name), query.isBlank() ? "input" : "(" + inner() + ")"));
  }

  /** The rows of which this is true. */
  String where(String condition) {
    return query(
        "SELECT * FROM %s WHERE %s"
            .formatted(query.isBlank() ? "input" : "(" + inner() + ")", condition));
  }

  /** The job's query over another {@code input}. */
  private String withInput(String select) {
    String with = "WITH input AS (%s)".formatted(select);
    String inner = inner();
    return inner.regionMatches(true, 0, "with ", 0, 5)
        ? with + ", " + inner.substring(5)
        : with + " " + inner;
  }

  private String inner() {
    String text = query.strip();
    if (text.contains("--")) {
      return text + "\n";
    }
    return text.contains("'") || text.contains("`") ? text : text.replaceAll("\\s+", " ");
  }

  /** As YAML reads it back, without quotes if it can. */
  static String query(String sql) {
    boolean plain =
        !sql.contains(": ")
            && !sql.contains(" #")
            && sql.chars().noneMatch(Character::isISOControl);
    return "  query: " + (plain ? sql : QuotedName.yamlText(sql));
  }
}
