package dev.linesweep.result;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Block;
import java.io.Serializable;

/** The message to the driver when a block is done. */
public sealed interface BlockOutcome extends Serializable {

  Block block();

  /** The number of the block's trials, including diverged and failed ones. */
  long trials();

  long diverged();

  long failed();

  /** The smallest {@link RankingMetric#cost} of its trials; infinite if there is none. */
  double bestCost();

  RunFacts facts();

  /** The block is trained, and its results are in the journal. */
  record Trained(Block block, long trials, long diverged, double bestCost, RunFacts facts)
      implements BlockOutcome {

    /** Counts the trials of a block. */
    public static Trained of(
        Block block, Snapshots snapshots, int[] epochs, RankingMetric metric, RunFacts facts) {
      long diverged = 0;
      double best = Double.POSITIVE_INFINITY;
      for (int column = 0; column < snapshots.columns(); column++) {
        for (int epoch : epochs) {
          int at = snapshots.indexOf(epoch);
          double cost = metric.cost(snapshots.metrics(column, at, metric.spec().part()));
          if (snapshots.divergedEpoch(column, at) > 0) {
            diverged++;
          } else if (Double.isFinite(cost)) {
            best = Math.min(best, cost);
          }
        }
      }
      long trials = (long) snapshots.columns() * epochs.length;
      return new Trained(block, trials, diverged, best, facts);
    }

    @Override
    public long failed() {
      return 0;
    }
  }

  /**
   * The block has no results. It is not in the journal, so the next run tries it again.
   *
   * @param error the reason: a class and fixed text
   * @param detail the error's message and first frames, for the user
   */
  record Failed(Block block, long trials, RunFacts facts, String error, String detail)
      implements BlockOutcome {

    /**
     * @param epochs the epochs of each trajectory; each is a trial
     */
    public static Failed of(Block block, int epochs, RunFacts facts, String error, String detail) {
      return new Failed(block, (long) block.size() * epochs, facts, error, detail);
    }

    @Override
    public long diverged() {
      return 0;
    }

    @Override
    public long failed() {
      return trials;
    }

    @Override
    public double bestCost() {
      return Double.POSITIVE_INFINITY;
    }
  }
}
