package dev.linesweep.model;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowWeights;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The labels of the training rows, which count by their row weights. */
record TrainingLabels(Matrix matrix, int[] rows) {
  /** A share of the weight that is too small to tell from the rounding of sums. */
  private static final double ROUNDING = 1e-9;

  double mean() {
    RowWeights weights = RowWeights.of(matrix.rowWeights(), rows);
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += weights.of(i) * matrix.y()[rows[i]];
    }
    return sum / weights.sum(rows.length);
  }

  /**
   * The label up to which half of the weight lies; halfway to the next one if that is exactly half.
   */
  double median() {
    double[] increasing = IntStream.of(rows).mapToDouble(row -> matrix.y()[row]).toArray();
    Arrays.sort(increasing);
    double scale = scale();
    double all = weightUpTo(increasing[increasing.length - 1], scale);
    double lower = firstBeyond((0.5 - ROUNDING) * all, increasing, scale);
    double upper = firstBeyond((0.5 + ROUNDING) * all, increasing, scale);
    return lower == upper ? lower : (lower + upper) / 2;
  }

  /** The least label up to which there is more weight. */
  private double firstBeyond(double weight, double[] increasing, double scale) {
    int from = 0;
    int to = increasing.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (weightUpTo(increasing[middle], scale) > weight) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return increasing[from];
  }

  /** As given up to a power of two, so that sums of whole numbers are exact. */
  private double weightUpTo(double label, double scale) {
    double sum = 0;
    for (int row : rows) {
      if (matrix.y()[row] <= label) {
        sum += matrix.isWeighted() ? matrix.rowWeights()[row] * scale : 1;
      }
    }
    return sum;
  }

  /** A power of two by which the largest weight is about 1, so that no sum overflows. */
  private double scale() {
    double largest =
        IntStream.of(rows)
            .mapToDouble(row -> matrix.isWeighted() ? matrix.rowWeights()[row] : 1)
            .max()
            .orElse(1);
    return Math.scalb(1.0, -Math.getExponent(largest));
  }
}
