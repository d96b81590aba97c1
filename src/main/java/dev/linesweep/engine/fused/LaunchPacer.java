package dev.linesweep.engine.fused;

import java.util.function.LongSupplier;

/**
 * Finds how much work a GPU does between two looks at the clock, so that a training can be
 * interrupted. Each round is measured and decides the length of the next one.
 */
final class LaunchPacer {
  private static final double MOST_GROWTH = 8;
  private static final double NANOS = 1e9;

  private final double seconds;
  private final LongSupplier clock;
  private double cells;

  /**
   * @param clock in nanoseconds
   */
  LaunchPacer(GpuLimits limits, LongSupplier clock) {
    seconds = limits.seconds();
    cells = limits.firstCells();
    this.clock = clock;
  }

  /** How many steps the next round takes; at least one. */
  int steps(double cellsPerStep) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, cells / cellsPerStep));
  }

  /** Runs a round of so much work and measures it. */
  void time(double cellsDone, Runnable round) {
    long began = clock.getAsLong();
    round.run();
    double took = Math.max(1, clock.getAsLong() - began) / NANOS;
    cells = Math.min(cells * MOST_GROWTH, cellsDone / took * seconds);
  }
}
