package dev.linesweep.spark.table;

import dev.linesweep.spark.table.ColumnProblem.Converted;
import dev.linesweep.spark.table.ColumnProblem.Remedy;
import dev.linesweep.text.QuotedName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The queries that read a column's numbers despite the text next to them. */
record DressRemedies(String column, ColumnTally tally, DecimalMark decimal) {
  /** A way to read the decimal marks, and the condition under which it is right. */
  record Reading(String condition, String decimals) {}

  /** The ways in which the marks may be meant; none if no query reads all cells. */
  List<Reading> readings() {
    DecimalMark.Choice choice = decimal.chooseOfAll(tally);
    if (choice instanceof DecimalMark.Clear clear) {
      return List.of(new Reading("", String.valueOf(clear.marks().decimal())));
    }
    DecimalMark.Unclear unclear = (DecimalMark.Unclear) choice;
    if (unclear.isAgainstTheJob()) {
      return List.of(new Reading("", String.valueOf(unclear.onlyMark())));
    }
    if (unclear.hasTwoReadings()) {
      String cell = DressClauses.cell(unclear.first(), unclear.firstRow());
      return List.of(
          new Reading("If %s is %s".formatted(cell, unclear.read('.')), "."),
          new Reading("If %s is %s".formatted(cell, unclear.read(',')), ","));
    }
    return hasGroups()
        ? List.of()
        : List.of(new Reading("If both the point and the comma are decimal marks", ".,"));
  }

  private boolean hasGroups() {
    int plain = Marks.POINT.bit() | Marks.COMMA.bit();
    return Stream.concat(
            tally.notations().keySet().stream(), tally.dress().notations().keySet().stream())
        .anyMatch(bits -> (bits & plain) == 0);
  }

  List<Remedy> converted(Reading reading) {
    String sql = NumberSql.of(column, tally.dress(), reading.decimals()).text();
    UnitFactors factors = UnitFactors.of(column, tally.dress());
    if (factors.areNeeded()) {
      String magnitudes = NumberSql.magnitudes(tally.dress());
      String also = magnitudes.isEmpty() ? "" : "if " + magnitudes + ", and ";
      return (clauses().hasPercents() ? List.<UnitFactors.Way>of() : factors.ways())
          .stream()
              .<Remedy>map(way -> new Converted(both(reading, also + way.condition()), way.of(sql)))
              .toList();
    }
    if (!clauses().hasPercents()) {
      return List.of(new Converted(both(reading, alike()), sql));
    }
    String plain = DressClauses.at(tally.dress().withoutPercent());
    char sign = tally.dress().signs().contains('%') ? '%' : '\u066A';
    String hundredths =
        "%s / if(contains(%s, '%s'), 100, 1)".formatted(sql, QuotedName.sql(column), sign);
    return List.of(
        new Converted(both(reading, "if %s is also a percentage".formatted(plain)), sql),
        new Converted(both(reading, "if %s is not a percentage".formatted(plain)), hundredths));
  }

  private String alike() {
    return tally.dress().remarks().isEmpty()
        ? likeUnits()
        : "%s, and %s can be read as %s"
            .formatted(
                likeUnits(),
                DressClauses.names(tally.dress().remarks()),
                tally.dress().remarks().values().size() == 1 ? "a plain number" : "plain numbers");
  }

  private String likeUnits() {
    DressTally dress = tally.dress();
    String magnitudes = NumberSql.magnitudes(dress);
    boolean several =
        clauses().hasCurrencies()
            || dress.units().values().size() > 1
            || !dress.units().isEmpty() && !dress.withoutUnit().isEmpty();
    return !magnitudes.isEmpty()
        ? "if " + magnitudes
        : several ? "if all numbers are in the same unit" : "if the column is a number";
  }

  private static String both(Reading reading, String condition) {
    return reading.condition().isEmpty()
        ? condition.substring(0, 1).toUpperCase(Locale.ROOT) + condition.substring(1)
        : reading.condition() + ", and " + condition;
  }

  private DressClauses clauses() {
    return new DressClauses(tally.dress());
  }
}
