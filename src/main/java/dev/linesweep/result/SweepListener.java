package dev.linesweep.result;

import java.time.Duration;

/** Is told what a sweep does, from the driver's thread. */
public interface SweepListener {
  /** Tells nobody. */
  SweepListener SILENT = new SweepListener() {};

  /** A line about what is going on, for people. */
  default void note(String line) {}

  /** A phase has ended, well or not: {@code data}, {@code training}, {@code tables} and so on. */
  default void phase(String name, Duration time) {}

  /** Training begins. */
  default void started(SweepSize size) {}

  /** Some more trials are done; called about four times a second at the most. */
  default void progressed(Progress progress) {}

  /** The trials are ranked: the text that people read, before the winner is checked. */
  default void ranked(String closingText) {}

  /** Training has ended, well or not. */
  default void finished(Progress progress) {}
}
