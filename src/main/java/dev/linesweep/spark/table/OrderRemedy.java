package dev.linesweep.spark.table;

import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says why a column of text does not order the rows, and which query makes one that does.
 *
 * @param key all columns of {@code order_by}
 * @param column the one in question
 * @param unclear whether the job file must say that the column is text
 */
record OrderRemedy(OrderKey key, String column, boolean unclear) {

  /**
   * A way to read the column.
   *
   * @param when it is right
   * @param sql makes a column that orders the rows
   * @param ending of that column's name
   */
  private record Way(String when, String sql, String ending) {}

  /** What is wrong with ordering by the column's characters; empty if nothing is. */
  Optional<String> problem(TextSurvey text) {
    Optional<Map.Entry<CellOrder, TextSurvey.Turned>> disagreement = text.disagreement();
    if (text.mixesDaysAndMonths()) {
      return Optional.of(
          "holds dates as text, some with the day first and some with the month first, and must be"
              + " a date."
              + lines(mixed(text.ends().get(0))));
    }
    List<DayForms.Form> forms = text.forms();
    boolean doubtful = forms.stream().anyMatch(form -> !form.readsFromTheLeft());
    if (!forms.isEmpty() && (doubtful || disagreement.isPresent())) {
      boolean time = forms.stream().allMatch(DayForms.Form::time);
      return Optional.of(
          "holds %s as text, and must be %s%s."
                  .formatted(
                      time ? "times" : "dates",
                      time ? "a time" : "a date",
                      disagreement.map(turned -> ": " + sentence(turned.getValue())).orElse(""))
              + lines(ways(forms, text)));
    }
    return disagreement.map(
        turned -> "is text, and " + sentence(turned.getValue()) + "." + lines(ways(turned, text)));
  }

  private static String sentence(TextSurvey.Turned turned) {
    return "its characters put \"%s\" before \"%s\"".formatted(turned.first(), turned.second());
  }

  private List<Way> mixed(String example) {
    String mark = TextSurvey.mark(example);
    String year = TextSurvey.hasLongYear(example) ? "yyyy" : "yy";
    String month = "try_to_date(%s, 'M%s')".formatted(sql(), mark + "d" + mark + year);
    String day = "try_to_date(%s, 'd%s')".formatted(sql(), mark + "M" + mark + year);
    String both = " if both are possible";
    return List.of(
        new Way("If the month is first" + both, "coalesce(%s, %s)".formatted(month, day), "_date"),
        new Way("If the day is first" + both, "coalesce(%s, %s)".formatted(day, month), "_date"));
  }

  private List<Way> ways(List<DayForms.Form> forms, TextSurvey text) {
    List<Way> ways = new ArrayList<>();
    for (DayForms.Form form : forms) {
      String when =
          forms.size() == 1
              ? "Write"
              : form.dayFirst()
                  ? "If the day is first"
                  : form.monthFirst() ? "If the month is first" : "If it is " + form.pattern();
      ways.add(new Way(when, form.sql(sql()), form.time() ? "_time" : "_date"));
    }
    boolean versions = forms.stream().allMatch(form -> form.pattern().matches("[dM.-]+[dM.-]yy"));
    if (versions) {
      ways.add(numbers("If these are not dates", CellOrder.NUMBERS, text));
    }
    return ways;
  }

  private List<Way> ways(Map.Entry<CellOrder, TextSurvey.Turned> turned, TextSurvey text) {
    List<Way> ways = new ArrayList<>();
    if (text.hasDecimals()) {
      ways.add(
          new Way(
              "If there are decimals behind the point",
              "double(regexp_extract(%s, '[0-9]+([.][0-9]+)?', 0))".formatted(sql()),
              "_order"));
    }
    ways.add(numbers(when(turned.getKey()), turned.getKey(), text));
    ways.add(new Way("To keep the order of the characters", CellOrder.bytes(sql()), "_order"));
    return ways;
  }

  private static String when(CellOrder order) {
    return switch (order) {
      case WEEKDAYS -> "To order by the days of the week, Monday first";
      case YEARS_AND_MONTHS -> "To order by year, month and the other numbers";
      case MONTHS -> "To order by month, then by the numbers";
      case YEARS -> "To order by year, then by the other numbers";
      case NUMBERS -> "To order by the numbers, from the left";
    };
  }

  private Way numbers(String when, CellOrder order, TextSurvey text) {
    return new Way(when, order.sql(sql(), text.width()), "_order");
  }

  private String sql() {
    return QuotedName.sql(column);
  }

  private String lines(List<Way> ways) {
    return ways.stream()
        .map(
            way ->
                (way.when().equals("Write")
                        ? " Write under data:"
                        : "\n" + way.when() + ", write under data:")
                    + lines(way))
        .collect(Collectors.joining());
  }

  private String lines(Way way) {
    String made = made(way.ending());
    String order =
        key.names().stream()
            .map(name -> QuotedName.yaml(name.equals(column) ? made : name))
            .collect(Collectors.joining(", "));
    String types = unclear ? "\n  types: {%s: text}".formatted(QuotedName.yaml(column)) : "";
    return "%s\n  query: %s\n  order_by: [%s]"
        .formatted(types, yaml(query(way.sql(), made)), order);
  }

  private String made(String ending) {
    String made = column + ending;
    while (key.table().names().contains(made)) {
      made += "_2";
    }
    return made;
  }

  private String query(String sql, String made) {
    return "SELECT *, %s AS %s FROM %s".formatted(sql, QuotedName.sql(made), source());
  }

  /** The relation that the column is in: the query of the job, if there is one. */
  private String source() {
    if (key.query().isBlank()) {
      return "input";
    }
    String query = key.query().strip();
    return "(" + (query.contains("--") ? query + "\n" : query.replaceAll("\\s*\\R\\s*", " ")) + ")";
  }

  /** As a value in YAML on one line. */
  private static String yaml(String query) {
    return query.contains(": ") || query.contains(" #") || query.contains("\n")
        ? QuotedName.yamlText(query)
        : query;
  }
}
