package dev.linesweep.report;

import dev.linesweep.result.BlockOutcome;
import java.util.List;

/**
 * A sweep whose trials are ranked.
 *
 * @param folder of the outputs, as it would be typed
 * @param failed blocks of this run that have no results
 */
public record RankedSweep(SweepReport report, String folder, List<BlockOutcome.Failed> failed) {
  public RankedSweep {
    failed = List.copyOf(failed);
  }

  /** Of the outcomes of a run's blocks. */
  public static RankedSweep of(SweepReport report, String folder, List<BlockOutcome> outcomes) {
    return new RankedSweep(
        report,
        folder,
        outcomes.stream()
            .filter(BlockOutcome.Failed.class::isInstance)
            .map(BlockOutcome.Failed.class::cast)
            .toList());
  }
}
