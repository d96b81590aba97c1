package dev.linesweep.run;

import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.Ranking;
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
    return Ranking.of(prepared.plan(), journal, failed(), prepared.metric());
  }

  /** The blocks of this run without results. */
  List<BlockOutcome.Failed> failed() {
    return outcomes.stream()
        .filter(BlockOutcome.Failed.class::isInstance)
        .map(BlockOutcome.Failed.class::cast)
        .toList();
  }
}
