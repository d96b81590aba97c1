package dev.linesweep.model;

import dev.linesweep.data.Samples;
import java.io.Serializable;

/**
 * Facts about the training rows that are known before anything is trained.
 *
 * @param deviations standard deviation of each feature in the units of the data; 0 for a feature
 *     that never changes
 * @param curvature of the mean squared error as training sees it; not a number if it is not known
 */
public record TrainingFacts(double[] deviations, Curvature curvature) implements Serializable {

  /** The facts of a sweep whose data is not available. */
  public static TrainingFacts unknown() {
    return new TrainingFacts(new double[0], new Curvature(Double.NaN, Double.NaN));
  }

  public static TrainingFacts of(Samples samples) {
    return new TrainingFacts(deviations(samples), Curvature.of(samples.train()));
  }

  private static double[] deviations(Samples samples) {
    int features = samples.features().size();
    double[] deviations = new double[features];
    for (int feature = 0; feature < features; feature++) {
      deviations[feature] =
          samples.train().moments(feature).deviation()
              * samples.scaling().featureDeviation()[feature];
    }
    return deviations;
  }
}
