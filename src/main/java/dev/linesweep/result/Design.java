package dev.linesweep.result;

import dev.linesweep.data.Samples;

/**
 * Training rows as a closed-form fit wants them: each column centred and divided by its deviation,
 * with a column of ones in front. A column that never changes becomes zeros.
 */
final class Design {
  private final Samples.Part part;
  private final int features;
  private final double[] mean;
  private final double[] deviation;

  /** Means and deviations by feature, then the label's. */
  private Design(Samples.Part part, int features, double[] mean, double[] deviation) {
    this.part = part;
    this.features = features;
    this.mean = mean;
    this.deviation = deviation;
  }

  static Design of(Samples.Part part, int features) {
    double[] mean = new double[features + 1];
    double[] deviation = new double[features + 1];
    Design raw = new Design(part, features, mean, deviation);
    for (int row = 0; row < part.rows(); row++) {
      for (int column = 0; column <= features; column++) {
        mean[column] += raw.value(row, column) / part.rows();
      }
    }
    for (int row = 0; row < part.rows(); row++) {
      for (int column = 0; column <= features; column++) {
        double distance = raw.value(row, column) - mean[column];
        deviation[column] += distance * distance / part.rows();
      }
    }
    for (int column = 0; column <= features; column++) {
      double root = StrictMath.sqrt(deviation[column]);
      boolean varies = root > 1e-7 * Math.abs(mean[column]);
      deviation[column] = varies ? root : 1;
    }
    return raw;
  }

  int rows() {
    return part.rows();
  }

  /** The ones and the features. */
  int columns() {
    return features + 1;
  }

  /** One row: 1, the features, and behind them the label. */
  void row(int row, double[] into) {
    into[0] = 1;
    for (int column = 0; column <= features; column++) {
      into[column + 1] = (value(row, column) - mean[column]) / deviation[column];
    }
  }

  /** Turns coefficients (of the ones, then by feature) into weights then bias for the part. */
  double[] weightsThenBias(double[] coefficients) {
    double labelDeviation = deviation[features];
    double[] weights = new double[features + 1];
    weights[features] = mean[features] + labelDeviation * coefficients[0];
    for (int i = 0; i < features; i++) {
      weights[i] = coefficients[i + 1] * labelDeviation / deviation[i];
      weights[features] -= weights[i] * mean[i];
    }
    return weights;
  }

  private double value(int row, int column) {
    return column == features ? part.y()[row] : part.x()[row * features + column];
  }
}
