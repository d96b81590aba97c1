package dev.linesweep.model;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowWeights;
import java.util.stream.IntStream;

/**
 * Training rows for a closed-form fit, in doubles: the features that change there and the label,
 * each minus its mean and divided by its standard deviation, so that units do not affect the rank.
 * Rows count by their row weights in means and deviations, and in sums over rows if the caller
 * multiplies; a row of weight 0 is left out.
 */
final class Design {
  /** A standard deviation below this share of the mean comes from the rounding of decimals. */
  private static final double CONSTANT = 1e-14;

  private static final double EPSILON = 0x1p-52;

  private final Matrix matrix;
  private final int[] rows;
  private final RowWeights rowWeights;
  private final int[] varying;
  private final double[] mean;
  private final double[] deviation;

  /** Means and standard deviations by feature, then those of the label. */
  private Design(
      Matrix matrix, int[] rows, RowWeights rowWeights, double[] mean, double[] deviation) {
    this.matrix = matrix;
    this.rows = rows;
    this.rowWeights = rowWeights;
    this.mean = mean;
    this.deviation = deviation;
    this.varying =
        IntStream.range(0, matrix.features().size())
            .filter(i -> deviation[i] > CONSTANT * Math.abs(mean[i]))
            .toArray();
  }

  /** The design of these rows of a matrix. */
  static Design of(Matrix matrix, int[] all) {
    int[] rows = matrix.thatCount(all);
    RowWeights rowWeights = RowWeights.of(matrix.rowWeights(), rows);
    int features = matrix.features().size();
    double[] mean = new double[features + 1];
    double[] deviation = new double[features + 1];
    double[] first = new double[features + 1];
    for (int column = 0; column <= features; column++) {
      first[column] = value(matrix, rows[0], column);
    }
    double sum = rowWeights.sum(rows.length);
    for (int i = 0; i < rows.length; i++) {
      for (int column = 0; column <= features; column++) {
        double distance = value(matrix, rows[i], column) - first[column];
        mean[column] += rowWeights.of(i) * distance / sum;
      }
    }
    for (int i = 0; i < rows.length; i++) {
      for (int column = 0; column <= features; column++) {
        double distance = value(matrix, rows[i], column) - first[column] - mean[column];
        deviation[column] += rowWeights.of(i) * (distance * distance) / sum;
      }
    }
    for (int column = 0; column <= features; column++) {
      mean[column] += first[column];
      deviation[column] = StrictMath.sqrt(deviation[column]);
    }
    return new Design(matrix, rows, rowWeights, mean, deviation);
  }

  int rows() {
    return rows.length;
  }

  /** How much a row counts; 1 on average. */
  double weight(int row) {
    return rowWeights.of(row);
  }

  /** The features that change in the training rows. */
  int columns() {
    return varying.length;
  }

  /** The feature behind a column. */
  int feature(int column) {
    return varying[column];
  }

  /**
   * The share of a column's standard deviation that doubles cannot distinguish from 0, for the
   * worst column.
   */
  double resolution() {
    return IntStream.of(varying)
        .mapToDouble(i -> EPSILON * Math.abs(mean[i]) / deviation[i])
        .max()
        .orElse(0);
  }

  double column(int row, int column) {
    int feature = varying[column];
    double value = matrix.x()[rows[row] * matrix.features().size() + feature];
    return (value - mean[feature]) / deviation[feature];
  }

  double label(int row) {
    int last = mean.length - 1;
    return (matrix.y()[rows[row]] - mean[last]) / deviation[last];
  }

  /** Converts coefficients by column and a constant to a model in the units of the data. */
  LinearModel model(double[] coefficients, double constant) {
    int features = matrix.features().size();
    double[] weights = new double[features];
    double bias = mean[features] + deviation[features] * constant;
    for (int i = 0; i < varying.length; i++) {
      int feature = varying[i];
      weights[feature] = coefficients[i] * deviation[features] / deviation[feature];
      bias -= weights[feature] * mean[feature];
    }
    return new LinearModel(weights, bias, matrix.features(), matrix.label());
  }

  private static double value(Matrix matrix, int row, int column) {
    int features = matrix.features().size();
    return column == features ? matrix.y()[row] : matrix.x()[row * features + column];
  }
}
