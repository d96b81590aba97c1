package dev.linesweep.spark;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Says once what a start is waiting for, unless it is closed in time. */
final class SlowStart implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(10);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "linesweep-slow-start");
            thread.setDaemon(true);
            return thread;
          });

  private SlowStart() {}

  /**
   * @param notes takes the note, in another thread
   */
  static SlowStart watch(Duration after, Supplier<String> what, Consumer<String> notes) {
    SlowStart watch = new SlowStart();
    watch.clock.schedule(() -> notes.accept(what.get()), after.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
