package dev.linesweep.cli;

import dev.linesweep.report.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a command on Ctrl-C or SIGTERM with exit code 130: at once while it starts, and cleanly
 * after that: it is interrupted, has some seconds to put its folder right, and the user is told how
 * to continue. Spark ends the process as well, for example when too many executors fail: exit code
 * 1.
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

  /** Whether a command is being stopped, which then is why anything fails. */
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
    boolean signalled = isSignalled();
    ExitCode code = signalled ? ExitCode.INTERRUPTED : ExitCode.FAILED;
    String what = signalled ? "Interrupted" : "Spark ended this driver (its log says why)";
    Runnable silence = hush;
    if (silence == null) {
      err.println(what + (signalled ? " before the sweep began." : ". The sweep had not begun."));
      Runtime.getRuntime().halt(code.number());
      return;
    }
    silence.run();
    err.println(
        what
            + ". Finished blocks are kept, and the others up to their last checkpoint."
            + " Run the same command again to continue.");
    command.interrupt();
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        err.println("It did not stop in time, so it is ended now.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code.number());
  }

  /** Whether a signal ends the process: otherwise a thread of Spark has called for its exit. */
  private static boolean isSignalled() {
    return Thread.getAllStackTraces().values().stream()
        .noneMatch(
            stack ->
                Arrays.stream(stack).anyMatch(frame -> isCall(frame, "java.lang.System", "exit")));
  }

  private static boolean isCall(StackTraceElement frame, String type, String method) {
    return frame.getClassName().equals(type) && frame.getMethodName().equals(method);
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
