package dev.linesweep.model;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.spec.Loss;
import java.util.function.IntToDoubleFunction;

/**
 * Measures weights on the rows of a part. A prediction is the bias plus weight times feature,
 * feature by feature, in doubles; rows are summed in their order, in doubles.
 */
public final class Evaluation {
  private Evaluation() {}

  /**
   * The metrics of trained weights.
   *
   * @param weightsThenBias in the units that training sees: features + 1 numbers
   * @param labelScale what a difference of 1 in the part's labels is in the label's own units
   *     ({@link Samples#labelScale()}); 1 for the losses that need the label's own zero
   */
  public static PartMetrics of(
      float[] weightsThenBias, Samples.Part part, Loss loss, double labelScale) {
    double[] weights = new double[weightsThenBias.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weightsThenBias[i];
    }
    return of(weights, part, loss, labelScale);
  }

  /** The metrics of weights in doubles. */
  public static PartMetrics of(
      double[] weightsThenBias, Samples.Part part, Loss loss, double labelScale) {
    int features = weightsThenBias.length - 1;
    float[] x = part.x();
    float[] y = part.y();
    if (x.length != (long) y.length * features) {
      throw new IllegalArgumentException(
          "%d weights and a bias do not fit %d rows of %d numbers"
              .formatted(features, y.length, x.length));
    }
    double losses = 0;
    double absolutes = 0;
    double squares = 0;
    for (int row = 0; row < y.length; row++) {
      double prediction = weightsThenBias[features];
      for (int column = 0; column < features; column++) {
        prediction += weightsThenBias[column] * x[row * features + column];
      }
      double error = prediction - y[row];
      absolutes += Math.abs(error);
      squares += error * error;
      losses += loss.of(prediction, y[row]);
    }
    return new PartMetrics(
        loss.unit().inOwnUnits(losses / y.length, labelScale),
        absolutes / y.length * labelScale,
        squares / y.length * labelScale * labelScale);
  }

  /**
   * The metrics of predictions in the label's own units.
   *
   * @param rows of the matrix; predictions are requested by these numbers
   */
  static PartMetrics of(Matrix matrix, int[] rows, IntToDoubleFunction predictions, Loss loss) {
    double losses = 0;
    double absolutes = 0;
    double squares = 0;
    for (int row : rows) {
      double label = matrix.y()[row];
      double prediction = predictions.applyAsDouble(row);
      absolutes += Math.abs(prediction - label);
      squares += (prediction - label) * (prediction - label);
      losses += loss.of(prediction, label);
    }
    return new PartMetrics(losses / rows.length, absolutes / rows.length, squares / rows.length);
  }
}
