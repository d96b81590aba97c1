package dev.linesweep.cli;

/** How much a run says on standard error. */
enum Talk {
  /** Errors alone. */
  QUIET,
  /** Progress and notes. */
  USUAL,
  /** What each phase does and takes, too. */
  VERBOSE
}
