package dev.linesweep.result;

/** How a trial ended. */
public enum State {
  /** It has finite weights and losses. */
  COMPLETE,
  /** A weight or a loss of it is not finite: a result, and never the best. */
  DIVERGED,
  /** It could not be trained; the next run tries it again. */
  FAILED
}
