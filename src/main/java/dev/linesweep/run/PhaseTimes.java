package dev.linesweep.run;

import dev.linesweep.report.SweepListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** How long each phase of a sweep took, in the order in which they started. */
final class PhaseTimes {
  private final Map<String, Duration> times = new LinkedHashMap<>();
  private final SweepListener told;
  private final Ticks patience;
  private volatile String now = "";

  /** A run that is silent for this long seems to hang. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * @param told is told of each phase that takes longer than the patience, and of the end of each
   * @param patience ticks once a phase takes too long
   */
  PhaseTimes(SweepListener told, Ticks patience) {
    this.told = told;
    this.patience = patience;
  }

  /**
   * Runs a phase and adds its wall time.
   *
   * @throws InterruptedException before the phase, if the thread is interrupted
   */
  <T> T time(String phase, Callable<T> work) throws Exception {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long began = System.nanoTime();
    now = phase;
    AtomicBoolean tell = new AtomicBoolean(true);
    try (Ticks.Ticking waiting =
        patience.start(
            () -> {
              if (tell.getAndSet(false)) {
                told.lasting(phase);
              }
            })) {
      return work.call();
    } finally {
      tell.set(false);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      now = "";
      times.merge(phase, took, Duration::plus);
      told.phase(phase, took);
    }
  }

  /** Runs a phase without a result. */
  void run(String phase, Work work) throws Exception {
    time(
        phase,
        () -> {
          work.run();
          return true;
        });
  }

  /** A phase without a result. */
  interface Work {
    void run() throws Exception;
  }

  /** The running phase; empty between two phases. */
  String now() {
    return now;
  }

  /** The time of one phase so far. */
  Duration of(String phase) {
    return times.getOrDefault(phase, Duration.ZERO);
  }

  Map<String, Duration> times() {
    return new LinkedHashMap<>(times);
  }
}
