package dev.linesweep.run;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.Samples;
import dev.linesweep.model.LinearModel;
import dev.linesweep.report.page.Prediction;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model's predictions for up to {@value #LIMIT} rows of the data, taken evenly from each part.
 * Wide rows are fewer, so that their features are at most {@value #MOST_NUMBERS} numbers, but at
 * least {@value #LEAST} rows.
 */
final class Predictions {
  static final int LIMIT = 10_000;
  static final int LEAST = 1_000;
  static final int MOST_NUMBERS = 4_000_000;

  private Predictions() {}

  static List<Prediction> of(LinearModel model, Matrix matrix, Samples samples) {
    List<Prediction> predictions = new ArrayList<>();
    double share = Math.min(1, (double) limit(matrix.features().size()) / matrix.rows());
    for (Part part : Part.values()) {
      int[] rows = samples.rowNumbers(part);
      int count = (int) (rows.length * share);
      for (int i = 0; i < count; i++) {
        int row = rows[(int) ((long) i * rows.length / count)];
        predictions.add(prediction(model, matrix, part, row));
      }
    }
    return predictions;
  }

  private static int limit(int features) {
    return Math.max(LEAST, Math.min(LIMIT, MOST_NUMBERS / features));
  }

  private static Prediction prediction(LinearModel model, Matrix matrix, Part part, int row) {
    int features = matrix.features().size();
    double[] values = Arrays.copyOfRange(matrix.x(), row * features, (row + 1) * features);
    double rowWeight = matrix.isWeighted() ? matrix.rowWeights()[row] : 1;
    return new Prediction(
        part, row + 1L, values, matrix.y()[row], model.predict(values), rowWeight);
  }
}
