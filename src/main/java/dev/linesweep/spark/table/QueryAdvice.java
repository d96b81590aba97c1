package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import dev.linesweep.text.NameList;
import dev.linesweep.text.QuotedName;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Says how to change a query that fails on the columns of this table, because a column has another
 * name here or dates are not in ISO 8601.
 *
 * @param typed the table that the query reads
 * @param input its rows
 */
record QueryAdvice(TypedTable typed, TableRows input, String query) {
  private static final int SHOWN = 30;
  private static final int CHANGES = 50;

  /** A query with some of its faults corrected, and what these were. */
  private record Draft(String query, List<String> reasons) {
    Draft because(String reason, String changed) {
      List<String> more = new ArrayList<>(reasons);
      if (!more.contains(reason)) {
        more.add(reason);
      }
      return new Draft(changed, more);
    }
  }

  /** Text of the query that is to be replaced. */
  private record Edit(int from, int to, String text) {}

  /** Runs a step; a failure of the query on this table becomes advice. */
  <T> T during(Callable<T> step) throws Exception {
    try {
      return step.call();
    } catch (Exception failure) {
      Optional<String> told = query.isBlank() ? Optional.empty() : advice(failure);
      if (told.isPresent()) {
        throw new JobException("data.query: " + told.get());
      }
      throw failure;
    }
  }

  private Optional<String> advice(Exception failure) {
    Optional<SparkThrowable> cause = SparkErrors.cause(failure);
    String condition = cause.map(SparkThrowable::getCondition).orElse("");
    boolean ofColumns =
        condition.startsWith("UNRESOLVED_COLUMN")
            || condition.startsWith("DATATYPE_MISMATCH")
            || condition.startsWith("CAST_INVALID_INPUT")
            || condition.startsWith("CANNOT_PARSE_TIMESTAMP");
    if (!ofColumns) {
      return Optional.empty();
    }
    Draft draft = named(new Draft(query, List.of()));
    boolean known = draft.query.equals(query) || columnProblem(draft.query).isEmpty();
    return draft.reasons.isEmpty() || !known
        ? cause.flatMap(this::withoutChange)
        : Optional.of(
            String.join("; ", draft.reasons) + ". Change the query to\n" + yaml(draft.query));
  }

  /** Replaces names until Spark finds all of them, or one of them has no likely column. */
  private Draft named(Draft start) {
    Draft draft = dated(start);
    for (int i = 0; i < CHANGES; i++) {
      Optional<SparkThrowable> problem = columnProblem(draft.query);
      Optional<Edit> edit = problem.flatMap(this::renamed);
      if (edit.isEmpty()) {
        return draft;
      }
      String old = draft.query.substring(edit.get().from, edit.get().to);
      draft =
          dated(
              draft.because(
                  "the table has no column %s, but has %s".formatted(old, edit.get().text),
                  changed(draft.query, List.of(edit.get()))));
    }
    return draft;
  }

  private Optional<SparkThrowable> columnProblem(String changed) {
    try {
      QueryRunner.run(input.spark(), changed);
      return Optional.empty();
    } catch (Exception failure) {
      return SparkErrors.cause(failure)
          .filter(cause -> String.valueOf(cause.getCondition()).startsWith("UNRESOLVED_COLUMN"));
    }
  }

  private Optional<Edit> renamed(SparkThrowable problem) {
    QueryContext[] places = problem.getQueryContext();
    if (places.length == 0 || places[0].startIndex() < 0) {
      return Optional.empty();
    }
    return OtherNames.of(written(problem), input.names())
        .map(
            column ->
                new Edit(
                    places[0].startIndex(), places[0].stopIndex() + 1, QuotedName.sql(column)));
  }

  /** The name that Spark does not find, without its backticks. */
  private static String written(SparkThrowable problem) {
    String name = problem.getMessageParameters().getOrDefault("objectName", "");
    return name.replaceFirst("^`(.*)`$", "$1").replace("``", "`");
  }

  /** Gives each conversion that expects ISO 8601 the format of the column's dates. */
  private Draft dated(Draft draft) {
    Map<Integer, Edit> edits = new TreeMap<>();
    List<String> reasons = new ArrayList<>();
    QueryRunner.expressions(
        input.spark(),
        draft.query,
        expression ->
            edit(expression, draft.query)
                .ifPresent(
                    dates -> {
                      edits.put(dates.edit.from, dates.edit);
                      reasons.add(dates.reason);
                    }));
    Draft changed = draft;
    for (String reason : reasons) {
      changed = changed.because(reason, changed.query);
    }
    return new Draft(changed(draft.query, List.copyOf(edits.values())), changed.reasons);
  }

  private record Dates(Edit edit, String reason) {}

  private Optional<Dates> edit(Expression expression, String sql) {
    if (expression instanceof Cast cast && cast.child() instanceof UnresolvedAttribute name) {
      if (cast.dataType() instanceof DateType) {
        return dates(name, cast, sql);
      }
      return cast.dataType() instanceof TimestampType ? dates(name, name, sql) : Optional.empty();
    }
    return expression instanceof UnresolvedFunction call
        ? argument(call).flatMap(name -> dates(name, call, sql))
        : Optional.empty();
  }

  /** The column in {@code date(column)} and {@code to_date(column)}. */
  private static Optional<UnresolvedAttribute> argument(UnresolvedFunction call) {
    String name = String.join(".", CollectionConverters.asJava(call.nameParts()));
    List<Expression> arguments = CollectionConverters.asJava(call.arguments());
    return (name.equalsIgnoreCase("date") || name.equalsIgnoreCase("to_date"))
            && arguments.size() == 1
            && arguments.get(0) instanceof UnresolvedAttribute column
        ? Optional.of(column)
        : Optional.empty();
  }

  private Optional<Dates> dates(UnresolvedAttribute name, Expression replaced, String sql) {
    List<String> parts = CollectionConverters.asJava(name.nameParts());
    String last = parts.get(parts.size() - 1);
    Optional<ColumnDecision> decision =
        typed.decisions().stream().filter(d -> d.column().equalsIgnoreCase(last)).findFirst();
    int from = (Integer) replaced.origin().startIndex().getOrElse(() -> -1);
    int to = (Integer) replaced.origin().stopIndex().getOrElse(() -> -1);
    if (decision.isEmpty() || from < 0 || to >= sql.length()) {
      return Optional.empty();
    }
    String column = QuotedName.sql(decision.get().column());
    return digits(decision.get())
        .map(
            cell ->
                dates(decision.get(), cell, "string(%s)".formatted(column), List.of("yyyyMMdd")))
        .or(
            () ->
                forms(decision.get())
                    .map(
                        cell ->
                            dates(
                                decision.get(), cell, column, decision.get().tally().dateForms())))
        .map(found -> new Dates(new Edit(from, to + 1, found.edit.text), found.reason));
  }

  private static Dates dates(
      ColumnDecision decision, String cell, String column, List<String> forms) {
    String other =
        forms.size() > 1 && !forms.get(1).equals(forms.get(0))
            ? " (or '%s' if the day comes first)".formatted(forms.get(1))
            : "";
    return new Dates(
        new Edit(0, 0, "to_date(%s, '%s')".formatted(column, forms.get(0))),
        "column \"%s\" holds dates such as \"%s\", which have the format '%s'%s"
            .formatted(decision.column(), cell, forms.get(0), other));
  }

  /** A cell of a text column in which all dates have one format. */
  private static Optional<String> forms(ColumnDecision decision) {
    boolean dates =
        decision.isText()
            && decision.problem().isEmpty()
            && !decision.tally().dateForms().isEmpty()
            && !decision.tally().odd().isEmpty();
    return dates ? Optional.of(decision.tally().odd().first()) : Optional.empty();
  }

  /** A cell of a column of whole numbers such as 20240131. */
  private static Optional<String> digits(ColumnDecision decision) {
    boolean whole =
        decision.rule().type() == CellType.INTEGER || decision.rule().type() == CellType.LONG;
    return decision.tally().notations().values().stream()
        .min(Comparator.comparingLong(Sightings::firstRow))
        .map(Sightings::first)
        .map(String::strip)
        .filter(cell -> whole && isDay(cell));
  }

  private static boolean isDay(String cell) {
    try {
      int year = LocalDate.parse(cell, DateTimeFormatter.BASIC_ISO_DATE).getYear();
      return cell.length() == 8 && year >= 1700 && year < 2200;
    } catch (DateTimeException other) {
      return false;
    }
  }

  private static String changed(String sql, List<Edit> edits) {
    StringBuilder changed = new StringBuilder(sql);
    for (int i = edits.size() - 1; i >= 0; i--) {
      changed.replace(edits.get(i).from, edits.get(i).to, edits.get(i).text);
    }
    return changed.toString();
  }

  /** As the job file has it under {@code data}. */
  private static String yaml(String sql) {
    return sql.strip()
        .lines()
        .map(line -> line.isBlank() ? "" : "    " + line.stripTrailing())
        .collect(Collectors.joining("\n", "  query: |\n", ""));
  }

  private Optional<String> withoutChange(SparkThrowable cause) {
    Map<String, String> said = cause.getMessageParameters();
    if (cause.getCondition().startsWith("UNRESOLVED_COLUMN")) {
      return Optional.of(
          "the table has no column %s. Its columns are: %s."
              .formatted(
                  said.getOrDefault("objectName", "of the query"),
                  NameList.first(input.names(), SHOWN)));
    }
    if (!cause.getCondition().startsWith("CAST_INVALID_INPUT")) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is not a %s. Correct the value, or convert it with try_cast(… AS …), which makes such values missing."
            .formatted(
                said.getOrDefault("expression", "a value"),
                said.getOrDefault("targetType", "number").replace("\"", "")));
  }
}
