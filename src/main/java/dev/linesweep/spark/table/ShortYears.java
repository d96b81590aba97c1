package dev.linesweep.spark.table;

import java.io.Serializable;
import java.util.BitSet;
import java.util.Locale;

/**
 * Years of two digits that a column holds, and the century that they are read in: those after 26
 * are of the last century, all others of this one.
 */
final class ShortYears implements Serializable {
  /** The last year that is read in this century; fixed, so that a job means the same next year. */
  static final int NOW = 2026;

  private static final int LAST = NOW % 100;
  private static final int CENTURY = NOW - LAST;
  private static final int HUNDRED = 100;

  /** How many years ahead a plan or a forecast may reach. */
  private static final int AHEAD = 30;

  private final BitSet years = new BitSet(HUNDRED);

  /** Takes a year from 0 to 99. */
  void see(int year) {
    years.set(year);
  }

  void append(ShortYears later) {
    years.or(later.years);
  }

  /** How many different ones there are. */
  int count() {
    return years.cardinality();
  }

  /** Whether some are after 26. */
  boolean reachBack() {
    return years.length() - 1 > LAST;
  }

  /** Whether some are of the last century and some of this one. */
  boolean span() {
    return reachBack() && years.nextSetBit(0) <= LAST;
  }

  /** Whether they may as well be years to come. */
  boolean mayBeAhead() {
    return span() && years.length() - 1 <= LAST + AHEAD;
  }

  /** Whether years to come are likelier, since all of them are then close to one another. */
  boolean areRatherAhead() {
    return mayBeAhead() && years.length() - 1 - years.nextSetBit(0) < AHEAD;
  }

  /** The year in full. */
  static int whole(int year) {
    return CENTURY + year - (year > LAST ? HUNDRED : 0);
  }

  /** Sets dates or times after 2026 back by a century. */
  static String sql(String date) {
    return "if(%s > date'%d-12-31', %s - interval '100' year, %s)".formatted(date, NOW, date, date);
  }

  /** The year in full, in SQL, of text that is its two digits. */
  static String wholeSql(String year) {
    return "concat(if(%s > '%02d', '%d', '%d'), %s)"
        .formatted(year, LAST, CENTURY / HUNDRED - 1, CENTURY / HUNDRED, year);
  }

  static String past() {
    return String.format(
        Locale.ROOT, "years %02d to 99 mean %d to %d", LAST + 1, NOW + 1 - HUNDRED, CENTURY - 1);
  }

  static String ahead() {
    return String.format(
        Locale.ROOT, "years %02d to 99 mean %d to %d", LAST + 1, NOW + 1, CENTURY + HUNDRED - 1);
  }
}
