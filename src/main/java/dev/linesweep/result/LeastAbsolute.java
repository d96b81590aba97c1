package dev.linesweep.result;

import static dev.linesweep.result.Vectors.dot;
import static dev.linesweep.result.Vectors.subtract;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Least absolute deviations as a linear program: minimize Σ|y - Xβ|, whose dual is to maximize y·d
 * over X'd = 0, -1 ≤ d ≤ 1.
 *
 * <p>A primal-dual interior point method after Portnoy and Koenker, "The Gaussian hare and the
 * Laplacian tortoise" (1997), with Mehrotra's predictor and corrector and a = (d + 1) / 2 in (0,
 * 1). It starts feasible on both sides and stays so; the exact vertex is tried at the end.
 *
 * @param coefficients by column
 * @param dual d by row, which proves how good they are
 * @param objective Σ|y - Xβ|
 * @param gap what the objective may be above the least one: objective - y·d
 */
record LeastAbsolute(double[] coefficients, double[] dual, double objective, double gap) {
  private static final int MAX_STEPS = 100;
  private static final double TOLERANCE = 1e-11;
  private static final double BACK_OFF = 0.9995;

  /**
   * Fits rows × columns numbers whose columns are independent.
   *
   * @param x row-major
   * @param start coefficients to start from, as of least squares
   * @throws InterruptedException if the thread is interrupted
   */
  static LeastAbsolute of(double[] x, double[] y, double[] start) throws InterruptedException {
    Solver solver = new Solver(x, y, start);
    solver.run();
    double[] beta = vertex(x, y, solver.beta);
    double[] dual = Arrays.stream(solver.a).map(a -> 2 * a - 1).toArray();
    double objective = objective(x, y, beta);
    double bound = 0;
    for (int i = 0; i < y.length; i++) {
      bound += dual[i] * y[i];
    }
    return new LeastAbsolute(beta, dual, objective, objective - bound);
  }

  /** The fit through the rows it is nearest to, or the fit itself where that is no better. */
  private static double[] vertex(double[] x, double[] y, double[] beta) {
    int columns = beta.length;
    if (y.length < columns) {
      return beta;
    }
    double[] residual = residuals(x, y, beta);
    int[] nearest =
        IntStream.range(0, y.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(residual[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] tried = through(independent(x, nearest, columns), x, y, beta);
    return objective(x, y, tried) <= objective(x, y, beta) ? tried : beta;
  }

  /** The first rows, in that order, of which none depends on those before it. */
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

  private static double[] through(int[] rows, double[] x, double[] y, double[] beta) {
    int columns = beta.length;
    if (rows.length < columns) {
      return beta;
    }
    RealMatrix matrix = MatrixUtils.createRealMatrix(columns, columns);
    double[] labels = new double[columns];
    for (int i = 0; i < columns; i++) {
      matrix.setRow(i, Arrays.copyOfRange(x, rows[i] * columns, (rows[i] + 1) * columns));
      labels[i] = y[rows[i]];
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

  private static double[] residuals(double[] x, double[] y, double[] beta) {
    double[] residual = times(x, y.length, beta);
    for (int i = 0; i < y.length; i++) {
      residual[i] = y[i] - residual[i];
    }
    return residual;
  }

  private static double[] times(double[] x, int rows, double[] beta) {
    int columns = beta.length;
    double[] product = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        product[i] += x[i * columns + j] * beta[j];
      }
    }
    return product;
  }

  /** The interior point: a, s = 1 - a with multipliers z and w, and w - z = y - Xβ. */
  private static final class Solver {
    final double[] x;
    final double[] y;
    final double[] beta;
    final double[] a;
    final double[] w;
    final double[] z;

    Solver(double[] x, double[] y, double[] start) {
      this.x = x;
      this.y = y;
      beta = start.clone();
      a = new double[y.length];
      w = new double[y.length];
      z = new double[y.length];
      double[] residual = residuals(x, y, beta);
      double inside = 0.5 * Arrays.stream(residual).map(Math::abs).sum() / y.length + 1e-9;
      for (int i = 0; i < y.length; i++) {
        a[i] = 0.5;
        w[i] = Math.max(residual[i], 0) + inside;
        z[i] = Math.max(-residual[i], 0) + inside;
      }
    }

    void run() throws InterruptedException {
      for (int step = 0; step < MAX_STEPS; step++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        double gap = gap(0, 0, null);
        double size = 0;
        for (int i = 0; i < y.length; i++) {
          size += Math.abs(w[i] - z[i]);
        }
        if (gap <= TOLERANCE * size + 1e-13 * y.length || !step(gap)) {
          return;
        }
      }
    }

    /** False where rounding lets it go no further. */
    private boolean step(double gap) {
      int rows = y.length;
      double[] weight = new double[rows];
      for (int i = 0; i < rows; i++) {
        weight[i] = 1 / (w[i] / (1 - a[i]) + z[i] / a[i]);
      }
      double[][] factor = cholesky(weight);
      if (factor.length == 0) {
        return false;
      }
      Direction affine = direction(weight, factor, 0, null);
      double reached = gap(primalStep(affine), dualStep(affine), affine);
      double ratio = reached / gap;
      double target = ratio * ratio * ratio * gap / (2.0 * rows);
      Direction full = direction(weight, factor, target, affine);
      double primal = Math.min(1, BACK_OFF * primalStep(full));
      double dual = Math.min(1, BACK_OFF * dualStep(full));
      if (!Double.isFinite(gap(primal, dual, full)) || Math.max(primal, dual) < 1e-8) {
        return false;
      }
      for (int i = 0; i < rows; i++) {
        a[i] += primal * full.a[i];
        w[i] += dual * full.w[i];
        z[i] += dual * full.z[i];
      }
      for (int j = 0; j < beta.length; j++) {
        beta[j] += dual * full.beta[j];
      }
      return true;
    }

    private record Direction(double[] beta, double[] a, double[] w, double[] z) {}

    /** Newton's step towards products of that size; the affine step corrects their curvature. */
    private Direction direction(
        double[] weight, double[][] factor, double target, @Nullable Direction affine) {
      int rows = y.length;
      int columns = beta.length;
      double[] forW = new double[rows];
      double[] forZ = new double[rows];
      double[] pull = new double[rows];
      double[] right = new double[columns];
      for (int i = 0; i < rows; i++) {
        double curveW = affine == null ? 0 : -affine.a[i] * affine.w[i];
        double curveZ = affine == null ? 0 : affine.a[i] * affine.z[i];
        forW[i] = (target - curveW) / (1 - a[i]) - w[i];
        forZ[i] = (target - curveZ) / a[i] - z[i];
        pull[i] = forW[i] - forZ[i];
        for (int j = 0; j < columns; j++) {
          right[j] -= x[i * columns + j] * weight[i] * pull[i];
        }
      }
      double[] stepBeta = solve(factor, right);
      double[] stepA = times(x, rows, stepBeta);
      for (int i = 0; i < rows; i++) {
        stepA[i] = -weight[i] * (stepA[i] + pull[i]);
        forW[i] += w[i] / (1 - a[i]) * stepA[i];
        forZ[i] -= z[i] / a[i] * stepA[i];
      }
      return new Direction(stepBeta, stepA, forW, forZ);
    }

    /** Σ a z + (1 - a) w after the steps along a direction. */
    private double gap(double primal, double dual, @Nullable Direction along) {
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        double at = along == null ? a[i] : a[i] + primal * along.a[i];
        double atW = along == null ? w[i] : w[i] + dual * along.w[i];
        double atZ = along == null ? z[i] : z[i] + dual * along.z[i];
        sum += at * atZ + (1 - at) * atW;
      }
      return sum;
    }

    private double primalStep(Direction along) {
      double step = 1 / BACK_OFF;
      for (int i = 0; i < y.length; i++) {
        if (along.a[i] < 0) {
          step = Math.min(step, -a[i] / along.a[i]);
        } else if (along.a[i] > 0) {
          step = Math.min(step, (1 - a[i]) / along.a[i]);
        }
      }
      return step;
    }

    private double dualStep(Direction along) {
      double step = 1 / BACK_OFF;
      for (int i = 0; i < y.length; i++) {
        if (along.w[i] < 0) {
          step = Math.min(step, -w[i] / along.w[i]);
        }
        if (along.z[i] < 0) {
          step = Math.min(step, -z[i] / along.z[i]);
        }
      }
      return step;
    }

    /** The lower factor of X'WX; no rows where it is singular up to rounding. */
    private double[][] cholesky(double[] weight) {
      int columns = beta.length;
      double[][] normal = new double[columns][columns];
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < columns; j++) {
          double scaled = weight[i] * x[i * columns + j];
          for (int k = 0; k <= j; k++) {
            normal[j][k] += scaled * x[i * columns + k];
          }
        }
      }
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k <= j; k++) {
          double sum = normal[j][k];
          for (int l = 0; l < k; l++) {
            sum -= normal[j][l] * normal[k][l];
          }
          if (j == k && !(sum > 0)) {
            return new double[0][];
          }
          normal[j][k] = j == k ? StrictMath.sqrt(sum) : sum / normal[k][k];
        }
      }
      return normal;
    }

    private static double[] solve(double[][] factor, double[] right) {
      int columns = right.length;
      double[] solution = right.clone();
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < j; k++) {
          solution[j] -= factor[j][k] * solution[k];
        }
        solution[j] /= factor[j][j];
      }
      for (int j = columns - 1; j >= 0; j--) {
        for (int k = j + 1; k < columns; k++) {
          solution[j] -= factor[k][j] * solution[k];
        }
        solution[j] /= factor[j][j];
      }
      return solution;
    }
  }
}
