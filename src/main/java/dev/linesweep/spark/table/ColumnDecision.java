package dev.linesweep.spark.table;

import dev.linesweep.data.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a text column is read as, and why.
 *
 * @param rule reads its cells; as text if there is a problem
 * @param tally of all its cells
 * @param reasons what a user should know of the reading; mostly empty
 * @param problem why the column cannot be read for certain
 */
record ColumnDecision(
    CellRule rule, ColumnTally tally, List<String> reasons, Optional<Problem> problem) {
  private static final int SHOWN = 5;

  /** A column with at least this share of numbers is not text. */
  private static final double NEARLY = 0.5;

  /** So is one with this share of numbers, several of them, and only one or two other values. */
  private static final double NEARLY_BUT_MARKERS = 0.2;

  /**
   * Why a column cannot be read for certain, and what to write instead.
   *
   * @param sentence follows the column's name
   * @param asText what to write if the column is text; empty where the sentence says all
   */
  record Problem(String sentence, String asText) {
    String whole() {
      return asText.isEmpty() ? sentence : sentence.stripTrailing() + separator() + asText;
    }

    private String separator() {
      return sentence.endsWith("\n") ? "\n" : " ";
    }
  }

  ColumnDecision {
    reasons = List.copyOf(reasons);
  }

  String column() {
    return rule.column();
  }

  boolean isText() {
    return rule.type() == CellType.TEXT;
  }

  /** Decides one column. */
  static ColumnDecision of(String column, ColumnTally tally, DecimalMark decimal, Wanted wanted) {
    return new Decider(column, tally, decimal, wanted).decide();
  }

  /** What the job file says of a column. */
  enum Wanted {
    ANYTHING,
    TEXT,
    NUMBER
  }

  private record Decider(String column, ColumnTally tally, DecimalMark decimal, Wanted wanted) {
    ColumnDecision decide() {
      if (wanted == Wanted.TEXT) {
        return text();
      }
      if (tally.cells() == 0) {
        return read(CellRule.of(column, CellType.NUMBER, tally.naValues()));
      }
      if (tally.numbers() == tally.cells()) {
        return isCode() ? text(because(tally.zeroFirst().first())) : number();
      }
      if (wanted == Wanted.NUMBER) {
        return unclear(odd("a number", tally.numbers()) + asMissing(), asCategory());
      }
      if (tally.booleans().count() == tally.cells()) {
        return read(CellRule.of(column, CellType.BOOLEAN, tally.naValues()));
      }
      return tally.dates().count() + tally.times().count() == tally.cells() ? time() : mixed();
    }

    private boolean isCode() {
      return wanted == Wanted.ANYTHING
          && !tally.zeroFirst().isEmpty()
          && tally.notDigits().isEmpty()
          && tally.numbers() == tally.finiteNumbers();
    }

    private static String because(String code) {
      return "since \"%s\" begins with a zero".formatted(code);
    }

    private ColumnDecision time() {
      CellType type = tally.times().isEmpty() ? CellType.DATE : CellType.TIMESTAMP;
      return read(CellRule.of(column, type, tally.naValues()));
    }

    private ColumnDecision mixed() {
      boolean unit = tally.units().count() == tally.cells() && tally.units().values().size() == 1;
      if (unit && tally.odd().values().size() > 1) {
        return unclear(unit());
      }
      long bracketed = tally.bracketed().count();
      if (bracketed > 0 && tally.numbers() + bracketed == tally.cells()) {
        return unclear(brackets());
      }
      boolean nearly =
          tally.numbers() >= NEARLY * tally.cells()
              || (tally.numbers() >= NEARLY_BUT_MARKERS * tally.cells()
                  && tally.odd().values().size() <= 2
                  && tally.hasSeveralNumbers());
      if (nearly) {
        return unclear(odd("a number", tally.numbers()) + asMissing(), asCategory());
      }
      long dates = tally.dates().count() + tally.times().count();
      return dates >= NEARLY * tally.cells()
          ? unclear(odd("a date", dates) + asMissing(), asCategory())
          : text();
    }

    private ColumnDecision number() {
      if (!tally.currencies().isEmpty()
          && (tally.currencies().values().size() > 1 || !tally.withoutCurrency().isEmpty())) {
        return unclear(currencies());
      }
      if (!tally.percents().isEmpty() && tally.percents().count() < tally.finiteNumbers()) {
        return unclear(percents());
      }
      DecimalMark.Choice choice = decimal.choose(tally);
      if (choice instanceof DecimalMark.Unclear unclear) {
        return unclear(unclear.sentence(column));
      }
      Marks marks = ((DecimalMark.Clear) choice).marks();
      String currency = tally.currencies().isEmpty() ? "" : tally.currencies().first();
      boolean percent = !tally.percents().isEmpty();
      CellRule rule =
          new CellRule(column, tally.width(), marks, currency, percent, tally.naValues());
      return read(rule);
    }

    private String unit() {
      String name = Selected.quoted(column);
      return "is a number and \"%s\" in every cell, such as \"%s\" (row %d). %s"
          .formatted(
              tally.units().first(),
              tally.odd().first(),
              tally.odd().firstRow() + 1,
              inAQuery(
                  "If it is a number",
                  "double(replace(regexp_extract(%s, '[-+]?[0-9.,]+', 0), ',', ''))"
                      .formatted(name)));
    }

    private String brackets() {
      String name = Selected.quoted(column);
      return "holds \"%s\"%s, as accountants write negative numbers. %s"
          .formatted(
              tally.bracketed().first(),
              row(tally.bracketed()),
              inAQuery(
                  "If it is that",
                  "if(contains(%1$s, '('), -1, 1) * double(regexp_replace(%1$s, '[^-.0-9]', ''))"
                      .formatted(name)));
    }

    /** With the other remedy for a column that is text. */
    private String inAQuery(String condition, String number) {
      return ("%s, add these lines under data, which take commas as marks between thousands:\n"
              + "  types: {%2$s: text}\n"
              + "  query: SELECT * EXCEPT (%3$s), %4$s AS %3$s FROM input\n"
              + "If it is text, the first of them is enough.")
          .formatted(condition, ColumnDecision.yaml(column), Selected.quoted(column), number);
    }

    private String currencies() {
      String signs = quoted(List.copyOf(tally.currencies().values()));
      String others =
          tally.withoutCurrency().isEmpty()
              ? ""
              : " and numbers without a currency, such as \"%s\"%s"
                  .formatted(tally.withoutCurrency().first(), row(tally.withoutCurrency()));
      return "holds amounts in %s%s. %s".formatted(signs, others, inAQuery());
    }

    private String percents() {
      return "holds \"%s\"%s, but not all of its numbers have a percent sign. %s"
          .formatted(tally.percents().first(), row(tally.percents()), inAQuery());
    }

    private String inAQuery() {
      String name = Selected.quoted(column);
      return ("If all of them are in one unit, add these lines under data:\n"
              + "  types: {%s: text}\n"
              + "  query: SELECT * EXCEPT (%s), double(regexp_replace(%s, '[^-+.0-9eE]', '')) AS %s"
              + " FROM input")
          .formatted(ColumnDecision.yaml(column), name, name, name);
    }

    private String odd(String what, long good) {
      long bad = tally.cells() - good;
      return "is nearly %s: %d of %d values %s not: %s."
          .formatted(what, bad, tally.cells(), bad == 1 ? "is" : "are", oddCells(what));
    }

    private String oddCells(String what) {
      // A column of dates has all of them among the odd ones.
      return tally.odd().all().entrySet().stream()
              .filter(cell -> !what.equals("a date") || !TimeText.isTime(cell.getKey()))
              .limit(SHOWN)
              .map(cell -> "\"%s\" (row %d)".formatted(cell.getKey(), cell.getValue().row() + 1))
              .collect(Collectors.joining(", "))
          + (tally.odd().values().size() > SHOWN ? ", …" : "");
    }

    private String asMissing() {
      List<String> values = tally.odd().values().stream().limit(SHOWN).toList();
      return tally.odd().values().size() > SHOWN
          ? " "
          : " If %s a missing value, add under data:\n  na_values: [%s]\n"
              .formatted(
                  values.size() == 1 ? "that means" : "these mean",
                  values.stream().map(ColumnDecision::yamlText).collect(Collectors.joining(", ")));
    }

    private String asCategory() {
      return "If the column is text, add under data:\n  types: {%s: text}"
          .formatted(ColumnDecision.yaml(column));
    }

    private ColumnDecision text(String... reasons) {
      return new ColumnDecision(
          CellRule.text(column, tally.naValues()), tally, List.of(reasons), Optional.empty());
    }

    private ColumnDecision read(CellRule rule) {
      return new ColumnDecision(rule, tally, reasons(rule), Optional.empty());
    }

    private ColumnDecision unclear(String sentence) {
      return unclear(sentence, "");
    }

    private ColumnDecision unclear(String sentence, String asText) {
      return new ColumnDecision(
          CellRule.text(column, List.of()),
          tally,
          List.of(),
          Optional.of(new Problem(sentence, asText)));
    }

    private List<String> reasons(CellRule rule) {
      List<String> reasons = new ArrayList<>();
      if (rule.type().isNumber()) {
        points(rule)
            .or(() -> example().flatMap(cell -> readAs(cell, rule)))
            .ifPresent(reasons::add);
      }
      List<String> markers =
          tally.missing().mostFrequent().stream().filter(marker -> !marker.isEmpty()).toList();
      if (!markers.isEmpty()) {
        long missing = tally.missing().count();
        reasons.add(
            "%d of %d cells %s missing (%s%s)"
                .formatted(
                    missing,
                    tally.rows(),
                    missing == 1 ? "is" : "are",
                    quoted(markers),
                    tally.missing().hasMore() ? ", …" : ""));
      }
      return reasons;
    }

    /** A cell that is not a number as Java writes it. */
    private Optional<String> example() {
      for (Map.Entry<Integer, Sightings> cells : tally.notations().entrySet()) {
        if ((cells.getKey() & Marks.POINT.bit()) == 0) {
          return Optional.of(cells.getValue().first());
        }
      }
      for (Sightings cells : List.of(tally.dressed(), tally.codes())) {
        if (!cells.isEmpty()) {
          return Optional.of(cells.first());
        }
      }
      return Optional.empty();
    }

    /** 1.234 is a decimal for most, and 1234 for some. */
    private Optional<String> points(CellRule rule) {
      boolean doubtful =
          wanted == Wanted.ANYTHING
              && decimal.fixed().isEmpty()
              && !decimal.pointsSeen()
              && rule.marks() == Marks.POINT
              && DecimalMark.mayHavePointsBetweenThousands(tally.notations());
      return doubtful
          ? tally.notations().entrySet().stream()
              .filter(cells -> cells.getKey() != NumberText.ALL)
              .findFirst()
              .flatMap(cells -> readAs(cells.getValue().first(), rule))
              .map(
                  read ->
                      read
                          + ("; if points are between thousands, write types: {%s: decimal_comma}")
                              .formatted(ColumnDecision.yaml(column)))
          : Optional.empty();
    }

    private static Optional<String> readAs(String cell, CellRule rule) {
      return Optional.ofNullable(rule.number(cell))
          .filter(Double::isFinite)
          .map(value -> "\"%s\" is read as %s".formatted(cell.strip(), Decimal.of(value)));
    }

    private static String row(Sightings sightings) {
      return " (row %d)".formatted(sightings.all().values().iterator().next().row() + 1);
    }

    private static String quoted(List<String> values) {
      return values.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
    }
  }

  /** A column's name as a key of YAML. */
  static String yaml(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : yamlText(name);
  }

  static String yamlText(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
