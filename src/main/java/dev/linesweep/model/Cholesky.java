package dev.linesweep.model;

import java.util.Optional;

/**
 * The lower factor of X'WX, for a diagonal W. Rows are summed in their order, so that the bits are
 * the same everywhere.
 */
record Cholesky(double[][] factor) {

  /**
   * Factorizes; empty if the matrix is singular up to rounding.
   *
   * @param x row-major
   * @param weight by row
   */
  static Optional<Cholesky> of(double[] x, double[] weight, int columns) {
    double[][] normal = new double[columns][columns];
    for (int i = 0; i < weight.length; i++) {
      for (int j = 0; j < columns; j++) {
        double scaled = weight[i] * x[i * columns + j];
        for (int k = 0; k <= j; k++) {
          normal[j][k] += scaled * x[i * columns + k];
        }
      }
    }
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k <= j; k++) {
        double sum = normal[j][k];
        for (int l = 0; l < k; l++) {
          sum -= normal[j][l] * normal[k][l];
        }
        if (j == k && !(sum > 0)) {
          return Optional.empty();
        }
        normal[j][k] = j == k ? StrictMath.sqrt(sum) : sum / normal[k][k];
      }
    }
    return Optional.of(new Cholesky(normal));
  }

  /** The solution of X'WX β = right. */
  double[] solve(double[] right) {
    int columns = right.length;
    double[] solution = right.clone();
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < j; k++) {
        solution[j] -= factor[j][k] * solution[k];
      }
      solution[j] /= factor[j][j];
    }
    for (int j = columns - 1; j >= 0; j--) {
      for (int k = j + 1; k < columns; k++) {
        solution[j] -= factor[k][j] * solution[k];
      }
      solution[j] /= factor[j][j];
    }
    return solution;
  }
}
