package dev.linesweep.plan;

import java.io.Serializable;
import java.util.List;

/**
 * The trajectories of one optimizer at fixed settings and one batch size: a run of consecutive
 * numbers, learning rate outermost, then l1, l2 and seed.
 *
 * @param first the number of its first trajectory
 * @param learningRates one NaN where the optimizer has none
 */
record Section(
    long first,
    OptimizerSettings settings,
    int batchSize,
    List<Double> learningRates,
    List<Double> l1,
    List<Double> l2,
    List<Long> seeds)
    implements Serializable {
  /** Stands for any size that no plan may have, so that sums of sizes do not overflow. */
  private static final double TOO_MANY = 1e15;

  long size() {
    double size = (double) learningRates.size() * l1.size() * l2.size() * seeds.size();
    return (long) Math.min(size, TOO_MANY);
  }

  long end() {
    return first + size();
  }

  Trajectory trajectory(long number) {
    long rest = number - first;
    long seed = seeds.get((int) (rest % seeds.size()));
    rest /= seeds.size();
    double penalty2 = l2.get((int) (rest % l2.size()));
    rest /= l2.size();
    double penalty1 = l1.get((int) (rest % l1.size()));
    double rate = learningRates.get((int) (rest / l1.size()));
    return new Trajectory(settings, rate, batchSize, penalty1, penalty2, seed);
  }
}
