package dev.linesweep.cli;

import dev.linesweep.report.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a command in good order on Ctrl-C or SIGTERM: interrupts it, gives it some seconds to put
 * its folder right, says how to go on, and ends the process with exit code 130.
 */
final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Thread command = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
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

  private void stop() {
    err.println();
    err.println("Interrupted. Finished blocks are kept: the same command goes on from there.");
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
