package dev.linesweep.cli;

import dev.linesweep.report.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a command on Ctrl-C or SIGTERM with exit code 130: at once as long as it only starts, then
 * in good order: interrupts it, gives it some seconds to put its folder right, and says how to go
 * on.
 */
final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static volatile boolean begun;

  private final Thread command = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Runnable hush;
  private final PrintWriter err;
  private final Thread hook = new Thread(this::stop, "linesweep-interruption");

  private Interruption(PrintWriter err) {
    this.err = err;
  }

  /** Watches until closed. */
  static Interruption watch(PrintWriter err) {
    Interruption interruption = new Interruption(err);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether a command is being stopped: what fails then fails of that. */
  static boolean begun() {
    return begun;
  }

  /**
   * There is something to put right from now on.
   *
   * @param hush silences what else is stopping in this process
   */
  void stopInGoodOrder(Runnable hush) {
    this.hush = hush;
  }

  private void stop() {
    begun = true;
    err.println();
    Runnable silence = hush;
    if (silence == null) {
      err.println("Interrupted before the sweep began.");
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
      return;
    }
    silence.run();
    err.println(
        "Interrupted. Finished blocks are kept, and the others up to their last checkpoint:"
            + " the same command continues from there.");
    command.interrupt();
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        err.println("It did not stop in time and is ended as it is.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      err.flush(); // The process is going down already: the hook ends it.
    }
  }
}
