package dev.linesweep.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Repeats some work on its own thread, after a first pause. */
@FunctionalInterface
interface Ticks {
  Ticking start(Runnable work);

  /** Repeats until {@link #close}; work that has started may still finish then. */
  @FunctionalInterface
  interface Ticking extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param pause between the end of the work and its next start
   */
  static Ticks every(Duration pause) {
    return work -> {
      ScheduledExecutorService thread =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread made = new Thread(task, "linesweep-ticks");
                made.setDaemon(true);
                return made;
              });
      thread.scheduleWithFixedDelay(
          work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
      return thread::shutdown;
    };
  }
}
