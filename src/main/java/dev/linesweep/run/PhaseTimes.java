package dev.linesweep.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** How long each phase of a sweep took, in the order they began. */
final class PhaseTimes {
  private final Map<String, Duration> times = new LinkedHashMap<>();
  private final BiConsumer<String, Duration> told;
  private volatile String now = "";

  /**
   * @param told each phase as it ends
   */
  PhaseTimes(BiConsumer<String, Duration> told) {
    this.told = told;
  }

  /**
   * Runs a phase and adds its wall time.
   *
   * @throws InterruptedException before it, where the thread is interrupted
   */
  <T> T time(String phase, Callable<T> work) throws Exception {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long began = System.nanoTime();
    now = phase;
    try {
      return work.call();
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      now = "";
      times.merge(phase, took, Duration::plus);
      told.accept(phase, took);
    }
  }

  /** Runs a phase that has no result. */
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

  /** The phase that runs; empty between two. */
  String now() {
    return now;
  }

  /** Of one phase so far. */
  Duration of(String phase) {
    return times.getOrDefault(phase, Duration.ZERO);
  }

  Map<String, Duration> times() {
    return new LinkedHashMap<>(times);
  }
}
