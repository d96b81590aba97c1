package dev.linesweep.model;

import dev.linesweep.data.Matrix;
import dev.linesweep.spec.Loss;
import dev.linesweep.text.Counted;
import dev.linesweep.text.NameList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Models in closed form of the training rows, in doubles and in the units of the data.
 *
 * <p>If features depend on each other, the solution is the one whose weights, as of standardized
 * features, have the least norm: features that are equal share their weight. A feature that never
 * changes has weight 0. Rows count by their row weights.
 *
 * @param models by name
 * @param notes sentences about what was left out or is not unique
 */
record ClosedForms(Map<String, LinearModel> models, List<String> notes) {
  private static final int NAMED = 3;

  /**
   * Fits least squares and, for {@code mae}, least absolute deviations.
   *
   * @param rows the training rows
   * @param room whether the driver has room for so many bytes
   * @throws InterruptedException if the thread is interrupted
   */
  static ClosedForms of(
      Matrix matrix, int[] rows, Loss loss, ClosedFormCost cost, LongPredicate room)
      throws InterruptedException {
    Map<String, LinearModel> models = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    Optional<String> noSquares = cost.noLeastSquares(room);
    Optional<String> noAbsolute =
        loss.isOfAbsolutes() ? cost.noLeastAbsolute(room) : Optional.empty();
    noSquares.ifPresent(notes::add);
    if (noSquares.isEmpty()) {
      Design design = Design.of(matrix, rows);
      LeastSquares squares = LeastSquares.of(design);
      models.put(Baselines.OLS, design.model(squares.coefficients(), 0));
      dependence(matrix, design, squares).ifPresent(notes::add);
      if (loss.isOfAbsolutes() && noAbsolute.isEmpty()) {
        models.put(Baselines.LAD, leastAbsolute(design, squares));
      }
    }
    noAbsolute.ifPresent(notes::add);
    return new ClosedForms(models, notes);
  }

  private static Optional<String> dependence(Matrix matrix, Design design, LeastSquares squares) {
    List<String> names =
        squares.dependent().stream()
            .map(column -> matrix.features().get(design.feature(column)))
            .toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%d of %s %s on the others in the training rows (%s), so many weights fit equally well; least squares takes the smallest."
            .formatted(
                names.size(),
                Counted.of(matrix.features().size(), "feature"),
                Counted.word(names.size(), "depends", "depend"),
                NameList.first(names, NAMED)));
  }

  /**
   * The fit in an orthonormal basis of the features, which keeps it well conditioned. A row that is
   * multiplied by its weight has a deviation of that many times the size.
   */
  private static LinearModel leastAbsolute(Design design, LeastSquares squares)
      throws InterruptedException {
    LeastSquares.Leading leading = squares.leading();
    int rank = leading.columns().length;
    int width = rank + 1;
    int rows = design.rows();
    double[] x = new double[rows * width];
    double[] y = new double[rows];
    double[] start = new double[width];
    double scale = StrictMath.sqrt(rows);
    for (int row = 0; row < rows; row++) {
      int at = row * width;
      y[row] = design.label(row);
      for (int j = 0; j < rank; j++) {
        double rest = scale * design.column(row, leading.columns()[j]);
        for (int i = 0; i < j; i++) {
          rest -= leading.triangle()[j * rank + i] * x[at + i];
        }
        x[at + j] = rest / leading.triangle()[j * rank + j];
        start[j] += design.weight(row) * x[at + j] * y[row] / rows;
      }
      x[at + rank] = 1;
      y[row] *= design.weight(row);
      for (int j = 0; j < width; j++) {
        x[at + j] *= design.weight(row);
      }
    }
    double[] weights = IntStream.range(0, rows).mapToDouble(design::weight).toArray();
    double[] fitted = LeastAbsolute.of(x, y, weights, start).coefficients();
    double[] coefficients = new double[design.columns()];
    for (int j = rank - 1; j >= 0; j--) {
      double rest = scale * fitted[j];
      for (int k = j + 1; k < rank; k++) {
        rest -= leading.triangle()[k * rank + j] * coefficients[leading.columns()[k]];
      }
      coefficients[leading.columns()[j]] = rest / leading.triangle()[j * rank + j];
    }
    boolean unique = rank == design.columns();
    return design.model(unique ? coefficients : squares.shortest(coefficients), fitted[rank]);
  }
}
