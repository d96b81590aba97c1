package dev.linesweep.model;

import dev.linesweep.data.SampleSets;
import dev.linesweep.data.Samples;
import dev.linesweep.spec.MetricSpec;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The number that ranks a trial.
 *
 * @param labelVariance of the metric's part, for R²
 * @param variancesInFolds the variance in the same part of each fold; empty if there are no folds
 */
public record RankingMetric(MetricSpec spec, double labelVariance, List<Double> variancesInFolds)
    implements Serializable {
  public RankingMetric {
    variancesInFolds = List.copyOf(variancesInFolds);
  }

  public RankingMetric(MetricSpec spec, double labelVariance) {
    this(spec, labelVariance, List.of());
  }

  public static RankingMetric of(MetricSpec spec, Samples samples) {
    return new RankingMetric(spec, samples.labelVariance(spec.part()));
  }

  /** The metric of trials in folds, if there are folds. */
  public static RankingMetric of(MetricSpec spec, SampleSets sets) {
    return new RankingMetric(
        spec,
        sets.all().labelVariance(spec.part()),
        IntStream.rangeClosed(1, sets.folds())
            .mapToObj(fold -> sets.of(fold).labelVariance(spec.part()))
            .toList());
  }

  /** Whether equal errors give different values in different folds. */
  public boolean variesByFold() {
    return spec.measure() == MetricSpec.Measure.R2 && !variancesInFolds.isEmpty();
  }

  /** The metric of trials in a fold, from 1, or of trials on all training rows, 0. */
  public RankingMetric in(int fold) {
    return fold == 0 || variancesInFolds.isEmpty()
        ? this
        : new RankingMetric(spec, variancesInFolds.get(fold - 1));
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

  /** The value, negated if large values are good, so that less is always better. */
  public double cost(PartMetrics part) {
    return costOf(value(part));
  }

  /** The cost of a value. */
  public double costOf(double value) {
    return spec.goal() == MetricSpec.Goal.MINIMIZE ? value : -value;
  }

  /** The cost of a setting, from the costs of its repeats. */
  public double over(OverRepeats costs) {
    return switch (spec.over()) {
      case MEAN -> costs.mean();
      case MEDIAN -> costs.median();
      case WORST -> costs.largest();
    };
  }

  /** The error behind a value of the metric: for R² the share that is not explained. */
  public double error(double value) {
    return spec.measure() == MetricSpec.Measure.R2 ? 1 - value : value;
  }

  /** The value of a {@link #cost}. */
  public double valueOfCost(double cost) {
    return spec.goal() == MetricSpec.Goal.MINIMIZE ? cost : -cost;
  }
}
