package dev.linesweep.spec;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code split}: which rows are held out. With folds every trajectory is trained once for each
 * fold, on the other training rows, and the fold is its validation part (k-fold cross-validation).
 *
 * @param test the test part's share of the rows, in (0, 1)
 * @param validation the validation part's share, in [0, 1); 0 for none
 * @param usual whether the job leaves {@code by} open, so that the data decides it
 * @param folds at least 2, or 0 for none
 * @param groups the column whose rows of equal values stay together; empty for none
 */
public record SplitSpec(
    double test, double validation, By by, long seed, boolean usual, int folds, String groups)
    implements Serializable {
  /** How rows are assigned to parts. */
  public enum By {
    /**
     * The last rows are the test part, those before them the validation part. With folds each is
     * trained on the rows before it only (forward chaining).
     */
    ORDER,
    /** A seeded permutation, then the same as {@link #ORDER}. */
    RANDOM,
    /** Row i is in the test part where i mod n = n - 1, n = round(1 / test). */
    INTERLEAVED
  }

  /** The default. */
  public static final SplitSpec USUAL = new SplitSpec(0.2, 0.0, By.ORDER, 13, true, 0, "");

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
    BrokenRule.unless(
        folds == 0 || folds >= 2, "split.folds", "must be at least 2 but was " + folds);
    BrokenRule.unless(
        folds == 0 || validation == 0,
        "split.validation",
        "with folds each of them is the validation part in turn; leave it out");
  }

  /** A split that the job states. */
  public SplitSpec(double test, double validation, By by, long seed) {
    this(test, validation, by, seed, false, 0, "");
  }

  /** The same split with this number of folds of its training rows. */
  public SplitSpec inFolds(int count) {
    return new SplitSpec(test, validation, by, seed, usual, count, groups);
  }

  /** The same split that keeps rows with equal values of a column together. */
  public SplitSpec groupedBy(String column) {
    return new SplitSpec(test, validation, by, seed, usual, folds, column);
  }

  public boolean hasFolds() {
    return folds > 0;
  }

  public boolean hasGroups() {
    return !groups.isEmpty();
  }

  /** Whether trials have errors on a validation part. */
  public boolean validates() {
    return validation > 0 || hasFolds();
  }

  /**
   * The split of a job that says nothing about it: a fifth of the rows for the test part, in order
   * for synthetic rows and for a table whose {@code order_by} says that order matters, and at
   * random for any other table, whose rows may be sorted by anything.
   */
  public static SplitSpec usualFor(DataSpec.Source source) {
    return USUAL.resolvedFor(source);
  }

  /** The split with {@code by} decided by the data if the job leaves it open. */
  public SplitSpec resolvedFor(DataSpec.Source source) {
    if (!usual) {
      return this;
    }
    boolean ordered = !(source instanceof DataSpec.Table table) || !table.orderBy().isEmpty();
    By decided = ordered ? By.ORDER : By.RANDOM;
    return new SplitSpec(test, validation, decided, seed, true, folds, groups);
  }

  /** Whether it splits in the same way, whether the job or the data decided it. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SplitSpec that
        && Double.compare(test, that.test) == 0
        && Double.compare(validation, that.validation) == 0
        && by == that.by
        && seed == that.seed
        && folds == that.folds
        && groups.equals(that.groups);
  }

  @Override
  public int hashCode() {
    return Objects.hash(test, validation, by, seed, folds, groups);
  }
}
