package dev.linesweep.spark.table;

import dev.linesweep.spark.table.ColumnProblem.Converted;
import dev.linesweep.spark.table.ColumnProblem.Marked;
import dev.linesweep.spark.table.ColumnProblem.Remedy;
import dev.linesweep.spark.table.ColumnProblem.Typed;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.text.Counted;
import dev.linesweep.text.NameList;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says why a column's numbers cannot be read for certain, and what reads them. */
record NumberProblems(String column, ColumnTally tally, DecimalMark decimal) {
  private static final int SHOWN = 5;

  /** A way to read the marks: those before the decimals, and when it is the right one. */
  private record Reading(String condition, String decimals) {}

  /** Most cells are numbers, or dates, and these are not. */
  ColumnProblem nearly(String what, long good) {
    long bad = tally.cells() - good;
    List<Remedy> remedies = new ArrayList<>();
    List<String> values = List.copyOf(tally.odd().values());
    if (!tally.odd().hasMore()) {
      String condition =
          "If %s a missing value".formatted(values.size() == 1 ? "that means" : "these mean");
      remedies.add(new Marked(condition, values));
    }
    remedies.add(ColumnProblem.asText());
    return problem(
        "is nearly %s: %d of %d values %s not: %s."
            .formatted(what, bad, tally.cells(), Counted.word(bad, "is", "are"), oddCells(what)),
        remedies);
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

  /** The decimal mark is not certain. */
  ColumnProblem notation(DecimalMark.Unclear unclear) {
    if (unclear.isAgainstTheJob()) {
      DataSpec.ColumnType type =
          unclear.onlyMark() == ','
              ? DataSpec.ColumnType.DECIMAL_COMMA
              : DataSpec.ColumnType.DECIMAL_POINT;
      return problem(
          "holds %s, which is not a number with the decimal mark that the job file names."
              .formatted(cell(unclear.first(), unclear.firstRow())),
          List.of(new Typed("If only this column has another", type)));
    }
    if (unclear.hasTwoReadings()) {
      return problem(
          "holds %s, which is %s or %s."
              .formatted(
                  cell(unclear.first(), unclear.firstRow()), unclear.read('.'), unclear.read(',')),
          List.of(
              new Typed("If it is " + unclear.read('.'), DataSpec.ColumnType.DECIMAL_POINT),
              new Typed("If it is " + unclear.read(','), DataSpec.ColumnType.DECIMAL_COMMA)));
    }
    List<Remedy> remedies = new ArrayList<>();
    for (Reading reading : readings()) {
      remedies.add(
          new Converted(
              reading.condition(), NumberSql.of(column, tally.dress(), reading.decimals()).text()));
    }
    remedies.add(ColumnProblem.asText());
    String advice = remedies.size() > 1 ? "" : " Write them in one.";
    return problem("holds numbers in %s.%s".formatted(twoNotations(unclear), advice), remedies);
  }

  private static String twoNotations(DecimalMark.Unclear unclear) {
    return "two notations: %s and %s"
        .formatted(
            cell(unclear.first(), unclear.firstRow()),
            cell(unclear.second().orElse(unclear.first()), unclear.secondRow()));
  }

  /** The numbers are not all dressed alike: units, currencies, percent signs, brackets. */
  ColumnProblem dressed() {
    if (tally.dress().isMixed()) {
      return problem(mixed(), List.of(ColumnProblem.asText()));
    }
    List<Reading> readings = readings();
    boolean wordsAreRead =
        readings.stream()
            .map(reading -> NumberSql.of(column, tally.dress(), reading.decimals()))
            .anyMatch(sql -> tally.dress().words().values().stream().anyMatch(sql::reads));
    if (wordsAreRead) {
      return nearly("a number", tally.numbers());
    }
    List<Remedy> remedies = new ArrayList<>();
    for (Reading reading : readings) {
      remedies.addAll(converted(reading));
    }
    boolean onlyRemarks =
        !tally.dress().remarks().isEmpty()
            && tally.dress().dressed().count() == tally.dress().remarks().count();
    if (onlyRemarks && !tally.odd().hasMore()) {
      remedies.add(
          new Marked(
              "If %s, and the like mean a missing value".formatted(names(tally.dress().remarks())),
              List.copyOf(tally.odd().values())));
    }
    remedies.add(ColumnProblem.asText());
    return problem(sentence(readings, remedies.size() > 1), remedies);
  }

  private String mixed() {
    Sightings words = tally.dress().words();
    return "%s%s. Write its numbers in one way, and nothing where there is none."
        .formatted(
            String.join(", and ", dresses()),
            words.isEmpty() ? "" : ", and other text: " + names(words));
  }

  private String sentence(List<Reading> readings, boolean query) {
    StringBuilder sentence = new StringBuilder(String.join(", and ", dresses())).append('.');
    if (readings.isEmpty()
        && decimal.chooseOfAll(tally) instanceof DecimalMark.Unclear contradiction) {
      sentence.append(
          " Its numbers are in %s. Write them in one.".formatted(twoNotations(contradiction)));
    }
    List<String> missing =
        Stream.concat(
                tally.dress().words().values().stream(),
                tally.missing().mostFrequent().stream().filter(marker -> !marker.isEmpty()))
            .toList();
    if (!readings.isEmpty() && !query) {
      sentence.append(" Write them in one unit.");
    }
    if (!missing.isEmpty() && query) {
      sentence.append(
          " In the query below, %s%s %s."
              .formatted(
                  NameList.quoted(missing),
                  tally.missing().hasMore() ? ", …" : "",
                  missing.size() == 1 ? "becomes a missing value" : "become missing values"));
    }
    return sentence.toString();
  }

  /** What is unusual of the numbers, each a clause that follows the column's name. */
  private List<String> dresses() {
    DressTally dress = tally.dress();
    List<String> clauses = new ArrayList<>();
    if (hasCurrencies()) {
      clauses.add(
          "holds amounts in %s%s"
              .formatted(
                  names(dress.currencies()), without("a currency", dress.withoutCurrency())));
    }
    if (hasPercents()) {
      clauses.add(
          "holds %s, but not all of its numbers have a percent sign"
              .formatted(at(dress.percents())));
    }
    if (!dress.units().isEmpty()) {
      boolean all = dress.units().values().size() == 1 && dress.withoutUnit().isEmpty();
      clauses.add(
          all && dress.words().isEmpty()
              ? "is a number and %s in every cell, such as %s"
                  .formatted(names(dress.units()), at(dress.dressed()))
              : "holds numbers with %s, such as %s%s"
                  .formatted(
                      names(dress.units()),
                      at(dress.dressed()),
                      without("a unit", dress.withoutUnit())));
    }
    if (!dress.before().isEmpty()) {
      clauses.add(
          "holds numbers with %s before them, such as %s"
              .formatted(names(dress.before()), at(dress.marked())));
    }
    if (!dress.brackets().isEmpty()) {
      clauses.add(
          "holds %s, as accountants write negative numbers".formatted(at(dress.brackets())));
    }
    if (!dress.minusBehind().isEmpty()) {
      clauses.add("holds %s, with the minus behind it".formatted(at(dress.minusBehind())));
    }
    if (!dress.minusApart().isEmpty()) {
      clauses.add("holds %s, with a blank behind the minus".formatted(at(dress.minusApart())));
    }
    if (!dress.remarks().isEmpty()) {
      clauses.add(
          "holds %s, with a sign that is not part of the number".formatted(at(dress.remarks())));
    }
    if (!dress.invisible().isEmpty()) {
      clauses.add("holds %s, with an invisible character".formatted(at(dress.invisible())));
    }
    return clauses;
  }

  private boolean hasCurrencies() {
    DressTally dress = tally.dress();
    return !dress.currencies().isEmpty()
        && (dress.currencies().values().size() > 1 || !dress.withoutCurrency().isEmpty());
  }

  private boolean hasPercents() {
    return !tally.dress().percents().isEmpty() && !tally.dress().withoutPercent().isEmpty();
  }

  private static String names(Sightings words) {
    return NameList.quoted(words.values().stream().limit(SHOWN).toList())
        + (words.values().size() > SHOWN ? ", …" : "");
  }

  private static String without(String what, Sightings cells) {
    return cells.isEmpty() ? "" : " and numbers without %s, such as %s".formatted(what, at(cells));
  }

  /** The ways in which the marks may be meant; none if no query reads all cells. */
  private List<Reading> readings() {
    DecimalMark.Choice choice = decimal.chooseOfAll(tally);
    if (choice instanceof DecimalMark.Clear clear) {
      return List.of(new Reading("", String.valueOf(clear.marks().decimal())));
    }
    DecimalMark.Unclear unclear = (DecimalMark.Unclear) choice;
    if (unclear.isAgainstTheJob()) {
      return List.of(new Reading("", String.valueOf(unclear.onlyMark())));
    }
    if (unclear.hasTwoReadings()) {
      String cell = cell(unclear.first(), unclear.firstRow());
      return List.of(
          new Reading("If %s is %s".formatted(cell, unclear.read('.')), "."),
          new Reading("If %s is %s".formatted(cell, unclear.read(',')), ","));
    }
    return hasGroups()
        ? List.of()
        : List.of(new Reading("If both a point and a comma stand before decimals", ".,"));
  }

  private boolean hasGroups() {
    int plain = Marks.POINT.bit() | Marks.COMMA.bit();
    return Stream.concat(
            tally.notations().keySet().stream(), tally.dress().notations().keySet().stream())
        .anyMatch(bits -> (bits & plain) == 0);
  }

  private List<Remedy> converted(Reading reading) {
    String sql = NumberSql.of(column, tally.dress(), reading.decimals()).text();
    UnitFactors factors = UnitFactors.of(column, tally.dress());
    if (factors.areNeeded()) {
      String magnitudes = NumberSql.magnitudes(tally.dress());
      String also = magnitudes.isEmpty() ? "" : "if " + magnitudes + ", and ";
      return (hasPercents() ? List.<UnitFactors.Way>of() : factors.ways())
          .stream()
              .<Remedy>map(way -> new Converted(both(reading, also + way.condition()), way.of(sql)))
              .toList();
    }
    if (!hasPercents()) {
      return List.of(new Converted(both(reading, alike()), sql));
    }
    String plain = at(tally.dress().withoutPercent());
    char sign = tally.dress().signs().contains('%') ? '%' : '\u066A';
    String hundredths =
        "%s / if(contains(%s, '%s'), 100, 1)".formatted(sql, QuotedName.sql(column), sign);
    return List.of(
        new Converted(both(reading, "if %s is a number of percent too".formatted(plain)), sql),
        new Converted(both(reading, "if %s is not".formatted(plain)), hundredths));
  }

  private String alike() {
    return tally.dress().remarks().isEmpty()
        ? likeUnits()
        : "%s, and if %s counts as the number in it"
            .formatted(likeUnits(), names(tally.dress().remarks()));
  }

  private String likeUnits() {
    DressTally dress = tally.dress();
    String magnitudes = NumberSql.magnitudes(dress);
    boolean several =
        hasCurrencies()
            || dress.units().values().size() > 1
            || !dress.units().isEmpty() && !dress.withoutUnit().isEmpty();
    return !magnitudes.isEmpty()
        ? "if " + magnitudes
        : several ? "if all of them are in one unit" : "if it is a number";
  }

  private static String both(Reading reading, String condition) {
    return reading.condition().isEmpty()
        ? condition.substring(0, 1).toUpperCase(Locale.ROOT) + condition.substring(1)
        : reading.condition() + ", and " + condition;
  }

  private ColumnProblem problem(String sentence, List<Remedy> remedies) {
    return new ColumnProblem(column, sentence, remedies);
  }

  private static String at(Sightings cells) {
    return cell(cells.first(), cells.firstRow());
  }

  private static String cell(String text, long row) {
    return "\"%s\" (row %d)".formatted(text, row + 1);
  }
}
