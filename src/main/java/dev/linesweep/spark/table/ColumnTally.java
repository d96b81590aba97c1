package dev.linesweep.spark.table;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts of what the cells of one text column look like, taken row by row.
 *
 * <p>Tallies of consecutive parts of a table append to one another: the result does not depend on
 * how the rows were cut. Its size is bounded.
 */
final class ColumnTally implements Serializable {
  private static final int KEPT = 20;

  /** Doubles hold all whole numbers up to this one. */
  static final double EXACT = 1L << 53;

  private final MissingMarkers markers;
  private final TreeSet<String> found = new TreeSet<>();
  private long rows;
  private long cells;
  private final Sightings missing = new Sightings(20);
  private final Sightings odd = new Sightings(KEPT);
  private final Sightings booleans = new Sightings(1);
  private final Sightings dates = new Sightings(1);
  private final Sightings times = new Sightings(1);
  private final Sightings infinite = new Sightings(1);
  private final Sightings zeroFirst = new Sightings(1);
  private final Sightings notDigits = new Sightings(1);
  private final Sightings codes = new Sightings(1);
  private final Sightings beyondDouble = new Sightings(1);
  private final Sightings ungrouped = new Sightings(1);
  private final Sightings dressed = new Sightings(1);
  private final TreeMap<Integer, Sightings> notations = new TreeMap<>();
  private final Sightings values = new Sightings(3);
  private final DressTally dress = new DressTally();
  private final UnreadNumbers unread = new UnreadNumbers();
  private final DayMonths dayMonths = new DayMonths();
  private int dateForms = DateForms.ALL;
  private long numbers;
  private long notWhole;
  private long tooLongForInteger;
  private long tooLongForLong;

  ColumnTally(List<String> naValues) {
    this.markers = MissingMarkers.of(naValues);
  }

  /** Counts the cell of the next row; null is a missing value. */
  void see(@Nullable String cell) {
    see(cell, new Sightings.Seen(1, rows));
  }

  /** Takes a cell that several rows have: none of them was seen, nor a cell that comes later. */
  void see(@Nullable String cell, Sightings.Seen seen) {
    rows += seen.count();
    if (cell == null) {
      return;
    }
    NumberText number = NumberText.of(cell).orElse(null);
    if (isMissing(cell, number)) {
      missing.see(cell.strip(), seen);
      return;
    }
    cells += seen.count();
    if (number != null) {
      see(number, cell, seen);
    } else if (CellRule.infinite(cell) != null) {
      infinite.see(cell, seen);
    } else {
      odd.see(cell, seen);
      seeOther(cell, seen);
    }
  }

  private boolean isMissing(String cell, @Nullable NumberText number) {
    if (markers.texts().isEmpty()) {
      return CellRule.isMissing(cell);
    }
    Optional<String> marker =
        markers.of(cell).or(() -> Optional.ofNullable(number).flatMap(markers::of));
    marker.ifPresent(found::add);
    return marker.isPresent() || CellRule.isMissing(cell);
  }

  private void seeOther(String cell, Sightings.Seen seen) {
    dateForms = DateForms.of(cell, dateForms);
    dress.seeOther(cell, seen);
    unread.see(cell, seen);
    if (CellRule.truth(cell) != null) {
      booleans.see(cell, seen);
    } else if (TimeText.isDate(cell)) {
      dates.see(cell, seen);
    } else if (TimeText.isTime(cell)) {
      times.see(cell, seen);
    }
  }

  private void see(NumberText number, String cell, Sightings.Seen seen) {
    numbers += seen.count();
    dateForms = 0;
    values.see(number.text(), seen);
    notations.computeIfAbsent(number.notations(), key -> new Sightings(1)).see(cell, seen);
    dress.see(number, cell, seen);
    dayMonths.see(cell, seen);
    if (number.percent() || !number.currency().isEmpty()) {
      dressed.see(cell, seen);
    }
    if (!number.isDigits()) {
      notDigits.see(cell, seen);
    } else if (number.beginsWithZero()) {
      zeroFirst.see(cell, seen);
    }
    if (number.isLongWithoutGroups()) {
      ungrouped.see(cell, seen);
    }
    if (number.isLikeACode()) {
      codes.see(cell, seen);
    }
    seeSize(number, seen);
  }

  private void seeSize(NumberText number, Sightings.Seen seen) {
    if (!number.isWhole()) {
      notWhole += seen.count();
      return;
    }
    try {
      long value = Long.parseLong(number.text());
      tooLongForInteger += value == (int) value ? 0 : seen.count();
      if (Math.abs((double) value) >= EXACT
          && BigDecimal.valueOf(value).compareTo(new BigDecimal((double) value)) != 0) {
        beyondDouble.see(number.text(), seen);
      }
    } catch (NumberFormatException tooLong) {
      tooLongForLong += seen.count();
    }
  }

  /** Adds the tally of the rows that follow. */
  void append(ColumnTally later) {
    found.addAll(later.found);
    missing.append(later.missing, rows);
    odd.append(later.odd, rows);
    booleans.append(later.booleans, rows);
    dates.append(later.dates, rows);
    times.append(later.times, rows);
    infinite.append(later.infinite, rows);
    zeroFirst.append(later.zeroFirst, rows);
    notDigits.append(later.notDigits, rows);
    codes.append(later.codes, rows);
    beyondDouble.append(later.beyondDouble, rows);
    ungrouped.append(later.ungrouped, rows);
    dressed.append(later.dressed, rows);
    later.notations.forEach(
        (bits, seen) ->
            notations.computeIfAbsent(bits, key -> new Sightings(1)).append(seen, rows));
    values.append(later.values, rows);
    dress.append(later.dress, rows);
    unread.append(later.unread, rows);
    dayMonths.append(later.dayMonths, rows);
    dateForms &= later.dateForms;
    rows += later.rows;
    cells += later.cells;
    numbers += later.numbers;
    notWhole += later.notWhole;
    tooLongForInteger += later.tooLongForInteger;
    tooLongForLong += later.tooLongForLong;
  }

  /** Markers of missing values that the job file adds. */
  List<String> naValues() {
    return markers.texts();
  }

  MissingMarkers markers() {
    return markers;
  }

  /** Those of them that some cell holds. */
  TreeSet<String> foundMarkers() {
    return found;
  }

  long rows() {
    return rows;
  }

  /** Cells that are neither null nor a marker of a missing value. */
  long cells() {
    return cells;
  }

  /** Infinite ones included. */
  long numbers() {
    return numbers + infinite.count();
  }

  /** How many different numbers there are, up to three. */
  int differentNumbers() {
    return values.values().size();
  }

  long finiteNumbers() {
    return numbers;
  }

  /** Cells with a marker of a missing value; an empty text is one. */
  Sightings missing() {
    return missing;
  }

  /** Cells without a number in any notation. */
  Sightings odd() {
    return odd;
  }

  /** What its numbers are written with. */
  DressTally dress() {
    return dress;
  }

  /** Cells with a number in a notation that is not read. */
  UnreadNumbers unread() {
    return unread;
  }

  /** Numbers that may be days and months. */
  DayMonths dayMonths() {
    return dayMonths;
  }

  Sightings booleans() {
    return booleans;
  }

  Sightings dates() {
    return dates;
  }

  /** Patterns that read all cells as days. */
  List<String> dateForms() {
    return cells == 0 ? List.of() : DateForms.patterns(dateForms);
  }

  /** Dates with a time. */
  Sightings times() {
    return times;
  }

  /** Numbers of only digits that begin with a zero. */
  Sightings zeroFirst() {
    return zeroFirst;
  }

  /** Numbers with a sign, a mark, an exponent or a currency. */
  Sightings notDigits() {
    return notDigits;
  }

  /** Numbers of more than three digits, or with an exponent, and no mark. */
  Sightings withoutGroups() {
    return ungrouped;
  }

  /** Numbers such as 1E5. */
  Sightings codes() {
    return codes;
  }

  /** Whole numbers with more digits than a double holds. */
  Sightings beyondDouble() {
    return beyondDouble;
  }

  /** Numbers with a currency or a percent sign. */
  Sightings dressed() {
    return dressed;
  }

  /** Numbers by the notations that read them, as in {@link NumberText#notations()}. */
  TreeMap<Integer, Sightings> notations() {
    return notations;
  }

  /** The whole numbers' type, or {@link CellType#NUMBER}. */
  CellType width() {
    if (notWhole + tooLongForLong + infinite.count() > 0) {
      return CellType.NUMBER;
    }
    return tooLongForInteger > 0 ? CellType.LONG : CellType.INTEGER;
  }
}
