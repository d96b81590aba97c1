package dev.linesweep.spark.table;

import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says why a text column does not sort the rows as intended, and which query makes a column that
 * does.
 *
 * @param key all columns of {@code order_by}
 * @param column the one in question
 * @param unclear whether the job file must say that the column is text
 */
record OrderRemedy(OrderKey key, String column, boolean unclear) {

  private static final String PAST = " In the query, " + ShortYears.past() + ".";

  private static final String ALWAYS = "";

  /**
   * A way to read the column.
   *
   * @param when the condition under which it is right; empty if there is only one way
   * @param sql the expression of the column that sorts the rows
   * @param ending the suffix of that column's name
   */
  private record Way(String when, String sql, String ending) {}

  /** What is wrong with sorting the column as text; empty if nothing is. */
  Optional<String> problem(TextSurvey text) {
    Optional<Map.Entry<CellOrder, TextSurvey.Turned>> disagreement = text.disagreement();
    if (text.mixesDaysAndMonths()) {
      return Optional.of(
          "holds dates as text, some with the day first and some with the month first, so"
              + " sorting text does not sort them by date."
              + (isShort(text.ends().get(0)) && text.yearsBehind().reachBack() ? PAST : "")
              + lines(mixed(text.ends().get(0), text.yearsBehind())));
    }
    List<DayForms.Form> forms = text.forms();
    if (text.months().areForeign() && !text.isConstant()) {
      return Optional.of(months(text.months()));
    }
    if (forms.isEmpty() && text.namesWeekdays()) {
      return Optional.of(
          "holds weekdays and numbers in an unknown format, such as \"%s\"."
                  .formatted(text.ends().get(0))
              + convert("a date or a number"));
    }
    boolean doubtful = forms.stream().anyMatch(form -> !text.readsFromTheLeft(form));
    if (!forms.isEmpty() && (doubtful || disagreement.isPresent())) {
      boolean time = forms.stream().allMatch(DayForms.Form::time);
      return Optional.of(
          "holds %s as text, and %s."
                  .formatted(
                      time ? "times" : "dates",
                      disagreement
                          .map(turned -> sentence(turned.getValue()))
                          .orElse("sorting text does not sort them by " + (time ? "time" : "date")))
              + century(forms, text)
              + lines(ways(forms, text)));
    }
    return disagreement.map(
        turned -> "is text, and " + sentence(turned.getValue()) + "." + lines(ways(turned, text)));
  }

  private static String sentence(TextSurvey.Turned turned) {
    return "sorting text puts \"%s\" before \"%s\"".formatted(turned.first(), turned.second());
  }

  /** The remedy if no query is known. */
  private static String convert(String type) {
    return " Convert the column to %s under a new name in data.query, and use that name in order_by."
        .formatted(type);
  }

  /** What is wrong with sorting numbers that are dates by their values. */
  String ofNumbers(TextSurvey dates, int digits) {
    String cell = "lpad(string(bigint(%s)), %d, '0')".formatted(sql(), digits);
    List<Way> ways = new ArrayList<>();
    for (DayForms.Form form : dates.forms()) {
      ways.addAll(ways("If the format is " + form.pattern(), cell, form, dates));
    }
    ways.add(new Way("If these are not dates", "double(%s)".formatted(sql()), "_order"));
    return "holds numbers that may be dates, such as %s, and sorting numbers does not sort them by date."
            .formatted(dates.ends().get(0))
        + century(dates.forms(), dates)
        + lines(ways);
  }

  private String months(MonthWords months) {
    Optional<String> sql = months.sql(sql());
    return "holds dates with unknown month names: %s.".formatted(months.list())
        + sql.map(
                date ->
                    " They look like month names in another language."
                        + lines(List.of(new Way(ALWAYS, date, "_date"))))
            .orElse(convert("a date"));
  }

  private static boolean isShort(String slashed) {
    return !TextSurvey.hasLongYear(slashed);
  }

  /** Which years of two digits are not of this century; empty if that is one of the questions. */
  private static String century(List<DayForms.Form> forms, TextSurvey text) {
    boolean back =
        forms.stream().anyMatch(form -> form.shortYear() && text.years(form).reachBack());
    boolean asked =
        forms.stream().anyMatch(form -> form.shortYear() && text.years(form).mayBeAhead());
    return back && !asked ? PAST : "";
  }

  private List<Way> mixed(String example, ShortYears years) {
    String mark = TextSurvey.mark(example);
    String year = TextSurvey.hasLongYear(example) ? "yyyy" : "yy";
    String month = "try_to_date(%s, 'M%s')".formatted(sql(), mark + "d" + mark + year);
    String day = "try_to_date(%s, 'd%s')".formatted(sql(), mark + "M" + mark + year);
    return List.of(
        new Way("If ambiguous dates have the month first", mixed(month, day, year, years), "_date"),
        new Way("If ambiguous dates have the day first", mixed(day, month, year, years), "_date"));
  }

  private static String mixed(String first, String second, String year, ShortYears years) {
    String date = "coalesce(%s, %s)".formatted(first, second);
    return year.equals("yy") && years.reachBack() ? ShortYears.sql(date) : date;
  }

  private List<Way> ways(List<DayForms.Form> forms, TextSurvey text) {
    List<Way> ways = new ArrayList<>();
    for (DayForms.Form form : forms) {
      String when =
          forms.size() == 1
              ? ALWAYS
              : form.dayFirst()
                  ? "If the day comes first"
                  : form.monthFirst()
                      ? "If the month comes first"
                      : "If the format is " + form.pattern();
      String cell = text.hasUnsaid() ? DayForms.plainSql(sql()) : sql();
      ways.addAll(ways(when, cell, form, text));
    }
    if (forms.stream().allMatch(DayForms.Form::compact)) {
      ways.add(new Way("If these are not dates", CellOrder.bytes(sql()), "_order"));
    }
    boolean versions = forms.stream().allMatch(OrderRemedy::mayBeVersion);
    if (versions) {
      ways.add(numbers("If these are not dates", CellOrder.NUMBERS, text));
    }
    return ways;
  }

  private static boolean mayBeVersion(DayForms.Form form) {
    return form.shortYear() && form.pattern().matches("(d|M|yy)([.-](d|M|yy)){2}");
  }

  private static List<Way> ways(String when, String cell, DayForms.Form form, TextSurvey text) {
    String date = form.sql(cell);
    String ending = form.time() ? "_time" : "_date";
    ShortYears years = text.years(form);
    if (!form.shortYear() || !years.reachBack()) {
      return List.of(new Way(when, date, ending));
    }
    if (!years.mayBeAhead()) {
      return List.of(new Way(when, ShortYears.sql(date), ending));
    }
    String both = when.equals(ALWAYS) ? "If " : when + " and ";
    Way past = new Way(both + ShortYears.past(), ShortYears.sql(date), ending);
    Way ahead = new Way(both + ShortYears.ahead(), date, ending);
    return years.areRatherAhead() ? List.of(ahead, past) : List.of(past, ahead);
  }

  private List<Way> ways(Map.Entry<CellOrder, TextSurvey.Turned> turned, TextSurvey text) {
    List<Way> ways = new ArrayList<>();
    if (text.hasDecimals()) {
      ways.add(
          new Way(
              "If the digits after the point are decimals",
              "double(regexp_extract(%s, '[0-9]+([.][0-9]+)?', 0))".formatted(sql()),
              "_order"));
    }
    ways.addAll(ways(turned.getKey(), text));
    ways.add(new Way("To sort as text", CellOrder.bytes(sql()), "_order"));
    return ways;
  }

  private List<Way> ways(CellOrder order, TextSurvey text) {
    PeriodWords words = text.periods();
    if (order == CellOrder.YEARS_AND_PERIODS && words.haveWinter()) {
      return List.of(
          periods("If winter is the first season of its year", false, text),
          periods("If winter is the last season of its year", true, text));
    }
    if (order == CellOrder.YEARS_AND_PERIODS && words.differ()) {
      String when = "To sort by year, then in the order %s, then by the other numbers";
      return List.of(periods(when.formatted(words.list(false)), false, text));
    }
    if (order == CellOrder.YEARS && words.differ()) {
      String when =
          "To sort by year, then by word in the order of the numbers after THEN (here %s), then by"
              + " the other numbers";
      return List.of(periods(when.formatted(words.list(false)), false, text));
    }
    return List.of(numbers(when(order), order, text));
  }

  private Way periods(String when, boolean winterLast, TextSurvey text) {
    String sql =
        "concat(%s, ' ', %s, ' ', %s)"
            .formatted(
                CellOrder.yearSql(sql()),
                text.periods().sql(sql(), winterLast),
                CellOrder.padded(sql(), text.width()));
    return new Way(when, CellOrder.bytes(sql), "_order");
  }

  private static String when(CellOrder order) {
    return switch (order) {
      case WEEKDAYS -> "To sort by day of the week, Monday first";
      case YEARS_AND_MONTHS -> "To sort by year, month and the other numbers";
      case SHORT_YEARS ->
          "To sort by year, month and the other numbers (" + ShortYears.past() + ")";
      case MONTHS -> "To sort by month, then by the numbers";
      case YEARS, YEARS_AND_PERIODS -> "To sort by year, then by the other numbers";
      case NUMBERS -> "To sort by the numbers, from left to right";
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
                (way.when().equals(ALWAYS)
                        ? " Add under data:"
                        : "\n" + way.when() + ", add under data:")
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
