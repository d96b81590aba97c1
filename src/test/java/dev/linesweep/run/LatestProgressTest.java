package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.output.StatusJson.Trials;
import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepSize;
import org.junit.jupiter.api.Test;

class LatestProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private long nanos = 5 * SECOND;
  private final LatestProgress latest = new LatestProgress(() -> nanos);

  @Test
  void theRateIsThatOfThisRunsTraining() {
    assertThat(latest.trials(40)).isEqualTo(new Trials(40, 0, 0, 0, Double.NaN, 0));

    latest.begin(Progress.before(10, 40, 2));
    latest.started(new SweepSize(40, 40, 10, 40, 3, 6.0, 2));
    nanos += 4 * SECOND;
    latest.progressed(new Progress(20, 40, 3, 1, 0.5, 2.0));
    assertThat(latest.trials(40)).isEqualTo(new Trials(40, 20, 3, 1, 2.5, 0.25 + 0.75 * 2 / 6));

    nanos += 6 * SECOND;
    latest.finished(new Progress(40, 40, 3, 1, 0.5, 6.0));
    nanos += 100 * SECOND;
    assertThat(latest.trials(40)).isEqualTo(new Trials(40, 40, 3, 1, 3, 1));
  }
}
