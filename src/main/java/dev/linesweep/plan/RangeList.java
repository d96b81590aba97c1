package dev.linesweep.plan;

import java.util.Arrays;

/** A list of increasing numbers, kept as ranges. */
final class RangeList {
  private long[] bounds = new long[2];
  private int used;
  private int size;

  void add(long number) {
    size++;
    if (used > 0 && bounds[used - 1] == number) {
      bounds[used - 1]++;
      return;
    }
    if (used == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * used);
    }
    bounds[used++] = number;
    bounds[used++] = number + 1;
  }

  int size() {
    return size;
  }

  /** The ranges so far, as pairs of first and end; the list is empty afterwards. */
  long[] take() {
    long[] ranges = Arrays.copyOf(bounds, used);
    used = 0;
    size = 0;
    return ranges;
  }
}
