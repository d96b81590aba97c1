package dev.linesweep.run;

import dev.linesweep.report.SweepListener;
import dev.linesweep.result.Progress;

/** Knows how far a sweep is. */
final class LatestProgress implements SweepListener {
  private volatile Progress progress = Progress.before(0, 0, 0);

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
  }

  @Override
  public void finished(Progress end) {
    progress = end;
  }
}
