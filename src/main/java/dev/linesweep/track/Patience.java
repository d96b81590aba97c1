package dev.linesweep.track;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a sweep waits for its tracking server: in all, and for calls that come to nothing. Each
 * call that fails takes its time from the rest.
 */
public final class Patience {
  /** For calls that fail, together. */
  static final Duration WITH_FAILURES = Duration.ofSeconds(10);

  private final LongSupplier ticks;
  private final long end;
  private long forFailures;

  /**
   * @param inAll from now on
   * @param ticks in nanoseconds
   */
  Patience(Duration withFailures, Duration inAll, LongSupplier ticks) {
    this.ticks = ticks;
    this.forFailures = withFailures.toNanos();
    this.end = ticks.getAsLong() + inAll.toNanos();
  }

  /** The usual patience with failures. */
  public static Patience of(Duration inAll) {
    return new Patience(WITH_FAILURES, inAll, System::nanoTime);
  }

  long now() {
    return ticks.getAsLong();
  }

  /** Takes the time of a call that failed. */
  void failedSince(long began) {
    forFailures -= now() - began;
  }

  /** What is left for a call that may fail; zero or less if nothing is. */
  Duration left() {
    return Duration.ofNanos(Math.min(forFailures, end - now()));
  }

  /** What is left for all calls; zero or less if nothing is. */
  Duration inAll() {
    return Duration.ofNanos(end - now());
  }

  boolean isOver() {
    return end - now() <= 0;
  }
}
