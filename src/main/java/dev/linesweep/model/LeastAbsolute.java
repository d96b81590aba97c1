package dev.linesweep.model;

import static dev.linesweep.model.Vectors.dot;
import static dev.linesweep.model.Vectors.residuals;
import static dev.linesweep.model.Vectors.subtract;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Least absolute deviations as a linear program: minimize Σ|y - Xβ|, whose dual is to maximize y·d
 * over X'd = 0, -1 ≤ d ≤ 1.
 *
 * <p>{@link InteriorPoint} approaches the solution, and the exact vertex is tried at the end.
 *
 * @param coefficients by column
 * @param dual d by row, which proves how good they are
 * @param objective Σ|y - Xβ|
 * @param gap how far the objective may be above the optimum: objective - y·d
 */
record LeastAbsolute(double[] coefficients, double[] dual, double objective, double gap) {

  /**
   * Fits rows × columns numbers whose columns are independent.
   *
   * @param x row-major; each row multiplied by its weight, as its label is
   * @param weights by row, above 0
   * @param start coefficients to start from, such as those of least squares
   * @throws InterruptedException if the thread is interrupted
   */
  static LeastAbsolute of(double[] x, double[] y, double[] weights, double[] start)
      throws InterruptedException {
    InteriorPoint solver = new InteriorPoint(x, y, start);
    solver.run();
    double[] beta = vertex(x, y, weights, solver.beta);
    double[] dual = Arrays.stream(solver.a).map(a -> 2 * a - 1).toArray();
    double objective = objective(x, y, beta);
    double bound = 0;
    for (int i = 0; i < y.length; i++) {
      bound += dual[i] * y[i];
    }
    return new LeastAbsolute(beta, dual, objective, objective - bound);
  }

  /**
   * The fit through the rows that it is nearest to, or the fit itself if that one is not better.
   * How near a row is does not depend on its weight: otherwise those of tiny weights would be the
   * nearest.
   */
  private static double[] vertex(double[] x, double[] y, double[] weights, double[] beta) {
    int columns = beta.length;
    if (y.length < columns) {
      return beta;
    }
    double[] residual = residuals(x, y, beta);
    int[] nearest =
        IntStream.range(0, y.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(residual[i]) / weights[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] tried = through(independent(x, nearest, columns), x, y, weights, beta);
    return objective(x, y, tried) <= objective(x, y, beta) ? tried : beta;
  }

  /** The first rows, in that order, of which none depends on the earlier ones. */
  private static int[] independent(double[] x, int[] order, int columns) {
    double[][] basis = new double[columns][];
    int[] rows = new int[columns];
    int found = 0;
    for (int row : order) {
      double[] rest = Arrays.copyOfRange(x, row * columns, (row + 1) * columns);
      double length = StrictMath.sqrt(dot(rest, rest));
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < found; i++) {
          subtract(rest, dot(rest, basis[i]), basis[i]);
        }
      }
      double left = StrictMath.sqrt(dot(rest, rest));
      if (left > 1e-7 * length) {
        basis[found] = Arrays.stream(rest).map(value -> value / left).toArray();
        rows[found++] = row;
        if (found == columns) {
          return rows;
        }
      }
    }
    return Arrays.copyOf(rows, found);
  }

  /** The rows are solved without their weights, of which small ones would cost digits. */
  private static double[] through(
      int[] rows, double[] x, double[] y, double[] weights, double[] beta) {
    int columns = beta.length;
    if (rows.length < columns) {
      return beta;
    }
    RealMatrix matrix = MatrixUtils.createRealMatrix(columns, columns);
    double[] labels = new double[columns];
    for (int i = 0; i < columns; i++) {
      double weight = weights[rows[i]];
      for (int j = 0; j < columns; j++) {
        matrix.setEntry(i, j, x[rows[i] * columns + j] / weight);
      }
      labels[i] = y[rows[i]] / weight;
    }
    QRDecomposition qr = new QRDecomposition(matrix);
    return qr.getSolver().isNonSingular()
        ? qr.getSolver().solve(MatrixUtils.createRealVector(labels)).toArray()
        : beta;
  }

  private static double objective(double[] x, double[] y, double[] beta) {
    double sum = 0;
    for (double residual : residuals(x, y, beta)) {
      sum += Math.abs(residual);
    }
    return sum;
  }
}
