package dev.linesweep.model;

import dev.linesweep.data.Samples;
import dev.linesweep.spec.ParameterSpec;
import java.util.Arrays;

/**
 * A bound of the largest curvature of the mean squared error over any mini-batch of the training
 * rows. It is the lesser of two: the mean of the largest single-row curvatures 2 w (|x|² + 1), with
 * w the row's weight, since a norm of a mean is at most the mean of the norms; and rows / batch
 * times that of all rows, since the Hessians of the other rows are not negative.
 */
final class BatchCurvature {
  private final double largest;

  /** The sum of the largest single-row curvatures, by the number of rows from 1. */
  private final double[] sums;

  private BatchCurvature(double largest, double[] sums) {
    this.largest = largest;
    this.sums = sums;
  }

  /**
   * Of these rows.
   *
   * @param largest curvature over all of them
   */
  static BatchCurvature of(Samples.Part train, double largest) {
    int rows = train.rows();
    int features = train.x().length / rows;
    double[] increasing = new double[rows];
    for (int row = 0; row < rows; row++) {
      double squares = 1;
      for (int i = row * features; i < (row + 1) * features; i++) {
        squares += (double) train.x()[i] * train.x()[i];
      }
      increasing[row] = 2 * squares * train.rowWeights().of(row);
    }
    Arrays.sort(increasing);
    double[] sums = new double[rows];
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += increasing[rows - 1 - i];
      sums[i] = sum;
    }
    return new BatchCurvature(largest, sums);
  }

  /** The bound over the batches of an epoch, the last of which has the rows that are left. */
  double atMost(int batchSize) {
    int rows = sums.length;
    if (batchSize == ParameterSpec.FULL_BATCH || batchSize >= rows) {
      return largest;
    }
    int least = rows % batchSize == 0 ? batchSize : rows % batchSize;
    return Math.min(sums[least - 1] / least, largest * rows / least);
  }
}
