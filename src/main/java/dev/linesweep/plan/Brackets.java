package dev.linesweep.plan;

import dev.linesweep.spec.EarlyTerminate;
import java.io.Serializable;
import java.util.Arrays;

/**
 * When {@code early_terminate} compares settings, and how many of them continue.
 *
 * <p>Rungs are at {@code min_epochs · eta^k} epochs, as long as that is before the last epoch. A
 * bracket begins at a rung, to which its settings train undisturbed; there and at each later rung
 * the best {@code ceil(n / eta)} of its {@code n} settings continue. Halving has one bracket, which
 * begins at the first rung. Hyperband has one for each rung, and one that is never compared; a
 * setting's bracket is drawn by its identity, in proportion to the sizes that Li et al. (JMLR 18,
 * 2018, algorithm 1) give them: {@code ceil((s + 1) / (b + 1) · eta^b)} for the bracket that has
 * {@code b} of all {@code s} rungs. So a search that grows keeps its brackets.
 */
public final class Brackets implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int eta;
  private final int lastEpoch;
  private final int[] rungs;

  /** The end of each bracket's share, by the rung that it begins at, as parts of the last one. */
  private final long[] shares;

  private Brackets(int eta, int lastEpoch, int[] rungs, long[] shares) {
    this.eta = eta;
    this.lastEpoch = lastEpoch;
    this.rungs = rungs;
    this.shares = shares;
  }

  /** The brackets of a rule; without a rung if it stops nothing. */
  public static Brackets of(EarlyTerminate rule, int lastEpoch) {
    int[] rungs = rungs(rule, lastEpoch);
    long[] shares = {1};
    if (rule.type() == EarlyTerminate.Type.HYPERBAND) {
      shares = new long[rungs.length + 1];
      long end = 0;
      long power = 1;
      for (int left = 0; left <= rungs.length; left++) {
        shares[rungs.length - left] = ((rungs.length + 1) * power + left) / (left + 1);
        power *= rule.eta();
      }
      for (int first = 0; first < shares.length; first++) {
        end += shares[first];
        shares[first] = end;
      }
    }
    return new Brackets(rule.eta(), lastEpoch, rungs, shares);
  }

  private static int[] rungs(EarlyTerminate rule, int lastEpoch) {
    int[] rungs = new int[Integer.SIZE];
    int count = 0;
    for (long epoch = rule.minEpochs(); epoch > 0 && epoch < lastEpoch; epoch *= rule.eta()) {
      rungs[count++] = (int) epoch;
    }
    return Arrays.copyOf(rungs, count);
  }

  /** True if nothing is ever stopped. */
  public boolean isNone() {
    return rungs.length == 0;
  }

  /** True if all settings begin at the first rung. */
  public boolean isOne() {
    return shares.length == 1;
  }

  /** The number of rungs. */
  public int count() {
    return rungs.length;
  }

  /** The epochs of the rungs, increasing. */
  public int[] epochs() {
    return rungs.clone();
  }

  /** The epochs of a rung; after the last one, the last epoch. */
  public int epochs(int rung) {
    return rung < rungs.length ? rungs[rung] : lastEpoch;
  }

  /** The rung that the bracket of a setting begins at; {@link #count} if it is never compared. */
  public int first(TrialId setting) {
    if (shares.length == 1) {
      return 0;
    }
    long part = Long.remainderUnsigned(setting.bits(), shares[shares.length - 1]);
    int first = 0;
    while (part >= shares[first]) {
      first++;
    }
    return first;
  }

  /** How many of the settings of a bracket continue after a rung. */
  public int survivors(int settings) {
    return (int) ((settings + (long) eta - 1) / eta);
  }
}
