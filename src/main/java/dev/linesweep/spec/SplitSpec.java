package dev.linesweep.spec;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code split}: which rows are held out.
 *
 * @param test the test part's share of the rows, in (0, 1)
 * @param validation the validation part's share, in [0, 1); 0 for none
 * @param usual whether the job leaves {@code by} open, so that the data decides it
 */
public record SplitSpec(double test, double validation, By by, long seed, boolean usual)
    implements Serializable {
  /** How rows are assigned to parts. */
  public enum By {
    /** The last rows are the test part, those before them the validation part. */
    ORDER,
    /** A seeded permutation, then as {@link #ORDER}. */
    RANDOM,
    /** Row i is in the test part where i mod n = n - 1, n = round(1 / test). */
    INTERLEAVED
  }

  public SplitSpec {
    NumberRule.SHARE.require("split.test", test);
    NumberRule.UNIT.require("split.validation", validation);
    BrokenRule.unless(
        test + validation < 1,
        "split",
        "test and validation leave no rows to train on; make their sum < 1");
    BrokenRule.unless(
        by != By.INTERLEAVED || test <= 0.5,
        "split.test",
        "interleaved takes every n-th row; write 0.5 or less");
  }

  /** A split that the job states. */
  public SplitSpec(double test, double validation, By by, long seed) {
    this(test, validation, by, seed, false);
  }

  /**
   * The split of a job that says nothing about it: a fifth of the rows for the test part, in order
   * for synthetic rows and for a table whose {@code order_by} says that order matters, and at
   * random for any other table, whose rows may be sorted by anything.
   */
  public static SplitSpec usualFor(DataSpec.Source source) {
    return new SplitSpec(0.2, 0.0, By.ORDER, 13, true).resolvedFor(source);
  }

  /** With {@code by} decided by the data if the job leaves it open. */
  SplitSpec resolvedFor(DataSpec.Source source) {
    if (!usual) {
      return this;
    }
    boolean ordered = !(source instanceof DataSpec.Table table) || !table.orderBy().isEmpty();
    return new SplitSpec(test, validation, ordered ? By.ORDER : By.RANDOM, seed, true);
  }

  /** Whether it splits the same way; who decided that does not matter. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SplitSpec that
        && Double.compare(test, that.test) == 0
        && Double.compare(validation, that.validation) == 0
        && by == that.by
        && seed == that.seed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(test, validation, by, seed);
  }
}
