package dev.linesweep.spark;

import dev.linesweep.fault.Faults;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The sweep cannot go on, through no fault of the job file: exit code 1. */
public final class SweepFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public SweepFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What is known of the failure in one line; if it is a failure of a sweep itself, that. */
  public static SweepFailure of(Throwable failure) {
    return of("the sweep failed", failure);
  }

  /**
   * What failed, and what is known of why in one line; if a cause is a failure of a sweep itself,
   * that.
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
