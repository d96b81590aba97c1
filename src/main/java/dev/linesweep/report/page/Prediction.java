package dev.linesweep.report.page;

import dev.linesweep.spec.MetricSpec.Part;
import java.util.List;

/**
 * What the best model says of a row of the data.
 *
 * @param row its number among those that were read, from 1
 * @param features in the units of the data
 * @param rowWeight how much the row counts, as in the data; 1 if all count the same
 */
public record Prediction(
    Part part, long row, double[] features, double actual, double predicted, double rowWeight) {

  /** Whether some of the rows count more than others. */
  public static boolean countUnequally(List<Prediction> rows) {
    return rows.stream().anyMatch(row -> row.rowWeight != rows.get(0).rowWeight);
  }
}
