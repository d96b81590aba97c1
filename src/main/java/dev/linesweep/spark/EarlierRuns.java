package dev.linesweep.spark;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.Progress;
import dev.linesweep.result.State;
import dev.linesweep.result.Survivors;
import dev.linesweep.result.TrialStates;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.util.BitSet;
import java.util.stream.LongStream;

/**
 * The part of a plan that earlier runs over a folder did not train. It is computed once, because
 * each identity takes a hash and cutting blocks takes several passes.
 *
 * @param missing the trajectories to train now: at least one of their results is not journalled
 * @param progress the progress of those runs; of the missing trajectories, trials count up to the
 *     epoch that all have reached
 */
public record EarlierRuns(BitSet missing, Progress progress) {

  public static EarlierRuns of(SweepPlan plan, Journal journal, Survivors survivors)
      throws IOException {
    if (journal.fileCount() == 0) {
      BitSet all = new BitSet();
      LongStream.range(0, plan.trajectories())
          .filter(survivors::trains)
          .forEach(number -> all.set((int) number));
      return new EarlierRuns(all, Progress.before(0, plan.trials(), 0));
    }
    TrialStates states = TrialStates.of(plan, journal::forEach, survivors);
    BitSet missing = missing(plan, states, survivors);
    int[] epochs = plan.epochs();
    long done = 0;
    long diverged = 0;
    for (int trajectory = 0; trajectory < plan.trajectories(); trajectory++) {
      int reached = reached(plan, survivors, trajectory, missing.get(trajectory));
      for (int e = 0; e < epochs.length; e++) {
        int trial = trajectory * epochs.length + e;
        if (epochs[e] <= reached && states.hasResult(trial)) {
          done++;
          diverged += states.is(trial, State.DIVERGED) ? 1 : 0;
        }
      }
    }
    return new EarlierRuns(missing, Progress.before(done, plan.trials(), diverged));
  }

  /** The last epoch at which a trajectory's trials count as done. */
  private static int reached(SweepPlan plan, Survivors survivors, int trajectory, boolean missing) {
    if (survivors.lastEpoch(trajectory) < plan.maxEpochs()) {
      return plan.maxEpochs();
    }
    if (!survivors.trains(trajectory)) {
      return 0;
    }
    return missing ? survivors.epochBefore(trajectory) : survivors.epoch();
  }

  private static BitSet missing(SweepPlan plan, TrialStates states, Survivors survivors) {
    int[] epochs = plan.epochs();
    BitSet missing = new BitSet();
    for (int trajectory = 0; trajectory < plan.trajectories(); trajectory++) {
      if (survivors.trains(trajectory)) {
        boolean lacks = survivors.lacks(trajectory);
        for (int e = 0; e < epochs.length && epochs[e] <= survivors.epoch(); e++) {
          lacks |= !states.hasResult(trajectory * epochs.length + e);
        }
        missing.set(trajectory, lacks);
      }
    }
    return missing;
  }
}
