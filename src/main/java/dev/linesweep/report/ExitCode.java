package dev.linesweep.report;

/** What the command returns to its caller. */
public enum ExitCode {
  /** Everything went well. */
  OK(0),

  /** The sweep failed. */
  FAILED(1),

  /** Usage, job file or data. */
  USAGE(2),

  /** Stopped by a budget; running the same command again continues. */
  PARTIAL(3),

  /** Stopped by Ctrl-C or SIGTERM. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
