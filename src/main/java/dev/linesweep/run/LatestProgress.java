package dev.linesweep.run;

import dev.linesweep.output.StatusJson;
import dev.linesweep.report.SweepListener;
import dev.linesweep.report.console.ProgressLine;
import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepSize;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The latest progress of a sweep. Any thread may read it. */
final class LatestProgress implements SweepListener {
  private final LongSupplier nanos;
  private Progress progress = Progress.before(0, 0, 0);
  private Optional<SweepSize> size = Optional.empty();
  private long began;
  private Optional<Duration> took = Optional.empty();

  /**
   * @param nanos a clock as {@link System#nanoTime}
   */
  LatestProgress(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** The progress of the sweep. */
  synchronized Progress progress() {
    return progress;
  }

  /**
   * The progress in trials.
   *
   * @param total trials of the sweep
   */
  synchronized StatusJson.Trials trials(long total) {
    Duration elapsed = took.orElseGet(() -> Duration.ofNanos(nanos.getAsLong() - began));
    return new StatusJson.Trials(
        total,
        progress.done(),
        progress.diverged(),
        progress.failed(),
        size.map(s -> (progress.done() - s.journalled()) / seconds(elapsed)).orElse(Double.NaN),
        size.map(s -> ProgressLine.of(s, "", progress, elapsed).share()).orElse(0.0));
  }

  private static double seconds(Duration elapsed) {
    return Math.max(1, elapsed.toMillis()) / 1e3;
  }

  /** Sets the progress to where earlier runs ended. */
  synchronized void begin(Progress before) {
    progress = before;
  }

  @Override
  public synchronized void started(SweepSize begun) {
    size = Optional.of(begun);
    began = nanos.getAsLong();
  }

  @Override
  public synchronized void progressed(Progress now) {
    progress = now;
  }

  @Override
  public synchronized void finished(Progress end) {
    progress = end;
    took = Optional.of(Duration.ofNanos(nanos.getAsLong() - began));
  }
}
