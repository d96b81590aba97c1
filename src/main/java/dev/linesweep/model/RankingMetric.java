package dev.linesweep.model;

import dev.linesweep.data.Samples;
import dev.linesweep.spec.MetricSpec;
import java.io.Serializable;

/**
 * The number that ranks a trial.
 *
 * @param labelVariance of the metric's part, for R²
 */
public record RankingMetric(MetricSpec spec, double labelVariance) implements Serializable {
  public static RankingMetric of(MetricSpec spec, Samples samples) {
    return new RankingMetric(spec, samples.labelVariance(spec.part()));
  }

  /** The metric's value, from the metrics of its part. */
  public double value(PartMetrics part) {
    return switch (spec.measure()) {
      case LOSS -> part.loss();
      case MAE -> part.mae();
      case RMSE -> part.rmse();
      case R2 -> part.r2(labelVariance);
    };
  }

  /** The value, with its sign changed if large is good, so that less is always better. */
  public double cost(PartMetrics part) {
    return costOf(value(part));
  }

  /** The cost of a value. */
  public double costOf(double value) {
    return spec.goal() == MetricSpec.Goal.MINIMIZE ? value : -value;
  }

  /** The error that a value of the metric means: of R² the share that is not explained. */
  public double error(double value) {
    return spec.measure() == MetricSpec.Measure.R2 ? 1 - value : value;
  }

  /** The value behind a {@link #cost}. */
  public double valueOfCost(double cost) {
    return spec.goal() == MetricSpec.Goal.MINIMIZE ? cost : -cost;
  }
}
