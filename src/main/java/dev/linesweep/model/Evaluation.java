package dev.linesweep.model;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowWeights;
import dev.linesweep.data.Samples;
import dev.linesweep.spec.Loss;
import java.util.function.IntToDoubleFunction;

/**
 * Measures weights on the rows of a part. A prediction is the bias plus weight times feature,
 * feature by feature, in doubles; rows are summed in their order, in doubles, each as often as its
 * row weight says; one of weight 0 is left out, even if its loss is not a number.
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
    RowWeights rowWeights = part.rowWeights();
    if (x.length != (long) y.length * features) {
      throw new IllegalArgumentException(
          "%d weights and a bias do not fit %d rows of %d numbers"
              .formatted(features, y.length, x.length));
    }
    double losses = 0;
    double absolutes = 0;
    double squares = 0;
    for (int row = 0; row < y.length; row++) {
      double counts = rowWeights.of(row);
      if (counts == 0) {
        continue; // Zero times an error that is not finite would not be zero.
      }
      double prediction = weightsThenBias[features];
      for (int column = 0; column < features; column++) {
        prediction += weightsThenBias[column] * x[row * features + column];
      }
      double error = prediction - y[row];
      absolutes += counts * Math.abs(error);
      squares += counts * (error * error);
      losses += counts * loss.of(prediction, y[row]);
    }
    double all = rowWeights.sum(y.length);
    return new PartMetrics(
        loss.unit().inOwnUnits(losses / all, labelScale),
        absolutes / all * labelScale,
        squares / all * labelScale * labelScale);
  }

  /**
   * The metrics of predictions in the label's own units.
   *
   * @param rows of the matrix; predictions are requested by these numbers
   */
  static PartMetrics of(Matrix matrix, int[] rows, IntToDoubleFunction predictions, Loss loss) {
    RowWeights rowWeights = RowWeights.of(matrix.rowWeights(), rows);
    double losses = 0;
    double absolutes = 0;
    double squares = 0;
    for (int i = 0; i < rows.length; i++) {
      double counts = rowWeights.of(i);
      if (counts == 0) {
        continue;
      }
      double label = matrix.y()[rows[i]];
      double prediction = predictions.applyAsDouble(rows[i]);
      absolutes += counts * Math.abs(prediction - label);
      squares += counts * ((prediction - label) * (prediction - label));
      losses += counts * loss.of(prediction, label);
    }
    double all = rowWeights.sum(rows.length);
    return new PartMetrics(losses / all, absolutes / all, squares / all);
  }
}
