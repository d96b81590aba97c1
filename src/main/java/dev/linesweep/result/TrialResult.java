package dev.linesweep.result;

import dev.linesweep.model.PartErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Trial;
import dev.linesweep.plan.TrialId;

/**
 * One trial and its result.
 *
 * @param errors the errors; for a stopped trial at its last epoch
 * @param weights by feature, then the bias, in the units that training saw; for a stopped trial at
 *     its last epoch; empty if it diverged or failed
 */
public record TrialResult(
    Trial trial, TrialId id, Ending ending, PartErrors errors, float[] weights, RunFacts facts) {

  /**
   * How the trial ended.
   *
   * @param epoch the first at which a weight or this trial's loss is not finite, or after which it
   *     was stopped; 0 if neither
   * @param error a class and fixed text; empty unless the trial failed
   */
  public record Ending(State state, int epoch, String error) {}

  /** The value of its metric, in its fold. */
  public double value(RankingMetric metric) {
    RankingMetric own = metric.in(trial.trajectory().fold());
    return own.value(errors.of(metric.spec().part()));
  }

  /** The cost of its metric; infinite unless it is complete and its metric finite. */
  public double cost(RankingMetric metric) {
    double cost = metric.costOf(value(metric));
    return state() == State.COMPLETE && Double.isFinite(cost) ? cost : Double.POSITIVE_INFINITY;
  }

  public State state() {
    return ending.state();
  }

  /** The first epoch at which a weight or its loss is not finite; 0 for none. */
  public int divergedEpoch() {
    return state() == State.DIVERGED ? ending.epoch() : 0;
  }

  /** The epoch after which the trial was stopped; 0 if it was not. */
  public int stoppedEpoch() {
    return state() == State.STOPPED ? ending.epoch() : 0;
  }

  public String error() {
    return ending.error();
  }

  public PartMetrics train() {
    return errors.train();
  }

  public PartMetrics validation() {
    return errors.validation();
  }

  public PartMetrics test() {
    return errors.test();
  }
}
