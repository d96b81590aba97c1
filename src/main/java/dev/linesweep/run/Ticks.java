package dev.linesweep.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something again and again on a thread of its own, from a first pause on. */
@FunctionalInterface
interface Ticks {
  Ticking start(Runnable work);

  /** Ends with {@link #close}; work that has begun then may still come to its end. */
  @FunctionalInterface
  interface Ticking extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param pause between the end of the work and its next begin
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
