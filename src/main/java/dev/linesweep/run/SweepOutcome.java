package dev.linesweep.run;

import dev.linesweep.model.LinearModel;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.LeadingTrial;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.TrialResult;
import dev.linesweep.store.OutputFolder;
import java.util.List;
import java.util.Optional;

/**
 * How a sweep ended.
 *
 * @param folder URI of the output folder
 * @param left trials without a result, where a budget stopped the run
 * @param top the first trials in rank order
 * @param models the best trial's model in the label's own units; empty where no trial completed
 * @param closing what people read at the end
 */
public record SweepOutcome(
    String folder,
    long completed,
    long diverged,
    long failed,
    long left,
    List<TrialResult> top,
    List<LinearModel> models,
    ClosingText.Parts closing) {
  public SweepOutcome {
    top = List.copyOf(top);
    models = List.copyOf(models);
  }

  static SweepOutcome of(OutputFolder folder, SweepReport report, ClosingText.Parts closing) {
    return new SweepOutcome(
        folder.root().toString(),
        report.counts().complete(),
        report.counts().diverged(),
        report.counts().failed(),
        report.counts().left(),
        report.top().stream().map(LeadingTrial::result).toList(),
        report.bestModel().stream().toList(),
        closing);
  }

  /** All that people read at the end. */
  public String closingText() {
    return closing.text() + lastWords().map(words -> "\n" + words + "\n").orElse("");
  }

  /** What plain DL4J makes of the winner, as a sentence; empty if no trial completed. */
  public Optional<String> check() {
    return Optional.of(closing.check()).filter(sentence -> !sentence.isEmpty());
  }

  /** What is known only after the winner was checked; empty if no trial completed. */
  public Optional<String> lastWords() {
    return closing.lastWords();
  }

  /**
   * Whether the run is a failure: nothing completed of all there is, or, where that is asked for, a
   * trial failed.
   */
  public boolean isFailure(boolean strict) {
    return (completed == 0 && left == 0) || (strict && failed > 0);
  }

  /** Whether trials are left for the next run. */
  public boolean isPartial() {
    return left > 0;
  }

  /** What the command returns, and {@code status.json} says. */
  public ExitCode exitCode(boolean strict) {
    if (isFailure(strict)) {
      return ExitCode.FAILED;
    }
    return isPartial() ? ExitCode.PARTIAL : ExitCode.OK;
  }

  /** The best trial; empty where none completed. */
  public Optional<TrialResult> best() {
    return completed == 0 ? Optional.empty() : Optional.of(top.get(0));
  }

  public Optional<LinearModel> model() {
    return models.stream().findFirst();
  }
}
