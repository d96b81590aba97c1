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

  /**
   * The variance of a part's labels as training sees them: exactly 0 if all rows that count have
   * one label.
   */
  static double of(Samples.Part part) {
    float[] y = part.y();
    RowWeights weights = part.rowWeights();
    if (seesOneLabel(y, weights)) {
      return 0;
    }
    double all = weights.sum(y.length);
    double mean = 0;
    for (int row = 0; row < y.length; row++) {
      mean += (double) weights.of(row) * y[row];
    }
    mean /= all;
    double squares = 0;
    for (int row = 0; row < y.length; row++) {
      squares += weights.of(row) * ((y[row] - mean) * (y[row] - mean));
    }
    return squares / all;
  }

  private static boolean seesOneLabel(float[] y, RowWeights weights) {
    int first = weights.firstThatCounts();
    for (int row = first; row < y.length; row++) {
      if (weights.of(row) > 0 && y[row] != y[first]) {
        return false;
      }
    }
    return y.length > 0;
  }

  public double of(MetricSpec.Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
