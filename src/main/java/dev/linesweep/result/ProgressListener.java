package dev.linesweep.result;

/** Listens to the progress of training, on the driver's thread. */
public interface ProgressListener {
  /** Shows a line about what is happening. */
  default void note(String line) {}

  /** Training begins. */
  default void started(SweepSize size) {}

  /** More trials are done; called at most about four times a second. */
  default void progressed(Progress progress) {}

  /** Training has ended, successfully or not. */
  default void finished(Progress progress) {}
}
