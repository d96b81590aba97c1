package dev.linesweep.result;

/** Is told how training gets on, from the driver's thread. */
public interface ProgressListener {
  /** A line about what is going on, for people. */
  default void note(String line) {}

  /** Training begins. */
  default void started(SweepSize size) {}

  /** Some more trials are done; called about four times a second at the most. */
  default void progressed(Progress progress) {}

  /** Training has ended, well or not. */
  default void finished(Progress progress) {}
}
