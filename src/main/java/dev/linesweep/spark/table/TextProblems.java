package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.text.Counted;
import dev.linesweep.text.QuotedName;
import java.util.Comparator;

/** Says why a column is text and not numbers, and how to read it as numbers if that is meant. */
record TextProblems(String key, ColumnDecision decision, JobLines job) {

  /** Why the column is text. */
  String sentence() {
    String name = decision.column();
    if (decision.rule().type().isNumber()) {
      return "%s: column \"%s\" is text in the query's result, and its values, such as \"%s\", are not plain numbers. Select the column unchanged in the query, or write under data:\n%s"
          .formatted(key, name, firstNumber(), job.converted(name, number()));
    }
    if (!decision.tally().zeroFirst().isEmpty() && decision.tally().odd().isEmpty()) {
      return "%s: column \"%s\" is text, because \"%s\" begins with a zero. If it is a number, add under data:\n%s"
          .formatted(
              key,
              name,
              decision.tally().zeroFirst().first(),
              job.types(name, DataSpec.ColumnType.NUMBER));
    }
    Sightings odd = decision.tally().odd();
    if (odd.isEmpty()) {
      return "%s: column \"%s\" is text, as the job file says.".formatted(key, name);
    }
    return "%s: column \"%s\" is text: row %d holds \"%s\" (%d of %d values %s)."
        .formatted(
            key,
            name,
            odd.firstRow() + 1,
            odd.first(),
            odd.count(),
            decision.tally().cells(),
            Counted.word(odd.count(), "is not a number", "are not numbers"));
  }

  /** Nearly every row has a different number, in a notation that is not read. */
  String unread() {
    String name = decision.column();
    UnreadNumbers unread = decision.tally().unread();
    Sightings cells = unread.cells();
    String sentence =
        "%s: column \"%s\" has a different number in nearly every row, such as \"%s\" (row %d), but in a notation that is not read. Write plain numbers%s"
            .formatted(
                key,
                name,
                cells.first(),
                cells.firstRow() + 1,
                unread.arePlain()
                    ? ". If the number in each cell is its value, add under data:\n"
                    : ", or convert the column in a query.");
    String query =
        unread.arePlain()
            ? job.converted(
                    name,
                    "try_cast(regexp_extract(%s, r'[-+]?[0-9]+([.][0-9]+)?', 0) AS double)"
                        .formatted(QuotedName.sql(name)))
                + "\n"
            : " ";
    return sentence
        + query
        + "If the column is a category, add under data:\n"
        + job.types(name, DataSpec.ColumnType.TEXT);
  }

  /** All of the column's values are numbers, not all of them whole. */
  String numbers() {
    String name = decision.column();
    String remedy =
        job.ofResult()
            ? "For a number, write under data:\n%s\nFor a category, write under data:\n%s"
                .formatted(
                    job.converted(name, number()),
                    job.converted(name, "concat('=', %s)".formatted(QuotedName.sql(name))))
            : "For a number, add under data:\n%s\nFor a category, add under data:\n%s"
                .formatted(
                    job.types(name, DataSpec.ColumnType.NUMBER),
                    job.types(name, DataSpec.ColumnType.TEXT));
    return "%s: column \"%s\" is text, but all of its values are numbers, such as \"%s\". %s"
        .formatted(key, name, firstNumber(), remedy);
  }

  private String number() {
    String decimal = String.valueOf(decision.rule().marks().decimal());
    return NumberSql.of(decision.column(), decision.tally().dress(), decimal).text();
  }

  private String firstNumber() {
    return decision.tally().notations().values().stream()
        .min(Comparator.comparingLong(Sightings::firstRow))
        .map(Sightings::first)
        .orElse("");
  }
}
