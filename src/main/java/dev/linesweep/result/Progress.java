package dev.linesweep.result;

import dev.linesweep.model.RankingMetric;
import java.util.List;

/**
 * How far a sweep is.
 *
 * @param done trials with a result, journalled by earlier runs included
 * @param diverged of these
 * @param failed of these; what failed in earlier runs is tried again
 * @param best the best value of the metric in this run; NaN if there is none
 * @param cost work done by this run, as the plan counts it in seconds of the reference machine
 */
public record Progress(
    long done, long total, long diverged, long failed, double best, double cost) {

  /** Before a run has trained anything. */
  public static Progress before(long done, long total, long diverged) {
    return new Progress(done, total, diverged, 0, Double.NaN, 0);
  }

  /** Where earlier runs came, and on top of it what this one has done. */
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

  /** What is done now, as a journal has it, after this run has come so far. */
  public Progress after(Progress run) {
    return new Progress(done + run.failed, total, diverged, run.failed, run.best, run.cost);
  }

  /** The same with so much more work done, by blocks that have not ended. */
  public Progress withMore(double more) {
    return new Progress(done, total, diverged, failed, best, cost + more);
  }
}
