package dev.linesweep.engine.check;

import dev.linesweep.data.BatchOrder;
import dev.linesweep.data.Samples;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.plan.Trajectory;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares the steps of a training with those of plain DL4J from the same weights.
 *
 * <p>Whole trajectories cannot be compared: if rounding decides the sign of a gradient that is
 * zero, two correct trainings differ by a whole step and stay apart. So before each optimizer step
 * plain DL4J is set to the state of the training, and one step of each is compared, coordinate by
 * coordinate: they may differ by what rounding explains ({@link StepBound}) and by the last bit of
 * the weight. Steps that each agree make a trajectory that agrees. Epochs up to {@value
 * #LAST_GATED} are judged.
 *
 * <p>A step that rounding may explain proves nothing. An epoch is judged if in one of its steps
 * some coordinate moves by {@value #GRIP} times what rounding explains or more.
 */
public final class EquivalenceGate {
  /** The last epoch that is judged. */
  public static final int LAST_GATED = 20;

  /** How many times larger than rounding a step must be to prove something. */
  static final int GRIP = 4;

  private static final double LAST_BIT = 0x1p-23;
  private static final double NEARLY_INFINITE = 1e37;

  private final BlockTraining block;
  private final Trajectory trajectory;
  private final int rows;
  private final int lastEpoch;
  private final StepBound bound;
  private final List<Judged> epochs = new ArrayList<>();
  private int[] order = {};
  private int from;
  private double excess;
  private boolean grip;
  private boolean diverged;

  /**
   * The steps of an epoch.
   *
   * @param excess the largest ratio of a coordinate's difference to what rounding explains
   * @param grip whether a step was so large that rounding does not explain all of it
   */
  public record Judged(int epoch, double excess, boolean grip) implements Serializable {
    public boolean holds() {
      return excess <= 1;
    }
  }

  /** The results of the compared epochs, in order. */
  public record Verdict(List<Judged> epochs) implements Serializable {
    public Verdict {
      epochs = List.copyOf(epochs);
    }

    /** True if no step differs by too much; also if none could be judged. */
    public boolean holds() {
      return epochs.stream().allMatch(Judged::holds);
    }

    /** The epochs in which there was something to judge. */
    public int[] judged() {
      return epochs.stream()
          .filter(each -> each.grip() || !each.holds())
          .mapToInt(Judged::epoch)
          .toArray();
    }

    /** The last epoch in whose steps something was compared; 0 for none. */
    public int compared() {
      return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch();
    }

    /** The excess of an epoch; NaN if it was not compared. */
    public double excess(int epoch) {
      return epochs.stream()
          .filter(each -> each.epoch() == epoch)
          .mapToDouble(Judged::excess)
          .findFirst()
          .orElse(Double.NaN);
    }

    /** The largest excess; 0 if nothing was compared. */
    public double worst() {
      return epochs.stream().mapToDouble(Judged::excess).max().orElse(0);
    }
  }

  /** Of one column of a block; no epoch beyond {@value #LAST_GATED} is judged. */
  public EquivalenceGate(BlockTraining block, int column, Samples samples) {
    this.block = block;
    this.trajectory = block.columns().get(column);
    this.rows = samples.train().rows();
    this.lastEpoch = Math.min(block.lastEpoch(), LAST_GATED);
    this.bound = new StepBound(block.training(), trajectory, samples);
  }

  /** True if no more steps are compared: the last epoch has ended, or the training diverged. */
  public boolean ended() {
    return diverged || epochs.size() == lastEpoch;
  }

  /**
   * Compares the next step of the training, from its first on.
   *
   * @param before weights by feature, then the bias, where both began the step
   * @param trained where the training came
   * @param reference where plain DL4J came
   */
  public void step(float[] before, float[] trained, float[] reference) {
    if (ended()) {
      return;
    }
    if (from == 0) {
      int epoch = epochs.size() + 1;
      order = order(epoch);
      bound.scaleRate(block.rateFactor().at(epoch));
    }
    int to = trajectory.fullBatch() ? rows : Math.min(rows, from + trajectory.batchSize());
    double[] allowed = bound.step(before, order, from, to);
    for (int j = 0; j < before.length; j++) {
      compare(before[j], trained[j], reference[j], allowed[j]);
    }
    from = to;
    if (to == rows || diverged) {
      endEpoch();
    }
  }

  private void compare(float before, float trained, float reference, double step) {
    if (!Float.isFinite(trained) || !Float.isFinite(reference)) {
      diverged = true;
      boolean near = isNearlyInfinite(trained) && isNearlyInfinite(reference);
      excess = near ? excess : Double.POSITIVE_INFINITY;
      grip = true;
      return;
    }
    double size = Math.max(Math.abs(before), Math.max(Math.abs(trained), Math.abs(reference)));
    double allowed = step + LAST_BIT * size + Float.MIN_NORMAL;
    if (Double.isFinite(allowed)) {
      excess = Math.max(excess, Math.abs((double) trained - reference) / allowed);
      grip |= Math.abs((double) reference - before) >= GRIP * allowed;
    }
  }

  private static boolean isNearlyInfinite(float weight) {
    return !(Math.abs(weight) < NEARLY_INFINITE);
  }

  private void endEpoch() {
    epochs.add(new Judged(epochs.size() + 1, excess, grip));
    from = 0;
    excess = 0;
    grip = false;
  }

  private int[] order(int epoch) {
    return trajectory.fullBatch()
        ? IntStream.range(0, rows).toArray()
        : BatchOrder.permutation(block.training().shuffleSeed(), epoch, rows);
  }

  /**
   * The result of the steps, including those of an unfinished epoch.
   *
   * @param wholly whether the training has ended, so that a step that did not come is a fault
   */
  public Verdict verdict(boolean wholly) {
    if (wholly && !ended()) {
      excess = Double.POSITIVE_INFINITY;
      endEpoch();
    } else if (from > 0) {
      endEpoch();
    }
    return new Verdict(epochs);
  }
}
