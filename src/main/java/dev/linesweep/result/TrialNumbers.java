package dev.linesweep.result;

import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;

/**
 * Finds the trials of a plan in the columns of a block; a journal may also hold other plans'
 * trials.
 */
final class TrialNumbers {
  private final int[] epochs;
  private final LongIntMap trajectories;
  private final LongPredicate within;
  private final LongToIntFunction lastEpoch;

  private TrialNumbers(
      int[] epochs, LongIntMap trajectories, LongPredicate within, LongToIntFunction lastEpoch) {
    this.epochs = epochs;
    this.trajectories = trajectories;
    this.within = within;
    this.lastEpoch = lastEpoch;
  }

  /** Takes a trial of the plan and its place in a block. */
  interface Visitor {
    /**
     * @param epochIndex of the trial's epoch, or of the one at which it was stopped; negative if
     *     the block did not record it
     */
    void accept(int trial, int column, int epochIndex);
  }

  static TrialNumbers of(SweepPlan plan) {
    return of(plan, number -> true);
  }

  /** The numbers of some trajectories' trials; the others count as not in the plan. */
  static TrialNumbers of(SweepPlan plan, LongPredicate within) {
    int last = plan.maxEpochs();
    return of(plan, within, number -> last);
  }

  /**
   * The same for a sweep with stopped trajectories.
   *
   * @param lastEpoch of a trajectory; it may change later
   */
  static TrialNumbers of(SweepPlan plan, LongPredicate within, LongToIntFunction lastEpoch) {
    int count = Math.toIntExact(plan.trajectories());
    long[] ids = new long[count];
    IntStream.range(0, count).parallel().forEach(n -> ids[n] = plan.trajectory(n).id().bits());
    LongIntMap numbers = new LongIntMap(count);
    for (int n = 0; n < count; n++) {
      if (within.test(n)) {
        numbers.put(ids[n], n);
      }
    }
    return new TrialNumbers(plan.epochs(), numbers, within, lastEpoch);
  }

  /** Hands over the trials of a block of the plan itself. */
  void forEach(Block block, IntConsumer trial) {
    for (long trajectory : Arrays.stream(block.trajectories()).filter(within).toArray()) {
      for (int e = 0; e < epochs.length; e++) {
        trial.accept((int) trajectory * epochs.length + e);
      }
    }
  }

  /** Hands over the trials of the plan that are in the block. */
  void forEach(TrainedBlock block, Visitor visitor) {
    int[] at = Arrays.stream(epochs).map(block.snapshots()::indexOf).toArray();
    forEachTrajectory(
        block,
        (trajectory, column) -> {
          int last = lastEpoch.applyAsInt(trajectory);
          for (int e = 0; e < epochs.length; e++) {
            int index = epochs[e] <= last ? at[e] : block.snapshots().indexOf(last);
            visitor.accept(trajectory * epochs.length + e, column, index);
          }
        });
  }

  /** Hands over the trajectories of the plan that are in the block. */
  void forEachTrajectory(TrainedBlock block, Survivors.ColumnVisitor visitor) {
    for (int column = 0; column < block.trajectories().length; column++) {
      int trajectory = trajectories.get(block.trajectories()[column]);
      if (trajectory != LongIntMap.NONE) {
        visitor.accept(trajectory, column);
      }
    }
  }

  /** The epoch at which a trial's trajectory was stopped early; 0 for none. */
  int stoppedEpoch(int trial) {
    int last = lastEpoch.applyAsInt(trial / epochs.length);
    return epochs[trial % epochs.length] > last ? last : 0;
  }
}
