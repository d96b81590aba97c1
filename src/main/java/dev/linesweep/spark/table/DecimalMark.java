package dev.linesweep.spark.table;

import dev.linesweep.data.Decimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Decides which mark stands before the decimals of a column, from all of its numbers and those of
 * the table's other columns.
 *
 * <p>{@code 1.5} and {@code 1,5} are certain; {@code 1,234} is not: with a point elsewhere in the
 * table it is 1234, with a decimal comma 1.234, and without either it is refused. {@code 1.234} is
 * 1.234, unless the table has decimal commas elsewhere. Beside whole numbers below 1000 it is
 * refused as {@code 1,234} is, if no other column has points.
 *
 * @param fixed the mark that the job file names
 * @param pointsSeen whether some column has points for certain
 * @param commasSeen whether some column has decimal commas for certain
 */
record DecimalMark(Optional<Character> fixed, boolean pointsSeen, boolean commasSeen) {
  private static final int POINTS = Marks.with('.');
  private static final int COMMAS = Marks.with(',');

  /** One notation, or the reason why there is none. */
  sealed interface Choice {}

  record Clear(Marks marks) implements Choice {}

  /**
   * No notation for certain.
   *
   * @param first a cell
   * @param second another that contradicts it; empty if the first has two readings
   */
  record Unclear(String first, long firstRow, Optional<String> second, long secondRow)
      implements Choice {

    String sentence(String column) {
      String key = ColumnDecision.yaml(column);
      return second
          .filter(other -> !other.equals(first))
          .map(
              other ->
                  ("holds numbers in two notations: \"%s\" (row %d) and \"%s\" (row %d). Write"
                          + " them in one, or read the column as text and convert it in a query."
                          + " Add under data:\n  types: {%s: text}")
                      .formatted(first, firstRow + 1, other, secondRow + 1, key))
          .orElseGet(() -> second.isPresent() ? oneReading(key) : twoReadings(key));
    }

    private String oneReading(String key) {
      boolean comma = (NumberText.of(first).orElseThrow().notations() & POINTS) == 0;
      return ("holds \"%s\" (row %d), which is not a number with the decimal mark that the job file"
              + " names. If only this column has another, add under data:\n  types: {%s: %s}")
          .formatted(first, firstRow + 1, key, comma ? "decimal_comma" : "decimal_point");
    }

    private String twoReadings(String key) {
      String cell = NumberText.of(first).map(NumberText::text).orElse(first);
      String withPoint = read(cell, POINTS);
      String withComma = read(cell, COMMAS);
      return ("holds \"%s\" (row %d), which is %s or %s. Say which: add under data\n"
              + "  types: {%s: decimal_point}\nfor %s, or\n  types: {%s: decimal_comma}\nfor %s")
          .formatted(first, firstRow + 1, withPoint, withComma, key, withPoint, key, withComma);
    }

    private static String read(String cell, int among) {
      Marks marks = simplest(NumberText.of(cell).orElseThrow().notations() & among);
      return Decimal.of(NumberText.of(cell).orElseThrow().value(marks));
    }
  }

  /** What the columns of a table show, those that hold only numbers. */
  static DecimalMark of(Optional<Character> fixed, Collection<ColumnTally> columns) {
    boolean points = false;
    boolean commas = false;
    for (ColumnTally column : columns) {
      if (column.cells() > 0 && column.numbers() == column.cells()) {
        int common = common(column.notations());
        points |= (common & POINTS) != 0 && (common & COMMAS) == 0;
        commas |= (common & COMMAS) != 0 && (common & POINTS) == 0;
      }
    }
    return new DecimalMark(fixed, points, commas);
  }

  DecimalMark with(char mark) {
    return new DecimalMark(Optional.of(mark), pointsSeen, commasSeen);
  }

  private static int common(Map<Integer, Sightings> notations) {
    return notations.keySet().stream().reduce(NumberText.ALL, (a, b) -> a & b);
  }

  /** Whether these numbers have points, all of which may stand between thousands. */
  static boolean mayHavePointsBetweenThousands(Map<Integer, Sightings> notations) {
    int common = common(notations);
    return common != NumberText.ALL && (common & Marks.COMMA_POINT.bit()) != 0;
  }

  Choice choose(ColumnTally tally) {
    NavigableMap<Integer, Sightings> notations = tally.notations();
    int allowed = fixed.map(Marks::with).orElse(NumberText.ALL);
    int common = common(notations) & allowed;
    if (common == 0) {
      return contradiction(notations, allowed);
    }
    if ((common & POINTS) == 0 || (common & COMMAS) == 0 || sameEitherWay(common)) {
      return new Clear(simplest(common));
    }
    boolean plainPoint = (common & Marks.POINT.bit()) != 0;
    boolean plainComma = (common & Marks.COMMA.bit()) != 0;
    if (plainPoint && !commasSeen) {
      return !pointsSeen && isMixed(tally) ? twoReadings(notations) : new Clear(Marks.POINT);
    }
    if (plainComma && pointsSeen != commasSeen) {
      return new Clear(simplest(common & (pointsSeen ? POINTS : COMMAS)));
    }
    return twoReadings(notations);
  }

  /** Whether {@code 561} stands beside {@code 1.313}, as where points are between thousands. */
  private static boolean isMixed(ColumnTally tally) {
    return tally.notations().containsKey(NumberText.ALL)
        && tally.withoutGroups().isEmpty()
        && mayHavePointsBetweenThousands(tally.notations());
  }

  /** Only digits, or groups with a blank or an apostrophe between them. */
  private static boolean sameEitherWay(int common) {
    return common == NumberText.ALL
        || (common & (Marks.POINT.bit() | Marks.COMMA.bit())) == 0
            && (common & (Marks.POINT_COMMA.bit() | Marks.COMMA_POINT.bit())) == 0;
  }

  private static Marks simplest(int notations) {
    return Marks.values()[Integer.numberOfTrailingZeros(notations)];
  }

  private static Choice twoReadings(Map<Integer, Sightings> notations) {
    Sightings marked =
        notations.entrySet().stream()
            .filter(entry -> entry.getKey() != NumberText.ALL)
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    return new Unclear(marked.first(), marked.firstRow(), Optional.empty(), 0);
  }

  /** Two cells, or one and the mark that the job names, that no notation reads both. */
  private static Choice contradiction(Map<Integer, Sightings> notations, int allowed) {
    List<Map.Entry<Integer, Sightings>> cells = new ArrayList<>(notations.entrySet());
    cells.sort(Comparator.comparingLong(entry -> entry.getValue().firstRow()));
    for (int i = 0; i < cells.size(); i++) {
      for (int j = i; j < cells.size(); j++) {
        if ((cells.get(i).getKey() & cells.get(j).getKey() & allowed) == 0) {
          return unclear(cells.get(i).getValue(), cells.get(j).getValue());
        }
      }
    }
    return unclear(cells.get(0).getValue(), cells.get(cells.size() - 1).getValue());
  }

  private static Choice unclear(Sightings one, Sightings other) {
    return new Unclear(one.first(), one.firstRow(), Optional.of(other.first()), other.firstRow());
  }
}
