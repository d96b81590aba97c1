package dev.linesweep.model;

/**
 * Vectors of doubles, summed in the order of their elements, so that their bits are the same
 * anywhere.
 */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double length(double[] vector) {
    return StrictMath.sqrt(dot(vector, vector));
  }

  /** Subtracts {@code factor} times the other vector in place. */
  static void subtract(double[] from, double factor, double[] other) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * other[i];
    }
  }

  /** The residuals y - Xβ, for row-major X. */
  static double[] residuals(double[] x, double[] y, double[] beta) {
    double[] residual = times(x, y.length, beta);
    for (int i = 0; i < y.length; i++) {
      residual[i] = y[i] - residual[i];
    }
    return residual;
  }

  /** The product Xβ, for row-major X. */
  static double[] times(double[] x, int rows, double[] beta) {
    int columns = beta.length;
    double[] product = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        product[i] += x[i * columns + j] * beta[j];
      }
    }
    return product;
  }
}
