package dev.linesweep.report;

import dev.linesweep.plan.Trial;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A setting over its seeds.
 *
 * @param example the best of its trials
 * @param values of the metric, by seed; not empty
 * @param incomplete its trials that diverged or failed
 */
public record SeedSpread(Trial example, Map<Long, Double> values, int incomplete) {
  private static final double CONFIDENCE = 0.95;

  /** Differences up to this share of the value are none. */
  private static final double ALIKE = 0.05;

  /** How a setting compares with a better one. */
  public enum Standing {
    /** The difference, with its uncertainty, is within 5 %. */
    ALIKE,
    /** Chance alone could make such a difference, but also a larger one could hide in it. */
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

  /**
   * How another setting of a worse mean stands beside this one: by the 95 % confidence interval of
   * Student's t for the mean of their differences, seed by seed. Errors are compared by their
   * logarithms, so that a seed with a large error does not decide alone; values that are not all
   * positive by their differences, as a share of this mean.
   */
  public Standing standing(SeedSpread other) {
    SummaryStatistics differences = new SummaryStatistics();
    boolean logs = positive(values.values()) && positive(other.values.values());
    double mean = Math.abs(mean());
    values.forEach(
        (seed, own) -> {
          Double theirs = other.values.get(seed);
          if (theirs != null) {
            differences.addValue(logs ? Math.log(theirs / own) : (theirs - own) / mean);
          }
        });
    if (differences.getN() < 2) {
      return Standing.UNCLEAR;
    }
    return standing(Math.abs(differences.getMean()), margin(differences));
  }

  private static Standing standing(double difference, double margin) {
    if (difference + margin <= Math.log1p(ALIKE)) {
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

  private static boolean positive(Collection<Double> values) {
    return values.stream().allMatch(value -> value > 0);
  }

  private static SummaryStatistics statistics(Collection<Double> values) {
    SummaryStatistics statistics = new SummaryStatistics();
    values.forEach(statistics::addValue);
    return statistics;
  }
}
