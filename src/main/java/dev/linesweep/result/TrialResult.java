package dev.linesweep.result;

import dev.linesweep.model.PartErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Trial;
import dev.linesweep.plan.TrialId;

/**
 * One trial and what came of it.
 *
 * @param weights by feature, then the bias, in the units that training saw; empty unless complete
 */
public record TrialResult(
    Trial trial, TrialId id, Ending ending, PartErrors errors, float[] weights, RunFacts facts) {

  /**
   * How the trial ended.
   *
   * @param divergedEpoch the first epoch at which a weight or this trial's loss is not finite; 0
   *     for none
   * @param error a class and fixed text; empty unless failed
   */
  public record Ending(State state, int divergedEpoch, String error) {}

  /** The cost of its metric; infinite unless it is complete and its metric finite. */
  public double cost(RankingMetric metric) {
    double cost = metric.cost(errors.of(metric.spec().part()));
    return state() == State.COMPLETE && Double.isFinite(cost) ? cost : Double.POSITIVE_INFINITY;
  }

  public State state() {
    return ending.state();
  }

  public int divergedEpoch() {
    return ending.divergedEpoch();
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
