package dev.linesweep.spark.table;

import dev.linesweep.text.Counted;
import dev.linesweep.text.Decimal;
import dev.linesweep.text.NameList;
import dev.linesweep.text.QuotedName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says how a column is read, if that is not obvious.
 *
 * @param said whether the job file says what the column is
 */
record ReadingReasons(ColumnTally tally, DecimalMark decimal, boolean said) {
  /** What a user should know of the reading; mostly nothing. */
  List<String> of(CellRule rule) {
    List<String> reasons = new ArrayList<>();
    if (rule.type().isNumber()) {
      points(rule).or(() -> example().flatMap(cell -> readAs(cell, rule))).ifPresent(reasons::add);
      if (!tally.beyondDouble().isEmpty()) {
        reasons.add(beyondDouble(tally.beyondDouble().first()));
      }
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
                  Counted.word(missing, "is", "are"),
                  NameList.quoted(markers),
                  tally.missing().hasMore() ? ", …" : ""));
    }
    return reasons;
  }

  private static String beyondDouble(String digits) {
    return "\"%s\" has more digits than double precision holds, and is read as %s"
        .formatted(digits, new BigDecimal(Double.parseDouble(digits)).toPlainString());
  }

  /** A cell that is not a number as Java writes it. */
  private Optional<String> example() {
    if (!tally.dress().wholePrices().isEmpty()) {
      return Optional.of(tally.dress().wholePrices().first());
    }
    for (Map.Entry<Integer, Sightings> cells : tally.notations().entrySet()) {
      if ((cells.getKey() & Marks.POINT.bit()) == 0) {
        return Optional.of(cells.getValue().first());
      }
    }
    for (Sightings cells : List.of(tally.dressed(), tally.dress().otherDigits(), tally.codes())) {
      if (!cells.isEmpty()) {
        return Optional.of(cells.first());
      }
    }
    return Optional.empty();
  }

  /** 1.234 is a decimal for most, and 1234 for some. */
  private Optional<String> points(CellRule rule) {
    boolean doubtful =
        !said
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
                        + ("; if points separate thousands, write types: {%s: decimal_comma}")
                            .formatted(QuotedName.yaml(rule.column())))
        : Optional.empty();
  }

  private static Optional<String> readAs(String cell, CellRule rule) {
    return Optional.ofNullable(rule.number(cell))
        .filter(Double::isFinite)
        .map(value -> "\"%s\" is read as %s".formatted(cell.strip(), Decimal.of(value)));
  }
}
