package dev.linesweep.data;

import dev.linesweep.spec.MetricSpec;

/** The variance of each part's labels about their own mean; see {@link Samples#labelVariance}. */
public record LabelVariances(double train, double validation, double test) {
  public static LabelVariances of(Samples samples) {
    return new LabelVariances(
        samples.labelVariance(MetricSpec.Part.TRAIN),
        samples.labelVariance(MetricSpec.Part.VALIDATION),
        samples.labelVariance(MetricSpec.Part.TEST));
  }

  public double of(MetricSpec.Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
