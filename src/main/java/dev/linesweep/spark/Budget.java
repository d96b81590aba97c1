package dev.linesweep.spark;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.Progress;
import dev.linesweep.spec.JobException;
import java.time.Duration;
import java.util.Locale;
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
   * Says which limit stopped a run, and how far it is.
   *
   * @param before trials that were done when it began
   */
  String stopped(boolean byTime, Progress progress, long before) {
    boolean nothing = progress.done() == before;
    return String.format(
        Locale.ROOT,
        "stopped by %s: %,d of %,d trials done; %s",
        byTime
            ? "--time-budget " + text(time.orElseThrow())
            : "--max-trials " + trials.orElseThrow(),
        progress.done(),
        progress.total(),
        nothing
            ? "no block was finished in this time, so give the same command more"
            : "the same command goes on");
  }

  /** As it is typed: {@code 90s} is {@code 1m30s}. */
  private static String text(Duration time) {
    return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  /**
   * @throws JobException where not even one block fits
   */
  void requireRoomIn(SweepPlan plan) {
    if (trials.isPresent() && trials.getAsLong() < plan.leastTrials()) {
      throw new JobException(
          "--max-trials: must be at least %d but was %d, since the %s engine trains so many trials of this job together."
              .formatted(plan.leastTrials(), trials.getAsLong(), plan.spec().engine().key()));
    }
  }
}
