package dev.linesweep.spec;

import java.io.Serializable;

/**
 * {@code split}: which rows are held out.
 *
 * @param test the test part's share of the rows, in (0, 1)
 * @param validation the validation part's share, in [0, 1); 0 for none
 */
public record SplitSpec(double test, double validation, By by, long seed) implements Serializable {
  /** How rows are assigned to parts. */
  public enum By {
    /** The last rows are the test part, those before them the validation part. */
    ORDER,
    /** A seeded permutation, then as {@link #ORDER}. */
    RANDOM,
    /** Row i is in the test part where i mod n = n - 1, n = round(1 / test). */
    INTERLEAVED
  }
}
