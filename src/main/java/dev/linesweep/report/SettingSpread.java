package dev.linesweep.report;

import dev.linesweep.model.OverRepeats;
import dev.linesweep.model.PartErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.RankedSetting;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.text.Rounded;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A setting over its repeats.
 *
 * @param rank of settings, from 1
 * @param example the first of its trials
 * @param values of the metric, those of the complete repeats
 * @param lost how many repeats diverged or failed
 * @param errors means over the complete repeats; without meaning if there is none
 */
public record SettingSpread(
    long rank, Trial example, List<Value> values, int lost, PartErrors errors) {
  private static final double CONFIDENCE = 0.95;

  /** Differences up to this share of the value are none. */
  private static final double ALIKE = 0.05;

  /** The metric of a repeat. */
  public record Value(long seed, int fold, double value) {
    private boolean isOfSameRepeat(Value other) {
      return seed == other.seed && fold == other.fold;
    }
  }

  /** How a setting compares with one of a better mean. */
  public enum Standing {
    /** The difference, with its uncertainty, is within 5 %. */
    ALIKE,
    /** Chance could make such a difference; or the means and most repeats disagree. */
    UNCLEAR,
    /** The difference is larger than chance would have it. */
    WORSE
  }

  public SettingSpread {
    values = List.copyOf(values);
  }

  public static SettingSpread of(RankedSetting setting, RankingMetric metric) {
    List<TrialResult> complete =
        setting.trials().stream()
            .map(trial -> trial.result())
            .filter(result -> result.state() == State.COMPLETE)
            .toList();
    return new SettingSpread(
        setting.rank(),
        setting.first().result().trial(),
        complete.stream().map(result -> value(result.trial(), result.value(metric))).toList(),
        (int) (setting.count(State.DIVERGED) + setting.count(State.FAILED)),
        new PartErrors(
            mean(complete, Part.TRAIN),
            mean(complete, Part.VALIDATION),
            mean(complete, Part.TEST)));
  }

  private static Value value(Trial trial, double value) {
    Trajectory trajectory = trial.trajectory();
    return new Value(trajectory.seed(), trajectory.fold(), value);
  }

  private static PartMetrics mean(List<TrialResult> complete, Part part) {
    Stream<PartMetrics> all = complete.stream().map(result -> result.errors().of(part));
    List<PartMetrics> errors = all.toList();
    return new PartMetrics(
        mean(errors.stream().mapToDouble(PartMetrics::loss)),
        mean(errors.stream().mapToDouble(PartMetrics::mae)),
        mean(errors.stream().mapToDouble(PartMetrics::mse)));
  }

  private static double mean(DoubleStream values) {
    return new OverRepeats(values.toArray()).mean();
  }

  /** The complete repeats. */
  public int repeats() {
    return values.size();
  }

  /** The metric as it ranks; not a number if lost or stopped repeats leave it without a value. */
  public double value(RankingMetric metric) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    DoubleStream costs = values.stream().mapToDouble(each -> metric.costOf(each.value));
    DoubleStream infinite = DoubleStream.generate(() -> Double.POSITIVE_INFINITY).limit(lost);
    double cost = metric.over(new OverRepeats(DoubleStream.concat(costs, infinite).toArray()));
    return Double.isFinite(cost) ? metric.valueOfCost(cost) : Double.NaN;
  }

  /** Over the complete repeats. */
  public double mean() {
    return overComplete().mean();
  }

  /** The standard deviation of the complete repeats as a sample; not a number of a single one. */
  public double deviation() {
    return overComplete().deviation();
  }

  private OverRepeats overComplete() {
    return new OverRepeats(values.stream().mapToDouble(Value::value).toArray());
  }

  /** Its metric and deviation, rounded: {@code 0.0015 ± 0.0012}. */
  public String inWords(RankingMetric metric) {
    return Rounded.of(value(metric))
        + (repeats() > 1 ? " ± " + Rounded.twoDigits(deviation()) : "");
  }

  /**
   * How this setting compares with one of a better mean: by the 95 % confidence interval of
   * Student's t for the mean of the logarithms of the ratios of their errors, repeat by repeat. So
   * a repeat that is hard for both, or one with a large error, does not decide by itself.
   *
   * @param error of a value of the metric, at least 0; if it is 0, nothing can be said
   */
  public Standing standingNextTo(SettingSpread better, DoubleUnaryOperator error) {
    SummaryStatistics ratios = new SummaryStatistics();
    for (Value own : values) {
      better
          .ofSameRepeat(own)
          .ifPresent(
              theirs ->
                  ratios.addValue(
                      logOfRatio(
                          error.applyAsDouble(own.value), error.applyAsDouble(theirs.value))));
    }
    return ratios.getN() < 2 ? Standing.UNCLEAR : standing(ratios.getMean(), margin(ratios));
  }

  private Optional<Value> ofSameRepeat(Value other) {
    return values.stream().filter(other::isOfSameRepeat).findFirst();
  }

  private static double logOfRatio(double error, double other) {
    return error == other ? 0 : Math.log(error / other);
  }

  private static Standing standing(double difference, double margin) {
    if (Math.abs(difference) + margin <= Math.log1p(ALIKE)) {
      return Standing.ALIKE;
    }
    return difference > margin ? Standing.WORSE : Standing.UNCLEAR;
  }

  /** Half the width of the confidence interval. */
  private static double margin(SummaryStatistics differences) {
    double quantile =
        new TDistribution(differences.getN() - 1.0)
            .inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    return quantile * differences.getStandardDeviation() / Math.sqrt(differences.getN());
  }
}
