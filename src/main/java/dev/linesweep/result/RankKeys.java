package dev.linesweep.result;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;

/**
 * The keys that rank the trials of a plan, filled block by block: the state of each trial, and the
 * cost of its metric, which is infinite if it diverged, failed or has no finite metric. The cost of
 * a trial that was stopped is that of its last epoch.
 */
final class RankKeys {
  private final SweepPlan plan;
  private final TrialNumbers numbers;
  private final RankingMetric metric;
  private final TrialStates states;
  private final double[] costs;

  RankKeys(SweepPlan plan, TrialNumbers numbers, RankingMetric metric) {
    this.plan = plan;
    this.numbers = numbers;
    this.metric = metric;
    this.states = new TrialStates(Math.toIntExact(plan.trials()));
    this.costs = new double[states.trials()];
  }

  TrialStates states() {
    return states;
  }

  RankingMetric metric() {
    return metric;
  }

  /** Has no meaning if the trial is missing. */
  double cost(int trial) {
    return costs[trial];
  }

  /** The epoch after which a trial was stopped early; 0 if it was not. */
  int stoppedEpoch(int trial) {
    return numbers.stoppedEpoch(trial);
  }

  void add(TrainedBlock block) {
    numbers.forEach(
        block,
        (trial, column, epochIndex) -> {
          boolean stopped = numbers.stoppedEpoch(trial) > 0;
          if (states.add(trial, block, column, epochIndex, stopped)) {
            costs[trial] =
                states.is(trial, State.DIVERGED)
                    ? Double.POSITIVE_INFINITY
                    : cost(in(trial), block.snapshots(), column, epochIndex);
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

  /** The metric of a trial, which may depend on its fold. */
  private RankingMetric in(int trial) {
    return metric.variesByFold() ? metric.in(plan.trial(trial).trajectory().fold()) : metric;
  }

  private static double cost(
      RankingMetric metric, Snapshots snapshots, int column, int epochIndex) {
    double cost = metric.cost(snapshots.metrics(column, epochIndex, metric.spec().part()));
    return Double.isFinite(cost) ? cost : Double.POSITIVE_INFINITY;
  }
}
