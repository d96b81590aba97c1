package dev.linesweep.result;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Block;
import java.io.Serializable;
import java.util.List;

/**
 * What the driver is told when a block is done; the results themselves are in the journal.
 *
 * @param trials of the block, diverged and failed ones included
 * @param bestCost the smallest {@link RankingMetric#cost} of its trials; infinite if there is none
 * @param error empty, or why the block could not be trained: a class and fixed text
 * @param detail empty, or the error's message and first frames, for people
 */
public record BlockOutcome(
    Block block,
    long trials,
    long diverged,
    double bestCost,
    RunFacts facts,
    String error,
    String detail)
    implements Serializable {

  /** Counts the trials of a trained block. */
  public static BlockOutcome trained(
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
    return new BlockOutcome(block, trials, diverged, best, facts, "", "");
  }

  public static BlockOutcome failed(
      Block block, int epochs, RunFacts facts, String error, String detail) {
    return new BlockOutcome(
        block, (long) block.size() * epochs, 0, Double.POSITIVE_INFINITY, facts, error, detail);
  }

  public boolean isFailed() {
    return !error.isEmpty();
  }

  public long failed() {
    return isFailed() ? trials : 0;
  }

  /**
   * Sums up what has come in so far.
   *
   * @param before how far earlier runs came
   */
  public static Progress progress(
      List<BlockOutcome> outcomes, Progress before, RankingMetric metric) {
    long done = before.done();
    long diverged = before.diverged();
    long failed = before.failed();
    double best = Double.POSITIVE_INFINITY;
    double cost = 0;
    for (BlockOutcome outcome : outcomes) {
      done += outcome.trials();
      diverged += outcome.diverged();
      failed += outcome.failed();
      best = Math.min(best, outcome.bestCost());
      cost += outcome.block().cost();
    }
    double value = Double.isInfinite(best) ? Double.NaN : metric.valueOfCost(best);
    return new Progress(done, before.total(), diverged, failed, value, cost);
  }
}
