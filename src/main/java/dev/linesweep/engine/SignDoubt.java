package dev.linesweep.engine;

import dev.linesweep.data.Samples;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.TrainingSpec;

/**
 * How far rounding may drive apart two trainings of one trajectory by flipping signs, followed step
 * by step along one of them.
 *
 * <p>A sign is in doubt where its argument is zero up to rounding: the residual of a row under mae
 * or mape, a weight under l1. Zero up to rounding means smaller than what floats lose in the
 * forward pass (2⁻²² of the sum of the absolute terms, times 1 + √steps for what was lost before)
 * plus what the bound itself already allows the weights to differ. A sign in doubt may be -1 in one
 * training and +1 in the other, so it changes a component of the gradient by up to twice its share:
 * 2 |x| / rows for mae, 200 |x / label| / rows for mape, 2 l1 for a penalty. The rounding of the
 * gradient's own sum is counted with it, since a component that only rounding keeps from zero has a
 * sign in doubt too.
 *
 * <p>What a changed gradient does to the weights: for sgd rate × change; for nesterovs the same
 * through its velocity. Both are bounds. The other rules divide the gradient by its own running
 * size, so there a step may differ by up to twice the largest step seen, in proportion to the share
 * of the recent gradients (decay 0.9) that is in doubt: an estimate, on the large side.
 */
public final class SignDoubt {
  private static final double ROUNDING = 0x1p-22;
  private static final double MEMORY = 0.9;

  private final Loss loss;
  private final Trajectory trajectory;
  private final Samples.Part rows;
  private final int features;
  private final double[] allowed;
  private final double[] velocity;
  private final double[] doubt;
  private final double[] size;
  private final double[] largestStep;
  private final double[] largestWeight;
  private final float[] last;
  private long signs;
  private int steps;

  public SignDoubt(TrainingSpec training, Trajectory trajectory, Samples samples) {
    this.loss = training.loss();
    this.trajectory = trajectory;
    this.rows = samples.train();
    this.features = samples.shape().features();
    this.allowed = new double[features + 1];
    this.velocity = new double[features + 1];
    this.doubt = new double[features + 1];
    this.size = new double[features + 1];
    this.largestStep = new double[features + 1];
    this.largestWeight = new double[features + 1];
    this.last = new float[features + 1];
  }

  /**
   * Counts one optimizer step.
   *
   * @param before weights by feature and the bias before the step
   * @param after the same after it
   * @param order row numbers; those from {@code from} to {@code to} (excluded) are the batch
   */
  public void step(float[] before, float[] after, int[] order, int from, int to) {
    double[] gradient = new double[features + 1];
    double[] change = new double[features + 1];
    double rounding = ROUNDING * (1 + Math.sqrt(steps++));
    for (int i = from; i < to; i++) {
      addRow(order[i], to - from, before, rounding, gradient, change);
    }
    System.arraycopy(before, 0, last, 0, last.length);
    for (int j = 0; j <= features; j++) {
      largestWeight[j] = Math.max(largestWeight[j], Math.abs(before[j]));
      if (j < features && trajectory.l1() > 0) {
        addPenalty(j, rounding, gradient, change);
      }
      largestStep[j] = Math.max(largestStep[j], Math.abs((double) after[j] - before[j]));
      allowed[j] += moved(j, gradient[j], change[j]);
    }
  }

  private void addRow(
      int row, int batch, float[] weights, double rounding, double[] gradient, double[] change) {
    double prediction = weights[features];
    double terms = Math.abs(prediction) + Math.abs(rows.y()[row]);
    double reach = allowed[features];
    for (int j = 0; j < features; j++) {
      double x = rows.x()[row * features + j];
      prediction += weights[j] * x;
      terms += Math.abs(weights[j] * x);
      reach += allowed[j] * Math.abs(x);
    }
    double label = rows.y()[row];
    double slope = slope(prediction, label);
    boolean inDoubt =
        (loss == Loss.MAE || loss == Loss.MAPE)
            && Math.abs(prediction - label) <= rounding * terms + reach;
    double flip = inDoubt ? 2 * (loss == Loss.MAE ? 1 : 100 / Math.abs(label)) : 0;
    signs += inDoubt ? 1 : 0;
    for (int j = 0; j <= features; j++) {
      double x = j < features ? rows.x()[row * features + j] : 1;
      gradient[j] += slope * x / batch;
      change[j] += (flip + ROUNDING * Math.abs(slope)) * Math.abs(x) / batch;
    }
  }

  private void addPenalty(int j, double rounding, double[] gradient, double[] change) {
    gradient[j] += trajectory.l1() * Math.signum(last[j]);
    if (largestWeight[j] > 0 && Math.abs(last[j]) <= rounding * largestWeight[j] + allowed[j]) {
      change[j] += 2 * trajectory.l1();
      signs++;
    }
  }

  private double slope(double prediction, double label) {
    return switch (loss) {
      case MAE -> Math.signum(prediction - label);
      case MSE -> 2 * (prediction - label);
      case MAPE -> 100 * Math.signum(prediction - label) / Math.abs(label);
      case MSLE -> 2 * Math.log((prediction + 1) / (label + 1)) / (prediction + 1);
      case POISSON -> 1 - label / prediction;
    };
  }

  private double moved(int j, double gradient, double change) {
    if (trajectory.optimizer() == Optimizer.SGD) {
      return trajectory.learningRate() * change;
    }
    if (trajectory.optimizer() == Optimizer.NESTEROVS) {
      double momentum = trajectory.settings().value("momentum");
      double previous = velocity[j];
      velocity[j] = momentum * previous + trajectory.learningRate() * change;
      return momentum * previous + (1 + momentum) * velocity[j];
    }
    doubt[j] = MEMORY * doubt[j] + change;
    size[j] = MEMORY * size[j] + Math.abs(gradient);
    double share = doubt[j] == 0 ? 0 : Math.min(1, 2 * doubt[j] / size[j]);
    return 2 * largestStep[j] * share;
  }

  /** By how much each weight, and last the bias, may differ after the steps so far. */
  public double[] allowed() {
    return allowed.clone();
  }

  /** How many signs were in doubt in the steps so far. */
  public long signs() {
    return signs;
  }
}
