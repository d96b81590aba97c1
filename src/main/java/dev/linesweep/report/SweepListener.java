package dev.linesweep.report;

import dev.linesweep.result.Progress;
import dev.linesweep.result.ProgressListener;
import dev.linesweep.result.SweepSize;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Is told what a sweep does, from the driver's thread unless it says otherwise. */
public interface SweepListener extends ProgressListener {
  /** Tells nobody. */
  SweepListener SILENT = new SweepListener() {};

  /** A phase takes so long that a reader should know of it; called once, on any thread. */
  default void lasting(String phase) {}

  /** A phase has ended, well or not: {@code data}, {@code training}, {@code tables} and so on. */
  default void phase(String name, Duration time) {}

  /** The trials are ranked; the winner is checked only after it. */
  default void ranked(RankedSweep sweep) {}

  /** Tells this listener first, then the other one. */
  default SweepListener and(SweepListener other) {
    return and(other, line -> line);
  }

  /**
   * Tells this listener first, then the other one.
   *
   * @param words what the other one is told of a line
   */
  default SweepListener and(SweepListener other, UnaryOperator<String> words) {
    SweepListener first = this;
    return new SweepListener() {
      @Override
      public void note(String line) {
        first.note(line);
        other.note(words.apply(line));
      }

      @Override
      public void lasting(String phase) {
        first.lasting(phase);
        other.lasting(phase);
      }

      @Override
      public void phase(String name, Duration time) {
        first.phase(name, time);
        other.phase(name, time);
      }

      @Override
      public void started(SweepSize size) {
        first.started(size);
        other.started(size);
      }

      @Override
      public void progressed(Progress progress) {
        first.progressed(progress);
        other.progressed(progress);
      }

      @Override
      public void ranked(RankedSweep sweep) {
        first.ranked(sweep);
        other.ranked(sweep);
      }

      @Override
      public void finished(Progress progress) {
        first.finished(progress);
        other.finished(progress);
      }
    };
  }
}
