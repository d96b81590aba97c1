package dev.linesweep;

import dev.linesweep.report.SweepListener;
import dev.linesweep.result.Progress;
import dev.linesweep.spec.JobException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A sweep that runs in its own thread, from {@link Sweep#start}. Safe for use by several threads.
 *
 * <pre>{@code
 * SweepHandle sweep = Sweep.read("jobs/line.yaml").start(spark);
 * while (!sweep.isDone()) {
 *   System.out.println(sweep.progress().done());
 *   Thread.sleep(1000);
 * }
 * SweepResult result = sweep.await();
 * }</pre>
 */
public final class SweepHandle {
  private final Latest latest;
  private final FutureTask<SweepResult> sweep;
  private final Thread thread;
  private volatile boolean cancelled;

  private SweepHandle(String name, Latest latest, Callable<SweepResult> sweep) {
    this.latest = latest;
    this.sweep = new FutureTask<>(sweep);
    this.thread = new Thread(this.sweep, "linesweep " + name);
  }

  /** The sweep to run, which reports to the given listener. */
  interface Running {
    SweepResult run(SweepListener listener) throws InterruptedException;
  }

  static SweepHandle start(String name, SweepListener listener, Running running) {
    Latest latest = new Latest();
    SweepHandle handle = new SweepHandle(name, latest, () -> running.run(latest.and(listener)));
    handle.thread.setDaemon(true);
    handle.thread.start();
    return handle;
  }

  private static final class Latest implements SweepListener {
    private volatile Progress progress = Progress.before(0, 0, 0);

    @Override
    public void progressed(Progress now) {
      progress = now;
    }

    @Override
    public void finished(Progress end) {
      progress = end;
    }
  }

  /** The sweep's progress; zero of zero while it reads its data. */
  public Progress progress() {
    return latest.progress;
  }

  /** Whether the sweep has ended, well or not. */
  public boolean isDone() {
    return sweep.isDone();
  }

  /**
   * Ends the sweep cleanly: finished blocks are kept, and running it again continues from there.
   * Returns at once; {@link #isDone} and {@link #await} say when it has ended. Does nothing if it
   * has ended already.
   */
  public void cancel() {
    cancelled = true;
    thread.interrupt();
  }

  /**
   * Waits for the end of the sweep.
   *
   * @throws CancellationException if it was cancelled before its end
   * @throws JobException if the job or its data cannot be run; nothing is written then
   * @throws dev.linesweep.spark.SweepFailure if the sweep cannot continue
   * @throws InterruptedException if the thread is interrupted, which leaves the sweep running
   */
  public SweepResult await() throws InterruptedException {
    try {
      return sweep.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cancelled || cause instanceof InterruptedException) {
        CancellationException stopped =
            new CancellationException(
                "the sweep was cancelled. Finished blocks are kept; run it again to continue.");
        stopped.initCause(cause);
        throw stopped;
      }
      if (cause instanceof RuntimeException known) {
        throw known;
      }
      if (cause instanceof Error fatal) {
        throw fatal;
      }
      throw new IllegalStateException(cause);
    }
  }

  /** {@link #await} by a name that Python can call, where {@code await} is a keyword. */
  public SweepResult result() throws InterruptedException {
    return await();
  }
}
