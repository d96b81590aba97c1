package dev.linesweep.result;

import dev.linesweep.data.SampleSets;
import dev.linesweep.model.LinearModel;

/**
 * A ranked trial with its model in the units of the data.
 *
 * @param weights empty if it has no model, or the weights were not kept
 * @param bias not a number if it has no model
 */
public record FittedTrial(RankedTrial ranked, double[] weights, double bias) {

  /** A trial that was trained on the samples. */
  public static FittedTrial of(RankedTrial ranked, SampleSets samples) {
    float[] trained = ranked.result().weights();
    if (trained.length == 0) {
      return new FittedTrial(ranked, new double[0], Double.NaN);
    }
    int fold = ranked.result().trial().trajectory().fold();
    LinearModel model = LinearModel.of(trained, samples.of(fold));
    return new FittedTrial(ranked, model.weights(), model.bias());
  }

  public long rank() {
    return ranked.rank();
  }

  public TrialResult result() {
    return ranked.result();
  }
}
