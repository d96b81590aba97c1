package dev.linesweep.track;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a sweep waits for its tracking server: in total, and for calls that fail. The time of
 * each failed call is subtracted from the rest.
 */
public final class Patience {
  /** The total for calls that fail. */
  static final Duration WITH_FAILURES = Duration.ofSeconds(10);

  private final LongSupplier ticks;
  private final long end;
  private long forFailures;

  /**
   * @param inAll the total time from now on
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

  /** Subtracts the time of a failed call. */
  void failedSince(long began) {
    forFailures -= now() - began;
  }

  /** The time left for a call that may fail; zero or less if there is none. */
  Duration left() {
    return Duration.ofNanos(Math.min(forFailures, end - now()));
  }

  /** The time left for all calls; zero or less if there is none. */
  Duration inAll() {
    return Duration.ofNanos(end - now());
  }

  boolean isOver() {
    return end - now() <= 0;
  }
}
