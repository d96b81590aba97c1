package dev.linesweep.data;

import dev.linesweep.spec.JobException;
import dev.linesweep.text.Decimal;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The samples as collected: every row, in the units of the data. The arrays are not copied and must
 * not be changed.
 *
 * <p>A number that is not finite and a label that never changes are refused; a feature that never
 * changes is allowed.
 *
 * @param x row-major, rows × features
 * @param y the label by row
 * @param rowWeights how much each row counts, at least 0; empty if all count the same
 */
public record Matrix(
    double[] x, double[] y, double[] rowWeights, List<String> features, String label)
    implements Serializable {
  /** Rows that all count the same. */
  public Matrix(double[] x, double[] y, List<String> features, String label) {
    this(x, y, new double[0], features, label);
  }

  public Matrix {
    features = List.copyOf(features);
    requireNames(features, label);
    requireShape(x, y, features.size());
    requireFinite(x, y, features, label);
    requireVaryingLabel(y, label);
    requireWeights(rowWeights, y.length);
  }

  public int rows() {
    return y.length;
  }

  public boolean isWeighted() {
    return rowWeights.length > 0;
  }

  /** Those rows of a part whose weight is not 0 as training sees it. */
  public int[] thatCount(int[] part) {
    RowWeights weights = RowWeights.of(rowWeights, part);
    return weights.isNone()
        ? part
        : IntStream.range(0, part.length)
            .filter(i -> weights.of(i) > 0)
            .map(i -> part[i])
            .toArray();
  }

  private static void requireWeights(double[] weights, int rows) {
    if (weights.length > 0 && weights.length != rows) {
      throw new IllegalArgumentException(
          "there must be %d weights of rows but there are %d".formatted(rows, weights.length));
    }
    for (int row = 0; row < weights.length; row++) {
      if (!(weights[row] >= 0 && weights[row] < Double.POSITIVE_INFINITY)) {
        throw new JobException(
            "data.row_weight: the weight in row %d (the first row is 1) is %s, and must be a finite number of at least 0. "
                    .formatted(row + 1, Decimal.of(weights[row]))
                + "Leave such rows out with a `query`.");
      }
    }
    if (weights.length > 0 && DoubleStream.of(weights).allMatch(weight -> weight == 0)) {
      throw new JobException("data.row_weight: no row has a weight above 0. Name another column.");
    }
  }

  private static void requireNames(List<String> features, String label) {
    if (features.isEmpty()) {
      throw new JobException("data: there must be at least one feature besides the label " + label);
    }
    Set<String> seen = new HashSet<>();
    for (String feature : features) {
      if (!seen.add(feature)) {
        throw new JobException(
            "data: the feature \"" + feature + "\" is listed twice. Name each column once.");
      }
    }
    if (seen.contains(label)) {
      throw new JobException(
          "data: the label \"" + label + "\" is also a feature. Leave it out of the features.");
    }
  }

  private static void requireShape(double[] x, double[] y, int features) {
    if (y.length == 0) {
      throw new JobException("data: there are no rows. Check the path, the query and `missing`.");
    }
    if (x.length != (long) y.length * features) {
      throw new IllegalArgumentException(
          "x must hold rows × features = %d × %d numbers but holds %d"
              .formatted(y.length, features, x.length));
    }
  }

  private static void requireFinite(double[] x, double[] y, List<String> features, String label) {
    int columns = features.size();
    for (int row = 0; row < y.length; row++) {
      for (int column = 0; column < columns; column++) {
        requireFinite(x[row * columns + column], features.get(column), row);
      }
      requireFinite(y[row], label, row);
    }
  }

  private static void requireFinite(double value, String column, int row) {
    if (!Double.isFinite(value)) {
      throw new JobException(
          "data: column \"%s\" is %s in row %d (the first row is 1), and must be a finite number. "
                  .formatted(column, value, row + 1)
              + "Leave such rows out with a `query`, or with `missing: drop` if they are missing.");
    }
  }

  private static void requireVaryingLabel(double[] y, String label) {
    for (double value : y) {
      if (value != y[0]) {
        return;
      }
    }
    throw new JobException(
        "data: the label \"%s\" is %s in %s, so there is nothing to fit. "
                .formatted(
                    label,
                    Decimal.of(y[0]),
                    y.length == 1 ? "the only row" : "all %d rows".formatted(y.length))
            + "Choose another label, or more rows.");
  }
}
