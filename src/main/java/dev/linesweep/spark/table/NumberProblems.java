package dev.linesweep.spark.table;

import dev.linesweep.spark.table.ColumnProblem.Converted;
import dev.linesweep.spark.table.ColumnProblem.Marked;
import dev.linesweep.spark.table.ColumnProblem.Remedy;
import dev.linesweep.spark.table.ColumnProblem.Typed;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.text.NameList;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says why it is not certain what a column's numbers mean, and what to write to read them. */
record NumberProblems(String column, ColumnTally tally, DecimalMark decimal) {
  private static final int SHOWN = 5;

  private static final String ONE_NOTATION = " Write all numbers in one notation.";

  /** Most cells are numbers (or dates), but some are not. */
  ColumnProblem nearly(String what, long good) {
    long bad = tally.cells() - good;
    List<Remedy> remedies = new ArrayList<>();
    List<String> values = List.copyOf(tally.odd().values());
    boolean unread = !tally.unread().cells().isEmpty();
    boolean booleans = tally.booleans().count() == tally.odd().count();
    if (booleans) {
      String name = QuotedName.sql(column);
      remedies.add(
          new Converted(
              "If true means 1 and false 0",
              "CASE lower(trim(%1$s)) WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE try_cast(%1$s AS double) END"
                  .formatted(name)));
    } else if (!tally.odd().hasMore() && !unread) {
      String condition =
          values.size() == 1 ? "If that means a missing value" : "If these mean missing values";
      remedies.add(new Marked(condition, values));
    }
    remedies.add(ColumnProblem.asText());
    return problem(
        "is not %s in %d of %d values: %s.%s"
            .formatted(
                what,
                bad,
                tally.cells(),
                oddCells(what),
                unread ? " Write these values like the others." : ""),
        remedies);
  }

  private String oddCells(String what) {
    // In a column of dates, the odd cells include the dates.
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
          "holds %s, which is not a number with the decimal mark set in the job file."
              .formatted(DressClauses.cell(unclear.first(), unclear.firstRow())),
          List.of(new Typed("If only this column has another decimal mark", type)));
    }
    if (unclear.hasTwoReadings()) {
      return problem(
          "holds %s, which may be %s or %s."
              .formatted(
                  DressClauses.cell(unclear.first(), unclear.firstRow()),
                  unclear.read('.'),
                  unclear.read(',')),
          List.of(
              new Typed("If it is " + unclear.read('.'), DataSpec.ColumnType.DECIMAL_POINT),
              new Typed("If it is " + unclear.read(','), DataSpec.ColumnType.DECIMAL_COMMA)));
    }
    List<Remedy> remedies = new ArrayList<>();
    unclear.secondAsFirst().map(value -> asFirst(unclear, value)).ifPresent(remedies::add);
    for (DressRemedies.Reading reading : queries().readings()) {
      remedies.add(
          new Converted(
              reading.condition(), NumberSql.of(column, tally.dress(), reading.decimals()).text()));
    }
    remedies.add(ColumnProblem.asText());
    String advice = remedies.size() > 1 ? "" : ONE_NOTATION;
    return problem("holds numbers in %s.%s".formatted(twoNotations(unclear), advice), remedies);
  }

  private static Remedy asFirst(DecimalMark.Unclear unclear, String value) {
    return new Typed(
        "If \"%s\" is %s".formatted(unclear.second().orElseThrow(), value),
        unclear.onlyMark() == ','
            ? DataSpec.ColumnType.DECIMAL_COMMA
            : DataSpec.ColumnType.DECIMAL_POINT);
  }

  private static String twoNotations(DecimalMark.Unclear unclear) {
    return "two notations: %s and %s"
        .formatted(
            DressClauses.cell(unclear.first(), unclear.firstRow()),
            DressClauses.cell(unclear.second().orElse(unclear.first()), unclear.secondRow()));
  }

  /** All numbers may be days and months, such as 24.12. */
  ColumnProblem dayMonths() {
    Sightings days = tally.dayMonths().zeroFirst();
    String name = QuotedName.sql(column);
    return problem(
        "holds %s, which may be a number or a day and a month.".formatted(DressClauses.at(days)),
        List.of(
            new Typed("If they are numbers", DataSpec.ColumnType.NUMBER),
            new Converted(
                "If they are days and months, to be read as the day of the year (1 to 366)",
                "dayofyear(to_date(concat(trim(%s), '.2000'), 'dd.MM.yyyy'))".formatted(name)),
            ColumnProblem.asText()));
  }

  /**
   * The numbers differ in what is written with them: units, currencies, percent signs, brackets.
   */
  ColumnProblem dressed() {
    if (tally.dress().isMixed()) {
      return problem(mixed(), List.of(ColumnProblem.asText()));
    }
    List<DressRemedies.Reading> readings = queries().readings();
    boolean wordsAreRead =
        readings.stream()
            .map(reading -> NumberSql.of(column, tally.dress(), reading.decimals()))
            .anyMatch(sql -> tally.dress().words().values().stream().anyMatch(sql::reads));
    if (wordsAreRead) {
      return nearly("a number", tally.numbers());
    }
    List<Remedy> remedies = new ArrayList<>();
    for (DressRemedies.Reading reading : readings) {
      remedies.addAll(queries().converted(reading));
    }
    boolean onlyRemarks =
        !tally.dress().remarks().isEmpty()
            && tally.dress().dressed().count() == tally.dress().remarks().count();
    if (onlyRemarks && !tally.odd().hasMore()) {
      remedies.add(
          new Marked(
              "If values such as %s mean a missing value"
                  .formatted(DressClauses.names(tally.dress().remarks())),
              List.copyOf(tally.odd().values())));
    }
    remedies.add(ColumnProblem.asText());
    return problem(sentence(readings, remedies.size() > 1), remedies);
  }

  private String mixed() {
    Sightings words = tally.dress().words();
    return "%s%s. Write all numbers in one notation, and leave missing ones empty."
        .formatted(
            String.join(", and ", new DressClauses(tally.dress()).all()),
            words.isEmpty() ? "" : ", and other text: " + DressClauses.names(words));
  }

  private String sentence(List<DressRemedies.Reading> readings, boolean query) {
    StringBuilder sentence =
        new StringBuilder(String.join(", and ", new DressClauses(tally.dress()).all())).append('.');
    if (readings.isEmpty()
        && decimal.chooseOfAll(tally) instanceof DecimalMark.Unclear contradiction) {
      sentence.append(
          " Its numbers are in %s.".formatted(twoNotations(contradiction)) + ONE_NOTATION);
    }
    List<String> missing =
        Stream.concat(
                tally.dress().words().values().stream(),
                tally.missing().mostFrequent().stream().filter(marker -> !marker.isEmpty()))
            .toList();
    if (!readings.isEmpty() && !query) {
      sentence.append(" Write all values in one unit.");
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

  private DressRemedies queries() {
    return new DressRemedies(column, tally, decimal);
  }

  private ColumnProblem problem(String sentence, List<Remedy> remedies) {
    return new ColumnProblem(column, sentence, remedies);
  }
}
