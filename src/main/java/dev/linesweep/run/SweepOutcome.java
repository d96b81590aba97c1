package dev.linesweep.run;

import dev.linesweep.model.LinearModel;
import dev.linesweep.report.CheckNote;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.TrialResult;
import java.util.List;
import java.util.Optional;

/**
 * How a sweep ended.
 *
 * @param folder URI of the output folder
 * @param top the first trials in rank order, with their weights
 * @param ranked the ranked sweep, after its winner was checked
 * @param check the check of the winner with plain DL4J
 */
public record SweepOutcome(
    String folder, List<TrialResult> top, RankedSweep ranked, CheckNote check) {
  public SweepOutcome {
    top = List.copyOf(top);
  }

  public SweepReport report() {
    return ranked.report();
  }

  public SweepReport.Counts counts() {
    return report().counts();
  }

  /** The command's exit code, which is also in {@code status.json}. */
  public ExitCode exitCode(boolean strict) {
    SweepReport.Counts counts = counts();
    if ((counts.complete() == 0 && counts.left() == 0)
        || (strict && (counts.failed() > 0 || check.missing()))) {
      return ExitCode.FAILED;
    }
    return counts.left() > 0 ? ExitCode.PARTIAL : ExitCode.OK;
  }

  /** The best trial; empty if none completed. */
  public Optional<TrialResult> best() {
    return counts().complete() == 0 ? Optional.empty() : Optional.of(top.get(0));
  }

  /** The best trial's model in the label's own units; empty if no trial completed. */
  public Optional<LinearModel> model() {
    return report().bestModel();
  }
}
