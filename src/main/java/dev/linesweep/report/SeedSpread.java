package dev.linesweep.report;

import dev.linesweep.plan.Trial;
import dev.linesweep.text.Rounded;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A setting over its seeds.
 *
 * @param place by its mean, from 1
 * @param example the best of its trials
 * @param values of the metric, by seed; not empty
 */
public record SeedSpread(int place, Trial example, Map<Long, Double> values) {
  private static final double CONFIDENCE = 0.95;

  /** Differences up to this share of the value are none. */
  private static final double ALIKE = 0.05;

  /** How a setting compares with one of a better mean. */
  public enum Standing {
    /** The difference, with its uncertainty, is within 5 %. */
    ALIKE,
    /** Chance could make such a difference; or the means and most seeds disagree. */
    UNCLEAR,
    /** The difference is larger than chance would have it. */
    WORSE
  }

  public SeedSpread {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  public int seeds() {
    return values.size();
  }

  public double mean() {
    return statistics(values.values()).getMean();
  }

  /** The standard deviation of the sample; 0 of a single seed. */
  public double deviation() {
    return statistics(values.values()).getStandardDeviation();
  }

  /** Its mean and deviation, rounded: {@code 0.0015 ± 0.0012}. */
  public String inWords() {
    return Rounded.of(mean()) + (seeds() > 1 ? " ± " + Rounded.twoDigits(deviation()) : "");
  }

  /**
   * How this setting compares with one of a better mean: by the 95 % confidence interval of
   * Student's t for the mean of the logarithms of the ratios of their errors, seed by seed. So a
   * seed that is hard for both, or one with a large error, does not decide by itself.
   *
   * @param error of a value of the metric, at least 0; if it is 0, nothing can be said
   */
  public Standing standingBeside(SeedSpread better, DoubleUnaryOperator error) {
    SummaryStatistics ratios = new SummaryStatistics();
    values.forEach(
        (seed, own) -> {
          Double theirs = better.values.get(seed);
          if (theirs != null) {
            ratios.addValue(logOfRatio(error.applyAsDouble(own), error.applyAsDouble(theirs)));
          }
        });
    return ratios.getN() < 2 ? Standing.UNCLEAR : standing(ratios.getMean(), margin(ratios));
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

  private static SummaryStatistics statistics(Collection<Double> values) {
    SummaryStatistics statistics = new SummaryStatistics();
    values.forEach(statistics::addValue);
    return statistics;
  }
}
