package dev.linesweep.result;

import java.io.Serializable;

/**
 * How far predictions are from the labels of one part, in the label's own units; not a number for a
 * part without rows.
 *
 * @param loss mean training loss, without l1 and l2 penalties
 * @param mae mean absolute error
 * @param mse mean squared error
 */
public record PartMetrics(double loss, double mae, double mse) implements Serializable {
  public double rmse() {
    return StrictMath.sqrt(mse);
  }

  /**
   * The share of the labels' variance that the predictions explain.
   *
   * @param labelVariance of the same part, in the label's own units squared
   */
  public double r2(double labelVariance) {
    return labelVariance > 0 ? 1 - mse / labelVariance : Double.NaN;
  }
}
