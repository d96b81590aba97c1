package dev.linesweep.spark.table;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cells that hold a number in a notation that is not read, such as {@code Rp 12}, {@code 12:26} and
 * {@code 3'9"}. Codes are none of them: letters and digits in one word, with hyphens at the most.
 */
final class UnreadNumbers implements Serializable {
  /** Distinct cells of the first rows, by which one sees whether there is a new one in each. */
  private static final int KEPT = 256;

  private static final int LONGEST = 40;
  private static final int FEWEST = 8;

  /** This share of the rows has a cell of its own. */
  private static final double OWN = 0.5;

  /** This share of the cells are such ones, numbers or codes. */
  private static final double ALL = 0.95;

  private static final Pattern DIGIT = Pattern.compile("\\p{N}");
  private static final Pattern CODE =
      Pattern.compile("(?=.*\\p{L})[\\p{L}\\p{Nd}]+([-_][\\p{L}\\p{Nd}]+)*");

  /**
   * One number with decimals that are certain, and without a second minus or bracket next to it.
   */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[^\\p{N}(\\p{Pd}\\x{2212}]*[-+]?[0-9]+([.]([0-9]{1,2}|[0-9]{4,}))?(?![.,'][0-9])[^\\p{N}\\p{Pd}\\x{2212}]*");

  private final Sightings cells = new Sightings(KEPT);
  private final Sightings notPlain = new Sightings(1);
  private long codes;

  void see(String cell, Sightings.Seen seen) {
    String text = NumberText.stripped(cell);
    if (text.length() > LONGEST || !DIGIT.matcher(text).find()) {
      return;
    }
    if (CODE.matcher(text).matches()) {
      codes += seen.count();
      return;
    }
    cells.see(text, seen);
    Matcher plain = PLAIN.matcher(text);
    if (!plain.matches()) {
      notPlain.see(text, seen);
    }
  }

  void append(UnreadNumbers later, long row) {
    cells.append(later.cells, row);
    notPlain.append(later.notPlain, row);
    codes += later.codes;
  }

  Sightings cells() {
    return cells;
  }

  /** Whether the first number in each cell is the only one, and certain. */
  boolean arePlain() {
    return notPlain.isEmpty();
  }

  /**
   * Whether a column is made of them, and nearly each row has one of its own.
   *
   * @param others cells that are numbers
   * @param all cells with a value
   */
  boolean make(long others, long all) {
    boolean most = cells.count() > codes && cells.count() + codes + others >= ALL * all;
    if (cells.count() < FEWEST || !most) {
      return false;
    }
    long last = cells.all().values().stream().mapToLong(Sightings.Seen::row).max().orElse(0);
    return cells.values().size() > OWN * (cells.hasMore() ? last + 1 : cells.count());
  }
}
