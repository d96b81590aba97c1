package dev.linesweep.result;

/**
 * What ranks the trials of a plan, filled block by block: the state of each, and its metric as a
 * number that is the smaller the better.
 */
final class RankKeys {
  /** Behind every finite metric, which a NaN's place in the order of doubles is. */
  private static final long NO_METRIC = Long.MAX_VALUE;

  private final TrialNumbers numbers;
  private final RankingMetric metric;
  private final TrialStates states;
  private final long[] metrics;

  RankKeys(TrialNumbers numbers, RankingMetric metric, int trials) {
    this.numbers = numbers;
    this.metric = metric;
    this.states = new TrialStates(trials);
    this.metrics = new long[trials];
  }

  TrialStates states() {
    return states;
  }

  /** By trial; without a meaning where a trial is missing. */
  long[] metrics() {
    return metrics;
  }

  void add(TrainedBlock block) {
    boolean failed = !block.error().isEmpty();
    numbers.forEach(
        block,
        (trial, column, epochIndex) -> {
          if (failed) {
            fail(trial);
          } else if (epochIndex >= 0) {
            add(trial, block.snapshots(), column, epochIndex);
          }
        });
  }

  private void fail(int trial) {
    if (states.isMissing(trial)) {
      set(trial, State.FAILED, NO_METRIC);
    }
  }

  /** The first result of a trial counts; any is better than a failure. */
  private void add(int trial, Snapshots snapshots, int column, int epochIndex) {
    if (!states.isMissing(trial) && !states.is(trial, State.FAILED)) {
      return;
    }
    if (snapshots.divergedEpoch(column, epochIndex) > 0) {
      set(trial, State.DIVERGED, NO_METRIC);
    } else {
      PartMetrics part = snapshots.metrics(column, epochIndex, metric.spec().part());
      set(trial, State.COMPLETE, sortable(metric.cost(part)));
    }
  }

  private void set(int trial, State state, long key) {
    states.set(trial, state);
    metrics[trial] = key;
  }

  /** The doubles' order as that of signed longs; the best is the smallest. */
  private static long sortable(double cost) {
    if (!Double.isFinite(cost)) {
      return NO_METRIC;
    }
    long bits = Double.doubleToLongBits(cost + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }
}
