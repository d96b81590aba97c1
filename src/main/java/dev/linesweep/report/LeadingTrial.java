package dev.linesweep.report;

import dev.linesweep.data.Samples;
import dev.linesweep.model.LinearModel;
import dev.linesweep.result.TrialResult;
import java.util.Arrays;

/**
 * One of the first trials, at its place, with its weights in the units of the data.
 *
 * @param rank from 1
 * @param weightsThenBias in the units of the data; empty unless complete
 */
public record LeadingTrial(long rank, TrialResult result, double[] weightsThenBias) {

  /** The weights and the bias of a result that was trained on the samples. */
  public static double[] inDataUnits(TrialResult result, Samples samples) {
    if (result.weights().length == 0) {
      return new double[0];
    }
    LinearModel model = LinearModel.of(result.weights(), samples);
    double[] weights = Arrays.copyOf(model.weights(), model.weights().length + 1);
    weights[model.weights().length] = model.bias();
    return weights;
  }
}
