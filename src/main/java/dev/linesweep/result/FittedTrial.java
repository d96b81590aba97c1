package dev.linesweep.result;

import dev.linesweep.data.Samples;
import dev.linesweep.model.LinearModel;

/**
 * A ranked trial with its model in the units of the data.
 *
 * @param weights empty if it has no model, or they were not kept
 * @param bias not a number if it has no model
 */
public record FittedTrial(RankedTrial ranked, double[] weights, double bias) {

  /** A trial that was trained on the samples. */
  public static FittedTrial of(RankedTrial ranked, Samples samples) {
    float[] trained = ranked.result().weights();
    if (trained.length == 0) {
      return new FittedTrial(ranked, new double[0], Double.NaN);
    }
    LinearModel model = LinearModel.of(trained, samples);
    return new FittedTrial(ranked, model.weights(), model.bias());
  }

  public long rank() {
    return ranked.rank();
  }

  public TrialResult result() {
    return ranked.result();
  }
}
