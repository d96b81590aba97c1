package dev.linesweep.run;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.BlockSource;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.util.List;

/**
 * What training left.
 *
 * @param journal with the blocks of this run and of those before it
 * @param outcomes of this run's blocks
 */
record Trained(Journal journal, List<BlockOutcome> outcomes, int lostExecutors) {

  /** Ranks what is journalled, and behind it what failed in this run. */
  Ranking rank(Prepared prepared) throws IOException {
    BlockSource blocks =
        sink -> {
          journal.forEach(sink);
          outcomes.stream()
              .filter(BlockOutcome::isFailed)
              .map(outcome -> failed(prepared.plan(), outcome))
              .forEach(sink);
        };
    return Ranking.of(prepared.plan(), blocks, prepared.metric());
  }

  /** A block without results; the journal does not keep it, so the next run tries it again. */
  private static TrainedBlock failed(SweepPlan plan, BlockOutcome outcome) {
    long[] ids = plan.ids(outcome.block());
    Snapshots none =
        Snapshots.allocate(
            ids.length, plan.shape().features(), plan.shape().hasValidation(), plan.epochs());
    return new TrainedBlock(ids, none, outcome.facts(), outcome.error());
  }
}
