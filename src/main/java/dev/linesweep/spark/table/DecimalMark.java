package dev.linesweep.spark.table;

import dev.linesweep.text.Decimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides which mark stands before the decimals of a column, from all of its numbers and those of
 * the table's other columns.
 *
 * <p>{@code 1.5} and {@code 1,5} are certain; {@code 1,234} is not: with a point elsewhere in the
 * table it is 1234, with a decimal comma 1.234, and without either it is refused. {@code 1.234} is
 * 1.234, unless the table has decimal commas elsewhere. In a column with whole numbers below 1000
 * it is refused as {@code 1,234} is, if no other column has points.
 *
 * @param fixed the mark that the job file names
 * @param points how many columns have points for certain
 * @param commas how many have decimal commas for certain
 */
record DecimalMark(Optional<Character> fixed, int points, int commas) {
  private static final int POINTS = Marks.with('.');
  private static final int COMMAS = Marks.with(',');

  /** One cell in this many may be a typing error. */
  private static final int SLIPS = 10;

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

    /** Whether the first cell has two readings. */
    boolean hasTwoReadings() {
      return second.isEmpty();
    }

    /** Whether the mark that the job file names reads the first cell not at all. */
    boolean isAgainstTheJob() {
      return second.filter(first::equals).isPresent();
    }

    /** The first cell's number with this decimal mark. */
    String read(char decimal) {
      NumberText number = number();
      Marks marks = simplest(number.notations() & Marks.with(decimal));
      return Decimal.of(number.value(marks));
    }

    /** The number of the second cell with the mark of the first; empty if it has none. */
    Optional<String> secondAsFirst() {
      return second
          .flatMap(NumberText::of)
          .filter(number -> (number.notations() & Marks.with(onlyMark())) != 0)
          .map(
              number ->
                  Decimal.of(number.value(simplest(number.notations() & Marks.with(onlyMark())))));
    }

    /** The only mark that reads the first cell. */
    char onlyMark() {
      return (number().notations() & POINTS) == 0 ? ',' : '.';
    }

    private NumberText number() {
      return NumberText.of(first).orElseThrow();
    }
  }

  /** What the columns of a table show, those that hold only numbers. */
  static DecimalMark of(Optional<Character> fixed, Collection<ColumnTally> columns) {
    int points = 0;
    int commas = 0;
    for (ColumnTally column : columns) {
      if (column.cells() > 0 && column.numbers() == column.cells()) {
        int common = common(column.notations());
        points += (common & POINTS) != 0 && (common & COMMAS) == 0 ? 1 : 0;
        commas += (common & COMMAS) != 0 && (common & POINTS) == 0 ? 1 : 0;
      }
    }
    return new DecimalMark(fixed, points, commas);
  }

  DecimalMark with(char mark) {
    return new DecimalMark(Optional.of(mark), points, commas);
  }

  boolean pointsSeen() {
    return points > 0;
  }

  boolean commasSeen() {
    return commas > 0;
  }

  private static int common(Map<Integer, Sightings> notations) {
    return notations.keySet().stream().reduce(NumberText.ALL, (a, b) -> a & b);
  }

  /** Whether these numbers have points, all of which may stand between thousands. */
  static boolean mayHavePointsBetweenThousands(Map<Integer, Sightings> notations) {
    int common = common(notations);
    return common != NumberText.ALL && (common & Marks.COMMA_POINT.bit()) != 0;
  }

  /** The notation of a column's numbers. */
  Choice choose(ColumnTally tally) {
    return choose(tally, tally.notations());
  }

  /**
   * The notation of a column's numbers, those with units and the like included. Points that may be
   * between thousands have two readings even if there are no whole numbers next to them.
   */
  Choice chooseOfAll(ColumnTally tally) {
    NavigableMap<Integer, Sightings> all = new TreeMap<>(tally.notations());
    tally.dress().notations().forEach(all::putIfAbsent);
    Choice choice = choose(tally, all);
    boolean doubtful =
        choice.equals(new Clear(Marks.POINT))
            && fixed.isEmpty()
            && !pointsSeen()
            && mayHavePointsBetweenThousands(all);
    return doubtful ? twoReadings(all) : choice;
  }

  private Choice choose(ColumnTally tally, NavigableMap<Integer, Sightings> notations) {
    int allowed = fixed.map(Marks::with).orElse(NumberText.ALL);
    int common = common(notations) & allowed;
    if (common == 0) {
      return contradiction(notations, allowed);
    }
    if (isAlone(common)) {
      Optional<Choice> other = otherwise(notations, common);
      if (other.isPresent()) {
        return other.get();
      }
    }
    if ((common & POINTS) == 0 || (common & COMMAS) == 0 || sameEitherWay(common)) {
      return new Clear(simplest(common));
    }
    boolean plainPoint = (common & Marks.POINT.bit()) != 0;
    boolean plainComma = (common & Marks.COMMA.bit()) != 0;
    if (plainPoint && !commasSeen()) {
      return !pointsSeen() && isMixed(tally, notations)
          ? twoReadings(notations)
          : new Clear(Marks.POINT);
    }
    if (plainComma && pointsSeen() != commasSeen()) {
      return new Clear(simplest(common & (pointsSeen() ? POINTS : COMMAS)));
    }
    return twoReadings(notations);
  }

  /**
   * Whether both {@code 561} and {@code 1.313} occur, as in columns with points between thousands.
   */
  private static boolean isMixed(ColumnTally tally, NavigableMap<Integer, Sightings> notations) {
    return notations.containsKey(NumberText.ALL)
        && tally.withoutGroups().isEmpty()
        && mayHavePointsBetweenThousands(notations);
  }

  /** Whether this column has a mark for certain, and all others that have one have the other. */
  private boolean isAlone(int common) {
    boolean comma = (common & POINTS) == 0 && points > 0 && commas == 1;
    boolean point = (common & COMMAS) == 0 && commas > 0 && points == 1;
    return fixed.isEmpty() && (comma || point);
  }

  /** Whether cells with a mark can also be read with the mark of the other columns. */
  private static boolean readsOtherwise(int bits, int common) {
    return (bits & ((common & POINTS) == 0 ? POINTS : COMMAS)) != 0;
  }

  /**
   * The cell that decides the column's mark, and one that the other columns' mark reads too; empty
   * if there is no doubt. There is one if the second has only the other mark and no cell has both,
   * or if the first is one of few, and may be a slip.
   */
  private static Optional<Choice> otherwise(Map<Integer, Sightings> notations, int common) {
    Map<Boolean, List<Map.Entry<Integer, Sightings>>> cells =
        notations.entrySet().stream()
            .filter(entry -> entry.getKey() != NumberText.ALL)
            .collect(Collectors.partitioningBy(entry -> readsOtherwise(entry.getKey(), common)));
    if (cells.values().stream().anyMatch(List::isEmpty)) {
      return Optional.empty();
    }
    List<Map.Entry<Integer, Sightings>> certain = cells.getOrDefault(false, List.of());
    List<Map.Entry<Integer, Sightings>> doubtful = cells.getOrDefault(true, List.of());
    char mark = (common & POINTS) == 0 ? ',' : '.';
    Sightings decides = first(certain);
    Sightings second = first(doubtful);
    boolean otherMark =
        second.first().indexOf(mark) < 0
            && notations.keySet().stream().noneMatch(DecimalMark::hasBoth);
    boolean slip =
        count(certain) * SLIPS <= count(doubtful)
            && !decides.first().strip().matches(".*[.,][0-9]{3}");
    return otherMark || slip ? Optional.of(unclear(decides, second)) : Optional.empty();
  }

  /** Whether cells have a mark between thousands and another before decimals. */
  private static boolean hasBoth(int bits) {
    return bits == Marks.POINT_COMMA.bit() || bits == Marks.COMMA_POINT.bit();
  }

  private static long count(List<Map.Entry<Integer, Sightings>> cells) {
    return cells.stream().mapToLong(entry -> entry.getValue().count()).sum();
  }

  private static Sightings first(List<Map.Entry<Integer, Sightings>> cells) {
    return cells.stream()
        .map(Map.Entry::getValue)
        .min(Comparator.comparingLong(Sightings::firstRow))
        .orElseThrow();
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
