package dev.linesweep.result;

import dev.linesweep.model.RankingMetric;
import java.util.List;

/**
 * The progress of a sweep.
 *
 * @param done trials with a result, including those that earlier runs journalled
 * @param diverged how many of these diverged
 * @param failed how many of these failed; failures of earlier runs are tried again
 * @param best the best value of the metric in this run; NaN if there is none
 * @param cost the work of this run, in the plan's seconds of the reference machine
 */
public record Progress(
    long done, long total, long diverged, long failed, double best, double cost) {

  /** Before a run has trained anything. */
  public static Progress before(long done, long total, long diverged) {
    return new Progress(done, total, diverged, 0, Double.NaN, 0);
  }

  /** The progress of earlier runs, plus that of this run. */
  public Progress with(List<BlockOutcome> outcomes, RankingMetric metric) {
    long allDone = done;
    long allDiverged = diverged;
    long allFailed = failed;
    double smallest = Double.isNaN(best) ? Double.POSITIVE_INFINITY : metric.costOf(best);
    double work = cost;
    for (BlockOutcome outcome : outcomes) {
      allDone += outcome.trials();
      allDiverged += outcome.diverged();
      allFailed += outcome.failed();
      smallest = Math.min(smallest, outcome.bestCost());
      work += outcome.block().cost();
    }
    double value = Double.isInfinite(smallest) ? Double.NaN : metric.valueOfCost(smallest);
    return new Progress(allDone, total, allDiverged, allFailed, value, work);
  }

  /** The progress now, by a journal, after this run has come this far. */
  public Progress after(Progress run) {
    return new Progress(done + run.failed, total, diverged, run.failed, run.best, run.cost);
  }

  /** The same plus the work of blocks that have not ended. */
  public Progress withMore(double more) {
    return new Progress(done, total, diverged, failed, best, cost + more);
  }
}
