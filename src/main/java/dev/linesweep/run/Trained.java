package dev.linesweep.run;

import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.StopWatch;
import dev.linesweep.result.Survivors;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The result of the training phase.
 *
 * @param journal with the blocks of this run and of those before it
 * @param outcomes of this run's blocks
 * @param survivors the epoch to which each trajectory trained
 * @param stop the watch that ended the sweep; empty if none did
 */
record Trained(
    Journal journal,
    List<BlockOutcome> outcomes,
    int lostExecutors,
    Survivors survivors,
    Optional<StopWatch> stop) {

  /** Ranks the journalled trials, followed by those that failed in this run. */
  Ranking rank(Prepared prepared) throws IOException {
    return prepared.plan().brackets().isNone()
        ? Ranking.of(prepared.plan(), journal, failed(), prepared.metric(), within())
        : Ranking.of(prepared.plan(), journal, failed(), prepared.metric(), survivors);
  }

  /** The trajectories in the tables: of a sweep that its stop rule ended, those before the end. */
  LongPredicate within() {
    if (stop.isEmpty()) {
      return number -> true;
    }
    BitSet within = stop.get().within();
    return number -> within.get((int) number);
  }

  /** Why the others are not trained; empty if they are to be trained later. */
  String stopReason() {
    return stop.map(StopWatch::reason).orElse("");
  }

  /** The blocks of this run without results. */
  List<BlockOutcome.Failed> failed() {
    return outcomes.stream()
        .filter(BlockOutcome.Failed.class::isInstance)
        .map(BlockOutcome.Failed.class::cast)
        .toList();
  }
}
