package dev.linesweep.spark;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.JobException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a run stops before the grid is done; the next run goes on from there.
 *
 * @param time from the start of the run; what is being trained then is not waited for
 * @param trials the most that this run trains
 */
public record Budget(Optional<Duration> time, OptionalLong trials) {
  public static final Budget NONE = new Budget(Optional.empty(), OptionalLong.empty());

  public boolean isNone() {
    return time.isEmpty() && trials.isEmpty();
  }

  public Budget withTime(Duration limit) {
    return new Budget(Optional.of(limit), trials);
  }

  public Budget withTrials(long limit) {
    return new Budget(time, OptionalLong.of(limit));
  }

  /**
   * @throws JobException where not even one training fits
   */
  void requireRoomIn(SweepPlan plan) {
    int epochs = plan.epochs().length;
    if (trials.isPresent() && trials.getAsLong() < epochs) {
      throw new JobException(
          "--max-trials: one training brings a trial at each of the %d epoch counts. Give at least %d."
              .formatted(epochs, epochs));
    }
  }
}
