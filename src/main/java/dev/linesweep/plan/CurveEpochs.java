package dev.linesweep.plan;

import java.util.TreeSet;

/** The log-spaced epochs of a learning curve. */
final class CurveEpochs {
  private static final int POINTS = 64;

  private CurveEpochs() {}

  /** The given epochs, and up to 64 log-spaced ones from 1 to the last of them; increasing. */
  static int[] with(int[] epochs) {
    int last = epochs[epochs.length - 1];
    TreeSet<Integer> recorded = new TreeSet<>();
    for (int epoch : epochs) {
      recorded.add(epoch);
    }
    for (int i = 0; i < POINTS; i++) {
      double exponent = i / (POINTS - 1.0);
      recorded.add((int) StrictMath.rint(StrictMath.pow(last, exponent)));
    }
    return recorded.stream().mapToInt(Integer::intValue).toArray();
  }
}
