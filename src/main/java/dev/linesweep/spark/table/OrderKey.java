package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/**
 * The columns of {@code order_by}: what they are, and whether their values sort the rows as the
 * user intends.
 *
 * <p>Numbers, dates and times sort by value, even if a query leaves them as text. Other text sorts
 * by its characters, which is refused if its numbers, years or months have another order.
 *
 * @param decisions on those that are text
 * @param job writes lines that change what they are
 */
record OrderKey(
    Columns table, List<String> names, Map<String, ColumnDecision> decisions, JobLines job) {
  private static final String KEY = "data.order_by";

  /**
   * Looks at the columns.
   *
   * @throws JobException if one is not there
   */
  static OrderKey of(TextColumns texts, List<String> names) {
    texts.table().require(KEY, names);
    return new OrderKey(texts.table(), names, texts.among(names), texts.job());
  }

  /** The job's query; empty for none. */
  String query() {
    return job.query();
  }

  /** What the rows are sorted by. */
  List<Column> columns() {
    return names.stream().map(this::column).toList();
  }

  private Column column(String name) {
    ColumnDecision decision = decisions.get(name);
    Column column = table.column(name);
    return table.isText(name) && decision != null && !decision.isText()
        ? TextReading.read(column, decision.rule())
        : column;
  }

  private boolean isText(String name) {
    ColumnDecision decision = decisions.get(name);
    return table.isText(name) && (decision == null || decision.isText());
  }

  /**
   * Checks the rows in this order, and returns notes for the user.
   *
   * @param order what decides between rows that tie
   * @throws JobException if text does not order the rows as the numbers in it do
   */
  List<String> survey(RowOrder order) {
    if (names.isEmpty()) {
      return List.of();
    }
    List<String> unclear = names.stream().flatMap(name -> unclear(name).stream()).toList();
    if (!unclear.isEmpty()) {
      throw new JobException(unclear);
    }
    OrderSurvey survey =
        OrderSurvey.of(table.rows(), columns(), names.stream().map(this::isText).toList());
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      survey.text(i).flatMap(text -> problem(name, text)).ifPresent(problems::add);
      int digits = survey.numbers(i).width();
      survey
          .numbers(i)
          .unordered()
          .map(dates -> new OrderRemedy(this, name, false).ofNumbers(dates, digits))
          .map(sentence -> told(name, sentence))
          .ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
    return notes(survey, order);
  }

  /** Why a column cannot be read for certain, whatever its order. */
  private Optional<String> unclear(String name) {
    return Optional.ofNullable(decisions.get(name))
        .filter(decision -> table.isText(name))
        .flatMap(ColumnDecision::problem)
        .filter(ColumnProblem::isOfReading)
        .map(problem -> told(name, problem.text(job)));
  }

  private Optional<String> problem(String name, TextSurvey text) {
    Optional<ColumnProblem> problem =
        Optional.ofNullable(decisions.get(name)).flatMap(ColumnDecision::problem);
    Optional<String> order = new OrderRemedy(this, name, problem.isPresent()).problem(text);
    if (problem.isEmpty()) {
      return order.map(sentence -> told(name, sentence));
    }
    String whole =
        order
            .map(sentence -> problem.get().textOfNumber(job) + "\nOr it " + sentence)
            .orElse(problem.get().text(job));
    return Optional.of(told(name, whole));
  }

  private static String told(String name, String sentence) {
    return "%s: column \"%s\" %s".formatted(KEY, name, sentence);
  }

  private List<String> notes(OrderSurvey survey, RowOrder order) {
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      survey.text(i).map(text -> asText(name, text)).ifPresent(notes::add);
      ColumnDecision decision = decisions.get(name);
      if (table.isText(name) && !isText(name) && decision != null) {
        notes.add(
            "order_by: %s is text; to sort the rows, it is read as %s"
                .formatted(name, decision.rule().type().phrase()));
      }
    }
    for (int i : survey.incomplete()) {
      notes.add(
          "order_by: %s has no value in %d of %d rows, which come first"
              .formatted(names.get(i), survey.missing(i), survey.rows()));
    }
    if (survey.tied() > 0) {
      notes.add(
          "order_by: %d of %d rows have the same %s as another row; %s"
              .formatted(
                  survey.tied(),
                  survey.rows(),
                  names.stream().collect(Collectors.joining(", ")),
                  order.ties()));
    }
    return notes;
  }

  private static String asText(String name, TextSurvey text) {
    List<String> ends = text.ends();
    return "order_by: %s is text, so the rows are sorted as text%s"
        .formatted(
            name,
            ends.isEmpty() ? "" : ", from \"%s\" to \"%s\"".formatted(ends.get(0), ends.get(1)));
  }
}
