package dev.linesweep.engine.check;

import dev.linesweep.data.Samples;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.TrainingSpec;

/**
 * By how much rounding may part two trainings of one trajectory in one optimizer step from the same
 * weights, step after step.
 *
 * <p>From the same weights only the sums differ. What they may lose is bounded in three parts: the
 * forward pass (floats of the size of a prediction's terms), the sum over the batch's rows (as many
 * random roundings as there are rows, and four times what a sum in floats, row by row, is seen to
 * lose, since equal terms round alike), and, under mae and mape, a residual that is zero up to
 * rounding, whose sign may be either. The gradients are thus known up to a range, and {@link
 * RuleRange} says what steps the optimizer may make of them and of all the gradients before.
 */
final class StepBound {
  /** Half a unit in the last place of a 32-bit float, as a share. */
  private static final double HALF_ULP = 0x1p-24;

  /** Roundings of an operation or two next to a sum. */
  private static final int SOME = 4;

  /** What a product with a tiny row weight may lose when floats underflow. */
  private static final double UNDERFLOW = Float.MIN_NORMAL;

  private final Loss loss;
  private final Trajectory trajectory;
  private final Samples.Part rows;
  private final int features;
  private final RuleRange rule;
  private final double[] gradient;
  private final float[] inFloats;
  private final double[] terms;
  private final double[] doubt;

  StepBound(TrainingSpec training, Trajectory trajectory, Samples samples) {
    this.loss = training.loss();
    this.trajectory = trajectory;
    this.rows = samples.train();
    this.features = samples.shape().features();
    this.rule = new RuleRange(trajectory, features + 1);
    this.gradient = new double[features + 1];
    this.inFloats = new float[features + 1];
    this.terms = new double[features + 1];
    this.doubt = new double[features + 1];
  }

  /** Takes the steps from here on at the trajectory's learning rate times a factor. */
  void scaleRate(float factor) {
    rule.scaleRate(factor);
  }

  /**
   * Counts one step, and gives what each weight, and last the bias, may differ by after it, except
   * for the rounding of the weight itself. Not finite if there is no bound.
   *
   * @param before weights by feature and the bias before the step
   * @param order row numbers; those from {@code from} to {@code to} (excluded) are the batch
   */
  double[] step(float[] before, int[] order, int from, int to) {
    sum(before, order, from, to);
    rule.next();
    int batch = to - from;
    double sums = HALF_ULP * (SOME + Math.sqrt(batch));
    double underflow = rows.rowWeights().isNone() ? 0 : UNDERFLOW;
    double[] allowed = new double[features + 1];
    for (int j = 0; j <= features; j++) {
      double seen = 4 * Math.abs(inFloats[j] - gradient[j]);
      double lost = (sums * terms[j] + seen + doubt[j]) / batch + underflow;
      allowed[j] = rule.step(j, penalized(j, before[j], gradient[j] / batch, lost)).width();
    }
    return allowed;
  }

  private void sum(float[] weights, int[] order, int from, int to) {
    for (int j = 0; j <= features; j++) {
      gradient[j] = 0;
      inFloats[j] = 0;
      terms[j] = 0;
      doubt[j] = 0;
    }
    for (int i = from; i < to; i++) {
      add(order[i], weights);
    }
  }

  private void add(int row, float[] weights) {
    double rowWeight = rows.rowWeights().of(row);
    if (rowWeight == 0) {
      return; // Engines leave it out too, even if its slope is not a number.
    }
    int at = row * features;
    double label = rows.y()[row];
    double prediction = weights[features];
    double size = Math.abs(prediction) + Math.abs(label);
    for (int j = 0; j < features; j++) {
      double term = (double) weights[j] * rows.x()[at + j];
      prediction += term;
      size += Math.abs(term);
    }
    double lost = HALF_ULP * (SOME + Math.sqrt(features)) * size;
    double slope = rowWeight * loss.slope(prediction, label);
    double inDoubt = rowWeight * slopeDoubt(prediction, label, lost);
    for (int j = 0; j <= features; j++) {
      double x = j < features ? rows.x()[at + j] : 1;
      gradient[j] += slope * x;
      inFloats[j] += (float) (slope * x);
      terms[j] += Math.abs(slope * x);
      doubt[j] += inDoubt * Math.abs(x);
    }
  }

  /**
   * By how much the slope may differ.
   *
   * @param lost by how much the prediction may
   */
  private double slopeDoubt(double prediction, double label, double lost) {
    double residual = Math.abs(prediction - label);
    return switch (loss) {
      case MAE -> residual <= lost ? 2 : 0;
      case MSE -> 2 * lost;
      case MAPE -> residual <= lost ? 200 / Math.abs(label) : 0;
      case MSLE -> {
        double base = prediction + 1 - lost;
        double ratio = lost / base + SOME * HALF_ULP;
        yield base > 0
            ? 2 * (ratio + Math.abs(loss.slope(prediction, label)) * lost / 2) / base
            : Double.POSITIVE_INFINITY;
      }
      case POISSON -> {
        double base = Math.abs(prediction) - lost;
        yield base > 0
            ? Math.abs(label) / base * (lost / base + SOME * HALF_ULP)
            : Double.POSITIVE_INFINITY;
      }
    };
  }

  /** The gradient with the penalties, which stand on the weights and not on the bias. */
  private Range penalized(int j, double weight, double gradient, double lost) {
    if (j == features) {
      return Range.around(gradient, lost);
    }
    double penalty = trajectory.l1() * Math.signum(weight) + trajectory.l2() * weight;
    double size = trajectory.l1() + trajectory.l2() * Math.abs(weight) + Math.abs(gradient);
    return Range.around(gradient + penalty, lost + SOME * HALF_ULP * size);
  }
}
