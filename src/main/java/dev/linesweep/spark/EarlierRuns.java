package dev.linesweep.spark;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.Progress;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialStates;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * What earlier runs over a folder left of a plan. It is found once: an identity takes a hash, and
 * blocks are cut in several passes.
 *
 * @param missing the trajectories to train: a result at one of their epochs is not journalled
 * @param progress how far those runs came; only trials of whole trajectories count
 */
public record EarlierRuns(BitSet missing, Progress progress) {

  public static EarlierRuns of(SweepPlan plan, Journal journal) throws IOException {
    if (journal.fileCount() == 0) {
      BitSet all = new BitSet();
      all.set(0, Math.toIntExact(plan.trajectories()));
      return new EarlierRuns(all, Progress.before(0, plan.trials(), 0));
    }
    TrialStates states = TrialStates.of(plan, journal::forEach);
    int epochs = plan.epochs().length;
    BitSet missing = missing(plan, states);
    long diverged =
        IntStream.range(0, Math.toIntExact(plan.trials()))
            .filter(trial -> !missing.get(trial / epochs) && states.is(trial, State.DIVERGED))
            .count();
    long whole = plan.trajectories() - missing.cardinality();
    return new EarlierRuns(missing, Progress.before(whole * epochs, plan.trials(), diverged));
  }

  private static BitSet missing(SweepPlan plan, TrialStates states) {
    int epochs = plan.epochs().length;
    BitSet missing = new BitSet();
    for (int trial = 0; trial < plan.trials(); trial++) {
      if (!states.hasResult(trial)) {
        missing.set(trial / epochs);
      }
    }
    return missing;
  }
}
