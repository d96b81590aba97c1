package dev.linesweep.result;

import dev.linesweep.model.RankingMetric;

/**
 * What ranks the trials of a plan, filled block by block: the state of each, and the cost of its
 * metric, infinite unless the trial is complete and its metric finite.
 */
final class RankKeys {
  private final TrialNumbers numbers;
  private final RankingMetric metric;
  private final TrialStates states;
  private final double[] costs;

  RankKeys(TrialNumbers numbers, RankingMetric metric, int trials) {
    this.numbers = numbers;
    this.metric = metric;
    this.states = new TrialStates(trials);
    this.costs = new double[trials];
  }

  TrialStates states() {
    return states;
  }

  RankingMetric metric() {
    return metric;
  }

  /** Without a meaning if the trial is missing. */
  double cost(int trial) {
    return costs[trial];
  }

  void add(TrainedBlock block) {
    numbers.forEach(
        block,
        (trial, column, epochIndex) -> {
          if (states.add(trial, block, column, epochIndex)) {
            costs[trial] =
                states.is(trial, State.COMPLETE)
                    ? cost(block.snapshots(), column, epochIndex)
                    : Double.POSITIVE_INFINITY;
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
            costs[trial] = Double.POSITIVE_INFINITY;
          }
        });
  }

  private double cost(Snapshots snapshots, int column, int epochIndex) {
    double cost = metric.cost(snapshots.metrics(column, epochIndex, metric.spec().part()));
    return Double.isFinite(cost) ? cost : Double.POSITIVE_INFINITY;
  }
}
