package dev.linesweep.result;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.SettingCosts.Standing;
import dev.linesweep.spec.MetricSpec.Select;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Sorts the settings that have a result, together with their trials.
 *
 * <p>Settings are ordered by {@link Standing}. Settings with a finite cost are ordered by it, then
 * by epochs and id. So are those that were stopped at the same epoch; later epochs come first. The
 * others are ordered by the number of broken repeats, by the mean cost of the other repeats, then
 * by epochs and id. Within a setting the complete trials come first, each kind in the order of the
 * seeds axis and of folds.
 *
 * <p>The leading bits of the cost and the setting's number form one long, so that a million
 * settings sort as primitives; settings with equal leading bits are sorted again, in full.
 */
final class RankOrder {
  private static final int SETTING_BITS = 27;
  private static final long SETTING_MASK = (1L << SETTING_BITS) - 1;

  private final SweepPlan plan;
  private final RankKeys keys;
  private final Repeats repeats;
  private final SettingCosts costs;
  private final int[] order;
  private int size;

  private RankOrder(SweepPlan plan, RankKeys keys, Repeats repeats) {
    this.plan = plan;
    this.keys = keys;
    this.repeats = repeats;
    this.costs = new SettingCosts(keys, repeats);
    this.order = new int[repeats.settings()];
  }

  /** The numbers of the trials, the best first. */
  static int[] of(SweepPlan plan, RankKeys keys) {
    RankOrder order = new RankOrder(plan, keys, Repeats.of(plan));
    for (Standing standing : Standing.values()) {
      switch (standing) {
        case WHOLE, UNFINISHED, BROKEN, LOST -> order.append(s -> order.costs.is(s, standing));
        case STOPPED -> order.appendStopped();
        case UNTRAINED -> {}
      }
    }
    if (plan.spec().metric().select() == Select.ONE_STANDARD_ERROR) {
      order.selectSimplest();
    }
    return order.trials();
  }

  /** Settings that were stopped last come first. */
  private void appendStopped() {
    int[] rungs = plan.brackets().epochs();
    for (int i = rungs.length - 1; i >= 0; i--) {
      int rung = rungs[i];
      append(s -> costs.is(s, Standing.STOPPED) && costs.stoppedEpoch(s) == rung);
    }
  }

  private void append(IntPredicate wanted) {
    long[] packed = packed(wanted);
    Arrays.parallelSort(packed);
    for (int i = 0; i < packed.length; i++) {
      order[size + i] = (int) (packed[i] & SETTING_MASK);
    }
    for (int from = 0, to; from < packed.length; from = to) {
      to = endOfTie(packed, from);
      if (to - from > 1) {
        sortTie(size + from, size + to);
      }
    }
    size += packed.length;
  }

  private long[] packed(IntPredicate wanted) {
    long[] packed = new long[(int) IntStream.range(0, costs.settings()).filter(wanted).count()];
    int next = 0;
    for (int setting = 0; setting < costs.settings(); setting++) {
      if (wanted.test(setting)) {
        packed[next++] = (key(setting) & ~SETTING_MASK) | setting;
      }
    }
    return packed;
  }

  /** Orders settings of one standing; equal ones are tied. */
  private long key(int setting) {
    return switch (costs.standing(setting)) {
      case WHOLE, UNFINISHED, STOPPED -> sortable(costs.cost(setting));
      case BROKEN, LOST, UNTRAINED -> 0;
    };
  }

  /** Maps doubles to signed longs in the same order. */
  private static long sortable(double cost) {
    long bits = Double.doubleToLongBits(cost + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static int endOfTie(long[] packed, int from) {
    int to = from + 1;
    while (to < packed.length && ((packed[to] ^ packed[from]) >>> SETTING_BITS) == 0) {
      to++;
    }
    return to;
  }

  /** Sorts settings whose keys have the same leading bits in full order. */
  private void sortTie(int from, int to) {
    Tied[] tied = new Tied[to - from];
    Arrays.setAll(tied, i -> new Tied(order[from + i]));
    Arrays.sort(tied, Tied.ORDER);
    for (int i = from; i < to; i++) {
      order[i] = tied[i - from].setting;
    }
  }

  /** Computes the identity, which costs a hash, only if everything else is equal. */
  private final class Tied {
    static final Comparator<Tied> ORDER =
        Comparator.<Tied>comparingLong(tied -> tied.key)
            .thenComparingInt(tied -> tied.broken)
            .thenComparingDouble(tied -> tied.rest)
            .thenComparingInt(Tied::epochIndex)
            .thenComparing((a, b) -> Long.compareUnsigned(a.id(), b.id()));

    private final int setting;
    private final long key;

    /**
     * The number of repeats without a finite cost, and the mean cost of the others; 0 if there are
     * no others.
     */
    private final int broken;

    private final double rest;
    private boolean hashed;
    private long id;

    Tied(int setting) {
      this.setting = setting;
      this.key = key(setting);
      boolean finite = Double.isFinite(costs.cost(setting));
      this.broken = finite ? 0 : costs.costs(setting).infinite();
      this.rest = costs.is(setting, Standing.BROKEN) ? costs.costs(setting).finite().mean() : 0;
    }

    private int epochIndex() {
      return repeats.epochIndex(setting);
    }

    private long id() {
      if (!hashed) {
        id = first(setting).id().bits();
        hashed = true;
      }
      return id;
    }
  }

  private Trial first(int setting) {
    return plan.trial(repeats.trial(setting, 0));
  }

  /**
   * Moves the simplest of the settings whose mean is within one standard error of the best mean to
   * the front: the one with the fewest epochs, then the largest l1, the largest l2, the best mean
   * (Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984, 3.4.3;
   * Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 2nd ed., 7.10).
   */
  private void selectSimplest() {
    if (size == 0 || !costs.is(order[0], Standing.WHOLE)) {
      return;
    }
    double most = costs.cost(order[0]) + costs.costs(order[0]).standardError();
    int simplest = 0;
    for (int i = 1; i < size && isWithin(order[i], most); i++) {
      if (SIMPLER.compare(first(order[i]), first(order[simplest])) < 0) {
        simplest = i;
      }
    }
    int chosen = order[simplest];
    System.arraycopy(order, 0, order, 1, simplest);
    order[0] = chosen;
  }

  private boolean isWithin(int setting, double most) {
    return costs.is(setting, Standing.WHOLE) && costs.cost(setting) <= most;
  }

  private static final Comparator<Trial> SIMPLER =
      Comparator.comparingInt(Trial::epochs)
          .thenComparing(trial -> trial.trajectory().l1(), Comparator.reverseOrder())
          .thenComparing(trial -> trial.trajectory().l2(), Comparator.reverseOrder());

  /** The trials of the settings in their order; those without a result are left out. */
  private int[] trials() {
    int[] trials = new int[keys.states().trials() - keys.states().missing()];
    int next = 0;
    for (int i = 0; i < size; i++) {
      next = appendTrials(order[i], true, trials, next);
      next = appendTrials(order[i], false, trials, next);
    }
    return trials;
  }

  private int appendTrials(int setting, boolean complete, int[] trials, int from) {
    TrialStates states = keys.states();
    int next = from;
    for (int repeat = 0; repeat < repeats.count(setting); repeat++) {
      int trial = repeats.trial(setting, repeat);
      if (!states.isMissing(trial) && states.is(trial, State.COMPLETE) == complete) {
        trials[next++] = trial;
      }
    }
    return next;
  }
}
