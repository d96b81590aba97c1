package dev.linesweep.model;

import static dev.linesweep.model.Vectors.residuals;
import static dev.linesweep.model.Vectors.times;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A primal-dual interior point method for least absolute deviations, after Portnoy and Koenker,
 * "The Gaussian hare and the Laplacian tortoise" (1997), with Mehrotra's predictor and corrector.
 * With the dual d of {@link LeastAbsolute} it moves a = (d + 1) / 2 and 1 - a within (0, 1), their
 * multipliers z and w, and β, with w - z = y - Xβ. It starts feasible in the primal and the dual,
 * and remains feasible.
 */
final class InteriorPoint {
  private static final int MAX_STEPS = 100;
  private static final double TOLERANCE = 1e-11;
  private static final double BACK_OFF = 0.9995;

  final double[] x;
  final double[] y;
  final double[] beta;
  final double[] a;
  final double[] w;
  final double[] z;

  InteriorPoint(double[] x, double[] y, double[] start) {
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

  /** False if rounding allows no further progress. */
  private boolean step(double gap) {
    int rows = y.length;
    double[] weight = new double[rows];
    for (int i = 0; i < rows; i++) {
      weight[i] = 1 / (w[i] / (1 - a[i]) + z[i] / a[i]);
    }
    Optional<Cholesky> factor = Cholesky.of(x, weight, beta.length);
    if (factor.isEmpty()) {
      return false;
    }
    Direction affine = direction(weight, factor.get(), 0, null);
    double reached = gap(primalStep(affine), dualStep(affine), affine);
    double ratio = reached / gap;
    double target = ratio * ratio * ratio * gap / (2.0 * rows);
    Direction full = direction(weight, factor.get(), target, affine);
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
      double[] weight, Cholesky factor, double target, @Nullable Direction affine) {
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
    double[] stepBeta = factor.solve(right);
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
}
