package dev.linesweep.data;

import java.io.Serializable;

/**
 * How much each row of a part counts in sums over the part. The mean is 1, so that sums with and
 * without weights are of one size; without weights every row counts as 1.
 *
 * @param values by row; empty without weights
 */
public record RowWeights(float[] values) implements Serializable {
  /** Every row counts the same. */
  public static final RowWeights NONE = new RowWeights(new float[0]);

  /**
   * The weights of some rows of a matrix, divided by their mean.
   *
   * @param all by row of the matrix, at least 0; empty without weights
   * @param rows of the part, of which one has a weight above 0
   */
  public static RowWeights of(double[] all, int[] rows) {
    if (all.length == 0) {
      return NONE;
    }
    double mean = sum(all, rows) / rows.length;
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = (float) (all[rows[i]] / mean);
    }
    return new RowWeights(values);
  }

  static double sum(double[] all, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += all[row];
    }
    return sum;
  }

  public boolean isNone() {
    return values.length == 0;
  }

  /** Whether all rows count the same. */
  public boolean isEven() {
    for (float each : values) {
      if (each != values[0]) {
        return false;
      }
    }
    return true;
  }

  /** The first row of a weight above 0. */
  public int firstThatCounts() {
    int row = 0;
    while (row < values.length && values[row] == 0) {
      row++;
    }
    return row;
  }

  /** How many of the part's rows have a weight above 0. */
  public int countAbove0(int rows) {
    int count = rows;
    for (float each : values) {
      count -= each == 0 ? 1 : 0;
    }
    return count;
  }

  /** The weight of a row of the part, from 0. */
  public float of(int row) {
    return isNone() ? 1 : values[row];
  }

  /** The weights of all rows of the part, summed in row order. */
  public double sum(int rows) {
    if (isNone()) {
      return rows;
    }
    double sum = 0;
    for (float each : values) {
      sum += each;
    }
    return sum;
  }
}
