package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;

/**
 * The statement that makes an encoder's inputs of a table's rows, as {@link Predictor} does: cells
 * by their rules, then the query, then numbers and texts, and whether one of them is missing.
 */
record TableSql(DataSpec.Table table, Encoder encoder, DataSpec.Unseen unseen) {
  /** Semicolons and lines of comments. */
  private static final Pattern END = Pattern.compile("(?:[;\\s]|(?m:^\\h*--.*$))+\\z");

  private static final String NAME_CHARACTER = "[\\p{L}\\p{N}_]";

  /**
   * The statement.
   *
   * @param made the name for the column of an input
   * @param missing the name for the column that says whether an input is missing
   */
  String encode(IntFunction<String> made, String missing) {
    List<Encoder.Input> inputs = encoder.inputs();
    List<String> read = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    List<String> filled = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String name = made.apply(i);
      read.add("%s AS %s".formatted(read(inputs.get(i)), name));
      absent.add(
          inputs.get(i).text() ? name + " IS NULL" : "%1$s IS NULL OR isnan(%1$s)".formatted(name));
      filled.add("%s AS %s".formatted(filled(inputs.get(i), name), name));
    }
    String all = IntStream.range(0, inputs.size()).mapToObj(made).collect(Collectors.joining(", "));
    return "%sSELECT * EXCEPT (%s),\n%s AS %s,\n%s\nFROM (SELECT *,\n%s\nFROM %s)"
        .formatted(
            input(),
            all,
            String.join(" OR ", absent),
            missing,
            String.join(",\n", filled),
            String.join(",\n", read),
            rows());
  }

  private String rows() {
    return table.query().isBlank() ? "__THIS__" : nested(table.query());
  }

  /** Whether the query can stand in another. */
  static boolean canBeNested(String query) {
    try {
      CatalystSqlParser$.MODULE$.parsePlan("SELECT * FROM " + nested(query));
      return true;
    } catch (Exception e) {
      // A ParseException, which Scala does not declare.
      return false;
    }
  }

  private static String nested(String query) {
    return "(%s\n)".formatted(END.matcher(query).replaceAll(""));
  }

  /** What the query calls {@code input}: the table with its cells read. */
  private String input() {
    if (table.query().isBlank()) {
      return "";
    }
    List<CellSql> typed =
        encoder.rules().stream()
            .filter(rule -> isUsed(rule.column()))
            .map(rule -> new CellSql(rule, marker()))
            .filter(sql -> !sql.changesNothing())
            .toList();
    if (typed.isEmpty()) {
      return "WITH input AS (SELECT * FROM __THIS__)\n";
    }
    List<String> names =
        typed.stream().map(sql -> QuotedName.inBackticks(sql.rule().column())).toList();
    List<String> values =
        IntStream.range(0, typed.size())
            .mapToObj(i -> typed.get(i).typed() + " AS " + names.get(i))
            .toList();
    return "WITH input AS (SELECT * EXCEPT (%s),\n%s\nFROM __THIS__)\n"
        .formatted(String.join(", ", names), String.join(",\n", values));
  }

  /** Whether the query names the column, or may hand it on to the features. */
  private boolean isUsed(String column) {
    return encoder.inputs().stream().anyMatch(input -> input.column().equals(column))
        || Pattern.compile(
                "(?<!%1$s)(?:%2$s|%3$s)(?!%1$s)"
                    .formatted(
                        NAME_CHARACTER,
                        Pattern.quote(column),
                        Pattern.quote(column.replace("`", "``"))),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
            .matcher(table.query())
            .find();
  }

  /** A number, or a text; null if it is missing. */
  private String read(Encoder.Input input) {
    CellRule rule = rule(input.column());
    String marker = table.query().isBlank() ? marker() : "";
    return input.text()
        ? new CellSql(rule, marker).text()
        : new CellSql(asNumber(rule), marker).number();
  }

  private static CellRule asNumber(CellRule rule) {
    return rule.type() == CellType.TEXT
        ? CellRule.of(rule.column(), CellType.NUMBER, rule.missing().texts())
        : rule;
  }

  /** How a column is read: after a query, what is text still is text. */
  private CellRule rule(String column) {
    Optional<CellRule> known =
        table.query().isBlank()
            ? encoder.rules().stream().filter(rule -> rule.column().equals(column)).findFirst()
            : Optional.empty();
    return known.orElse(CellRule.text(column, List.of()));
  }

  private String filled(Encoder.Input input, String name) {
    if (!input.text()) {
      return "coalesce(nanvl(%1$s, 0D), 0D)".formatted(name);
    }
    List<String> levels = input.levels();
    String base = CellSql.literal(levels.get(levels.size() - 1));
    return unseen == DataSpec.Unseen.BASE
        ? "CASE WHEN %1$s IN (%2$s) THEN %1$s ELSE %3$s END"
            .formatted(name, CellSql.literals(levels), base)
        : "coalesce(%s, %s)".formatted(name, base);
  }

  /** What the reader of the files takes for a missing value. */
  private String marker() {
    if (table.origin() instanceof DataSpec.Files files && files.format().equals("csv")) {
      return files.options().entrySet().stream()
          .filter(option -> option.getKey().equalsIgnoreCase("nullValue"))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse("");
    }
    return "";
  }
}
