package dev.linesweep.model;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowWeights;
import java.util.Comparator;
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
    int[] sorted =
        IntStream.of(rows)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> matrix.y()[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double all = 0;
    for (int row : sorted) {
      all += weight(row);
    }
    double lower = matrix.y()[firstBeyond((0.5 - ROUNDING) * all, sorted)];
    double upper = matrix.y()[firstBeyond((0.5 + ROUNDING) * all, sorted)];
    return lower == upper ? lower : (lower + upper) / 2;
  }

  /** The first row that makes the sum of the weights up to it larger. */
  private int firstBeyond(double weight, int[] sorted) {
    double sum = 0;
    for (int row : sorted) {
      sum += weight(row);
      if (sum > weight) {
        return row;
      }
    }
    return sorted[sorted.length - 1];
  }

  /** As given, so that sums of whole numbers are exact. */
  private double weight(int row) {
    return matrix.isWeighted() ? matrix.rowWeights()[row] : 1;
  }
}
