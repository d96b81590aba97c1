package dev.linesweep.run;

import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepListener;
import dev.linesweep.result.SweepSize;
import java.time.Duration;

/** Knows how far a sweep is, and passes on all that it is told. */
final class LatestProgress implements SweepListener {
  private final SweepListener next;
  private volatile Progress progress = Progress.before(0, 0, 0);

  LatestProgress(SweepListener next) {
    this.next = next;
  }

  /** How far the sweep is. */
  Progress progress() {
    return progress;
  }

  /** The sweep begins where earlier runs came. */
  void begin(Progress before) {
    progress = before;
  }

  @Override
  public void progressed(Progress now) {
    progress = now;
    next.progressed(now);
  }

  @Override
  public void finished(Progress end) {
    progress = end;
    next.finished(end);
  }

  @Override
  public void note(String line) {
    next.note(line);
  }

  @Override
  public void phase(String name, Duration time) {
    next.phase(name, time);
  }

  @Override
  public void started(SweepSize size) {
    next.started(size);
  }

  @Override
  public void ranked(String closingText) {
    next.ranked(closingText);
  }
}
