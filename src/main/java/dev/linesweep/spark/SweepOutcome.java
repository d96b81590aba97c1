package dev.linesweep.spark;

import dev.linesweep.result.LinearModel;
import dev.linesweep.result.TrialResult;
import java.util.List;
import java.util.Optional;

/**
 * How a sweep ended.
 *
 * @param folder URI of the output folder
 * @param top the first trials in rank order
 * @param models the best trial's model in the label's own units; empty where no trial completed
 * @param closingText what people read at the end
 */
public record SweepOutcome(
    String folder,
    long completed,
    long diverged,
    long failed,
    List<TrialResult> top,
    List<LinearModel> models,
    String closingText) {
  public SweepOutcome {
    top = List.copyOf(top);
    models = List.copyOf(models);
  }

  /**
   * Whether the run is a failure: nothing completed, or, where that is asked for, a trial failed.
   */
  public boolean isFailure(boolean strict) {
    return completed == 0 || (strict && failed > 0);
  }

  /** The best trial; empty where none completed. */
  public Optional<TrialResult> best() {
    return completed == 0 ? Optional.empty() : Optional.of(top.get(0));
  }

  public Optional<LinearModel> model() {
    return models.stream().findFirst();
  }
}
