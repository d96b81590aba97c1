package dev.linesweep.result;

import dev.linesweep.model.RankingMetric;

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

  /** By trial; without a meaning if a trial is missing. */
  long[] metrics() {
    return metrics;
  }

  void add(TrainedBlock block) {
    numbers.forEach(
        block,
        (trial, column, epochIndex) -> {
          if (states.add(trial, block, column, epochIndex)) {
            metrics[trial] =
                states.is(trial, State.COMPLETE)
                    ? key(block.snapshots(), column, epochIndex)
                    : NO_METRIC;
          }
        });
  }

  /** After all blocks with results. */
  void add(BlockOutcome.Failed block) {
    numbers.forEach(
        block.block(),
        trial -> {
          if (states.isMissing(trial)) {
            states.fail(trial);
            metrics[trial] = NO_METRIC;
          }
        });
  }

  private long key(Snapshots snapshots, int column, int epochIndex) {
    return sortable(metric.cost(snapshots.metrics(column, epochIndex, metric.spec().part())));
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
