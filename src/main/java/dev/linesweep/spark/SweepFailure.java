package dev.linesweep.spark;

import dev.linesweep.fault.Faults;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A sweep that cannot continue, although its job file is correct: exit code 1. */
public final class SweepFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public SweepFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Describes a failure in one line; a cause that is a sweep's failure keeps its message. */
  public static SweepFailure of(Throwable failure) {
    return of("the sweep failed", failure);
  }

  /**
   * Says what failed, and why, in one line; a cause that is a sweep's failure keeps its message.
   */
  public static SweepFailure of(String what, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SweepFailure itself) {
        return itself;
      }
    }
    return new SweepFailure(what + ": " + Faults.line(failure), failure);
  }
}
