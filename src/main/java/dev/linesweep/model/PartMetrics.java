package dev.linesweep.model;

import java.io.Serializable;

/**
 * Errors over one part of the rows, in the label's own units.
 *
 * @param loss mean training loss, without penalties
 * @param mae mean absolute error
 * @param mse mean squared error
 */
public record PartMetrics(double loss, double mae, double mse) implements Serializable {
  /** The metrics of a part without rows. */
  public static final PartMetrics NONE = new PartMetrics(Double.NaN, Double.NaN, Double.NaN);

  public double rmse() {
    return Math.sqrt(mse);
  }

  /**
   * The coefficient of determination, 1 - mse / variance; NaN if the labels do not vary.
   *
   * @param labelVariance population variance of the label over the same rows
   */
  public double r2(double labelVariance) {
    return labelVariance > 0 ? 1 - mse / labelVariance : Double.NaN;
  }
}
