package dev.linesweep.result;

import dev.linesweep.plan.SweepPlan;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Sorts the trials that have a result: by metric, then epochs, then id.
 *
 * <p>The leading bits of the metric and the trial's number are one long each, so that a million of
 * them sort as primitives; trials whose leading bits are the same are sorted once more, in full.
 */
final class RankOrder {
  private static final int TRIAL_BITS = 27;
  private static final long TRIAL_MASK = (1L << TRIAL_BITS) - 1;

  private final SweepPlan plan;
  private final long[] metrics;
  private final int epochs;

  private RankOrder(SweepPlan plan, long[] metrics) {
    this.plan = plan;
    this.metrics = metrics;
    this.epochs = plan.epochs().length;
  }

  /** The numbers of the trials, the best first. */
  static int[] of(SweepPlan plan, RankKeys keys) {
    return new RankOrder(plan, keys.metrics()).sort(keys.states());
  }

  private int[] sort(TrialStates states) {
    long[] packed = packed(states);
    Arrays.parallelSort(packed);
    int[] order = new int[packed.length];
    Arrays.setAll(order, i -> (int) (packed[i] & TRIAL_MASK));
    for (int from = 0, to; from < order.length; from = to) {
      to = endOfTie(packed, from);
      if (to - from > 1) {
        sortTie(order, from, to);
      }
    }
    return order;
  }

  private long[] packed(TrialStates states) {
    long[] packed = new long[states.trials() - states.missing()];
    int size = 0;
    for (int trial = 0; trial < states.trials(); trial++) {
      if (!states.isMissing(trial)) {
        packed[size++] = (metrics[trial] & ~TRIAL_MASK) | trial;
      }
    }
    return packed;
  }

  private static int endOfTie(long[] packed, int from) {
    int to = from + 1;
    while (to < packed.length && ((packed[to] ^ packed[from]) >>> TRIAL_BITS) == 0) {
      to++;
    }
    return to;
  }

  /** Metrics whose leading bits are the same, in full order. */
  private void sortTie(int[] order, int from, int to) {
    Tied[] tied = new Tied[to - from];
    Arrays.setAll(tied, i -> new Tied(order[from + i]));
    Arrays.sort(tied, Tied.ORDER);
    for (int i = from; i < to; i++) {
      order[i] = tied[i - from].trial;
    }
  }

  /** Computes its identity, which costs a hash, only if metric and epochs are equal. */
  private final class Tied {
    static final Comparator<Tied> ORDER =
        Comparator.<Tied>comparingLong(Tied::metric)
            .thenComparingInt(Tied::epochIndex)
            .thenComparing((a, b) -> Long.compareUnsigned(a.id(), b.id()));

    private final int trial;
    private boolean hashed;
    private long id;

    Tied(int trial) {
      this.trial = trial;
    }

    private long metric() {
      return metrics[trial];
    }

    private int epochIndex() {
      return trial % epochs;
    }

    private long id() {
      if (!hashed) {
        id = plan.trial(trial).id().bits();
        hashed = true;
      }
      return id;
    }
  }
}
