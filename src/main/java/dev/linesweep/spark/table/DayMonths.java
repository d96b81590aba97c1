package dev.linesweep.spark.table;

import java.io.Serializable;
import java.util.regex.Pattern;

/** Cells such as {@code 05.02}, which may be the fifth of February. */
final class DayMonths implements Serializable {
  /** Fewer different cells prove nothing. */
  private static final int FEWEST = 3;

  private static final Pattern DAY_MONTH =
      Pattern.compile("(0[1-9]|[12][0-9]|3[01])\\.(0[1-9]|1[0-2])");

  private final Sightings zeroFirst = new Sightings(1);
  private final Sightings days = new Sightings(FEWEST);
  private boolean others;

  /** Stops at the first other cell, which in most columns of numbers is the first one. */
  void see(String cell, Sightings.Seen seen) {
    if (others) {
      return;
    }
    String text = NumberText.stripped(cell);
    if (!DAY_MONTH.matcher(text).matches()) {
      others = true;
      return;
    }
    days.see(text, seen);
    if (text.startsWith("0")) {
      zeroFirst.see(text, seen);
    }
  }

  void append(DayMonths later, long row) {
    zeroFirst.append(later.zeroFirst, row);
    others |= later.others;
    days.append(later.days, row);
  }

  /** Whether all numbers may be days and months, and one of them has a zero that numbers lack. */
  boolean may() {
    return !others && !zeroFirst.isEmpty() && days.values().size() >= FEWEST;
  }

  /** The first that begins with a zero. */
  Sightings zeroFirst() {
    return zeroFirst;
  }
}
