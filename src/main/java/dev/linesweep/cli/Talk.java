package dev.linesweep.cli;

/** How much a run says on standard error. */
enum Talk {
  /** Only errors. */
  QUIET,
  /** Progress and notes. */
  USUAL,
  /** Also what each phase does and how long it takes. */
  VERBOSE
}
