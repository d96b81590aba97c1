package dev.linesweep.spark.table;

import dev.linesweep.spark.table.Columns.Mention;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Checks that the selected columns hold what a regressor can learn from. */
final class Selected {
  private static final String LABEL = "data.label";
  private static final String FEATURES = "data.features";
  private static final String FORMULA = "data.formula";

  /** A text column that is numbers but for a few values is a broken number, not a category. */
  private static final double NEARLY_ALL = 0.9;

  private Selected() {}

  /** Label and features by name: all of them numbers. */
  static void requireNumbers(Columns table, String label, List<String> features) {
    throwIfAny(nameProblems(table, label, features));
    List<String> problems = new ArrayList<>();
    typeProblem(table, LABEL, label, false).ifPresent(problems::add);
    features.forEach(name -> typeProblem(table, FEATURES, name, true).ifPresent(problems::add));
    throwIfAny(problems);
    for (String name : features) {
      broken(table, name)
          .map(broken -> broken.message(FEATURES) + asFeature(label, features, broken))
          .ifPresent(problems::add);
    }
    broken(table, label)
        .map(broken -> broken.message(LABEL) + " The label must be a number." + broken.asMissing())
        .ifPresent(problems::add);
    throwIfAny(problems);
  }

  /** A formula's columns: the label a number, the others numbers or categories. */
  static void requireFormula(Columns table, Formula formula) {
    List<String> problems = new ArrayList<>();
    typeProblem(table, FORMULA, formula.label(), false).ifPresent(problems::add);
    formula
        .columns()
        .forEach(name -> typeProblem(table, FORMULA, name, true).ifPresent(problems::add));
    throwIfAny(problems);
    broken(table, formula.label())
        .map(
            broken -> broken.message(FORMULA) + " The label must be a number." + broken.asMissing())
        .ifPresent(problems::add);
    for (String name : formula.columns()) {
      broken(table, name)
          .filter(broken -> broken.bad() <= (1 - NEARLY_ALL) * broken.given())
          .map(
              broken ->
                  broken.message(FORMULA)
                      + broken.asMissing()
                      + " If it is a category, make it one in a query: concat('=', %s)."
                          .formatted(quoted(name)))
          .ifPresent(problems::add);
    }
    throwIfAny(problems);
  }

  private static List<String> nameProblems(Columns table, String label, List<String> features) {
    Stream<Mention> mentions =
        Stream.concat(Mention.of(LABEL, List.of(label)), Mention.of(FEATURES, features));
    List<String> problems = new ArrayList<>(table.problems(mentions));
    Set<String> seen = new HashSet<>();
    for (String feature : features) {
      if (!seen.add(feature)) {
        problems.add("%s: \"%s\" is listed twice.".formatted(FEATURES, feature));
      }
    }
    if (seen.contains(label)) {
      problems.add("%s: \"%s\" is the label.".formatted(FEATURES, label));
    }
    return problems;
  }

  private static Optional<String> typeProblem(
      Columns table, String key, String name, boolean feature) {
    if (table.isNumeric(name) || table.isText(name) || (feature && table.isBoolean(name))) {
      return Optional.empty();
    }
    String type = table.type(name).typeName();
    String remedy =
        switch (type) {
          case "date", "timestamp", "timestamp_ntz" -> "dayofyear(%s)";
          case "boolean" -> "cast(%s AS int)";
          default -> "size(%s)";
        };
    return Optional.of(
        "%s: column \"%s\" is a %s, and must be a number. Make one in a query, e.g. SELECT *, %s AS n FROM input"
            .formatted(key, name, type, remedy.formatted(quoted(name))));
  }

  /** A text column with values that are no numbers: how many, and the first of them. */
  private record Broken(String column, long bad, long given, String value, long row) {
    String message(String key) {
      return "%s: column \"%s\" is text: row %d holds \"%s\" (%d of %d values %s no number)."
          .formatted(key, column, row + 1, value, bad, given, bad == 1 ? "is" : "are");
    }

    String asMissing() {
      return " If that means a missing value, set options: {nullValue: \"%s\"}.".formatted(value);
    }
  }

  private static String asFeature(String label, List<String> features, Broken broken) {
    String formula =
        quotedInFormula(label)
            + " ~ "
            + features.stream().map(Selected::quotedInFormula).collect(Collectors.joining(" + "));
    return broken.bad() == broken.given()
        ? " To use it as a category, replace label and features by\n  formula: \"%s\""
            .formatted(formula)
        : broken.asMissing();
  }

  private static Optional<Broken> broken(Columns table, String name) {
    if (!table.isText(name)) {
      return Optional.empty();
    }
    Column isBad = table.column(name).isNotNull().and(table.number(name).isNull());
    Row counts =
        table.rows().agg(functions.count_if(isBad), functions.count(table.column(name))).head();
    return counts.getLong(0) == 0
        ? Optional.empty()
        : Optional.of(first(table, name, isBad, counts.getLong(0), counts.getLong(1)));
  }

  private static Broken first(Columns table, String name, Column isBad, long bad, long given) {
    Iterator<Row> rows = table.rows().select(isBad, table.column(name)).toLocalIterator();
    for (long row = 0; rows.hasNext(); row++) {
      Row next = rows.next();
      if (next.getBoolean(0)) {
        return new Broken(name, bad, given, next.getString(1), row);
      }
    }
    throw new JobException("data: the table changed while it was read. Run again.");
  }

  /** A name as SQL wants it. */
  static String quoted(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "`" + name.replace("`", "``") + "`";
  }

  private static String quotedInFormula(String name) {
    return name.matches("[\\p{L}_][\\p{L}\\p{N}_.]*") ? name : "`" + name.replace("`", "``") + "`";
  }

  private static void throwIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }
}
