package dev.linesweep.run;

import dev.linesweep.fault.Fault;
import dev.linesweep.fault.Faults;
import dev.linesweep.spark.SweepFailure;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.Caller;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs a step of a sweep and explains its failures, if their cause is known. */
final class Told {
  private Told() {}

  /**
   * Runs a step before the training: a fault of the command or the job becomes a {@link
   * JobException}.
   */
  static <T> T before(Callable<T> step) throws InterruptedException {
    return run(step, true);
  }

  /**
   * Runs a step that trains or writes. What fails here worked before, so any fault becomes a {@link
   * SweepFailure}, and so does an error that ends only this step.
   */
  static <T> T during(Callable<T> step) throws InterruptedException {
    try {
      return run(step, false);
    } catch (OutOfMemoryError | LinkageError e) {
      throw SweepFailure.of(e);
    }
  }

  /** Runs the step; its exceptions name options as the caller knows them. */
  static <T> T to(Caller caller, Step<T> step) throws InterruptedException {
    try {
      return step.run();
    } catch (JobException e) {
      List<String> problems = e.problems().stream().map(caller::told).toList();
      throw problems.equals(e.problems()) ? e : because(e, new JobException(problems));
    } catch (SweepFailure e) {
      String told = caller.told(String.valueOf(e.getMessage()));
      throw told.equals(e.getMessage()) ? e : new SweepFailure(told, e);
    }
  }

  private static <E extends RuntimeException> E because(Throwable cause, E failure) {
    failure.initCause(cause);
    return failure;
  }

  /** Work that can be interrupted. */
  interface Step<T> {
    T run() throws InterruptedException;
  }

  private static <T> T run(Callable<T> step, boolean before) throws InterruptedException {
    try {
      return step.call();
    } catch (InterruptedException | JobException | SweepFailure e) {
      throw e;
    } catch (Exception e) {
      requireNotInterrupted(e);
      throw told(e, before);
    }
  }

  /** Whether an interrupted thread could not read a file; a socket's timeout does not count. */
  private static void requireNotInterrupted(Exception failure) throws InterruptedException {
    if (failure instanceof InterruptedIOException && Thread.interrupted()) {
      throw new InterruptedException(failure.getMessage());
    }
  }

  private static RuntimeException told(Exception failure, boolean before) {
    Optional<Fault> fault = Faults.of(failure);
    if (fault.isPresent()) {
      return before && fault.get().isOfTheCommand()
          ? new JobException(fault.get().text())
          : new SweepFailure(fault.get().text(), failure);
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new SweepFailure(String.valueOf(failure.getMessage()), failure);
  }
}
