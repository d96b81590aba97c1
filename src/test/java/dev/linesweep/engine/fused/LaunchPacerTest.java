package dev.linesweep.engine.fused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rounds of work settle at the time that they should take, on a card of any speed. */
class LaunchPacerTest {
  private static final GpuLimits LIMITS = new GpuLimits(1000, 0.1, 1, 1, 1, 1, 1);
  private static final double CELLS_PER_STEP = 7;

  private long now;

  /** Seconds of the tenth round, on a card of so many cells a second. */
  private double tenthRound(double speed) {
    LaunchPacer pacer = new LaunchPacer(LIMITS, () -> now);
    double seconds = 0;
    for (int round = 0; round < 10; round++) {
      double cells = pacer.steps(CELLS_PER_STEP) * CELLS_PER_STEP;
      seconds = cells / speed;
      long nanos = (long) (seconds * 1e9);
      pacer.time(cells, () -> now += nanos);
    }
    return seconds;
  }

  @Test
  void theyTakeWhatTheyShould() {
    for (double speed : new double[] {1e3, 1e6, 1e9}) {
      assertThat(tenthRound(speed)).as("%s cells a second", speed).isBetween(0.09, 0.1001);
    }
  }

  @Test
  void aStepIsTheLeastHoweverLongItTakes() {
    assertThat(tenthRound(1)).isEqualTo(7);
  }
}
