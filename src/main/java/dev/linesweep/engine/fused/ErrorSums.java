package dev.linesweep.engine.fused;

import java.util.Arrays;

/**
 * Sums over one part's rows of |r|, r² and 100 |r / label|, a column each; r is the residual. NaN
 * where a column has diverged.
 */
record ErrorSums(double[] absolute, double[] squared, double[] relative) {
  static ErrorSums unknown(int columns) {
    ErrorSums sums =
        new ErrorSums(new double[columns], new double[columns], new double[columns]);
    Arrays.fill(sums.absolute, Double.NaN);
    Arrays.fill(sums.squared, Double.NaN);
    Arrays.fill(sums.relative, Double.NaN);
    return sums;
  }

  void start(int[] columns) {
    for (int column : columns) {
      if (column >= 0) {
        absolute[column] = 0;
        squared[column] = 0;
        relative[column] = 0;
      }
    }
  }

  /** Adds a chunk's residuals, {@code [row][lane]}, row by row. */
  void add(Chunk chunk, float[] residuals, int[] columns) {
    for (int lane = 0; lane < columns.length; lane++) {
      if (columns[lane] >= 0) {
        add(chunk, residuals, lane, columns.length, columns[lane]);
      }
    }
  }

  private void add(Chunk chunk, float[] residuals, int lane, int width, int column) {
    double a = absolute[column];
    double s = squared[column];
    double p = relative[column];
    for (int row = 0, i = lane; row < chunk.rows; row++, i += width) {
      double r = Math.abs((double) residuals[i]);
      a += r;
      s += r * r;
      p += r * chunk.relative[row];
    }
    absolute[column] = a;
    squared[column] = s;
    relative[column] = p;
  }

  boolean isFinite(int column) {
    return Double.isFinite(absolute[column]);
  }
}
