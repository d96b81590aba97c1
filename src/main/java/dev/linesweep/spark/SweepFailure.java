package dev.linesweep.spark;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The sweep cannot go on, through no fault of the job file: exit code 1. */
public final class SweepFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public SweepFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The deepest cause in one line; if that is a failure of a sweep itself, it. */
  public static SweepFailure of(Throwable failure) {
    return of("the sweep failed", failure);
  }

  /** What failed, and the deepest cause in one line; if that is a failure of a sweep itself, it. */
  public static SweepFailure of(String what, Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    if (deepest instanceof SweepFailure itself) {
      return itself;
    }
    String message = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
    return new SweepFailure(
        what + ": " + deepest.getClass().getSimpleName() + ": " + message, failure);
  }
}
