package dev.linesweep.result;

import dev.linesweep.model.OverRepeats;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Trial;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A setting's rank and its trials, which differ only in their seeds and folds.
 *
 * @param rank from 1, the best, among settings, not trials
 * @param trials its trials with a result, by rank; at least one
 */
public record RankedSetting(long rank, List<RankedTrial> trials) {
  public RankedSetting {
    trials = List.copyOf(trials);
  }

  public RankedTrial first() {
    return trials.get(0);
  }

  /** The setting that its trials share. */
  public Trial setting() {
    return first().result().trial().setting();
  }

  public long count(State state) {
    return trials.stream().filter(trial -> trial.result().state() == state).count();
  }

  /** The costs of its trials, infinite for one that is not complete. */
  public OverRepeats costs(RankingMetric metric) {
    return new OverRepeats(
        trials.stream().mapToDouble(trial -> trial.result().cost(metric)).toArray());
  }

  /** The metric over its trials that ranks it; not a number if it is not finite. */
  public double value(RankingMetric metric) {
    return metric.valueOfCost(finite(metric.over(costs(metric))));
  }

  /** The mean of a part's error over its trials; not a number if the error of one trial is not. */
  public double mean(Part part, ToDoubleFunction<PartMetrics> error) {
    return new OverRepeats(
            trials.stream()
                .map(trial -> trial.result().errors().of(part))
                .mapToDouble(error)
                .toArray())
        .mean();
  }

  private static double finite(double number) {
    return Double.isFinite(number) ? number : Double.NaN;
  }
}
