package dev.linesweep.plan;

import static dev.linesweep.plan.TrialsDifference.common;

import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The trajectories of one optimizer at fixed parameters and one batch size: a run of consecutive
 * numbers, learning rate outermost, then l1, l2 and seed.
 *
 * @param first the number of its first trajectory
 * @param learningRates a single NaN if the optimizer has none
 */
record Section(
    long first,
    OptimizerParameters parameters,
    int batchSize,
    List<Double> learningRates,
    List<Double> l1,
    List<Double> l2,
    List<Long> seeds)
    implements Serializable {
  /** Stands for any size above a plan's limit, so that sums of sizes do not overflow. */
  private static final double TOO_MANY = 1e15;

  long size() {
    double size = (double) learningRates.size() * l1.size() * l2.size() * seeds.size();
    return (long) Math.min(size, TOO_MANY);
  }

  long end() {
    return first + size();
  }

  /** The trajectories that differ from the first in at most one axis. */
  LongStream alongItsAxes() {
    long penalties2 = seeds.size();
    long penalties1 = penalties2 * l2.size();
    long rates = penalties1 * l1.size();
    return Stream.of(
            along(learningRates.size(), rates),
            along(l1.size(), penalties1),
            along(l2.size(), penalties2),
            along(seeds.size(), 1))
        .flatMapToLong(numbers -> numbers);
  }

  private LongStream along(int values, long stride) {
    return LongStream.range(0, values).map(value -> first + value * stride);
  }

  /**
   * The number of trajectories that two sections of equal parameters and batch sizes have in
   * common.
   */
  long shared(Section other) {
    return common(learningRates, other.learningRates)
        * common(l1, other.l1)
        * common(l2, other.l2)
        * common(seeds, other.seeds);
  }

  String canonicalForm() {
    return parameters.canonicalForm() + " " + batchSize + " " + learningRates + l1 + l2 + seeds;
  }

  Trajectory trajectory(long number) {
    long rest = number - first;
    long seed = seeds.get((int) (rest % seeds.size()));
    rest /= seeds.size();
    double penalty2 = l2.get((int) (rest % l2.size()));
    rest /= l2.size();
    double penalty1 = l1.get((int) (rest % l1.size()));
    double rate = learningRates.get((int) (rest / l1.size()));
    return new Trajectory(parameters, rate, batchSize, penalty1, penalty2, seed);
  }
}
