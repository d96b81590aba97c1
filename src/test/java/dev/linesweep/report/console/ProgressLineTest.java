package dev.linesweep.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.result.Progress;
import dev.linesweep.result.SweepSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  void theShareIsThatOfTheWorkAndNotOfTheTrials() {
    ProgressLine line = new ProgressLine(size(0, 160, 8), "test_loss");
    assertThat(line.format(new Progress(120, 160, 3, 0, 0.25, 2), TEN_SECONDS))
        .isEqualTo(
            "[#####---------------]  25% · 120 of 160 trials · 10 s · 12/s · 30 s left · best"
                + " test_loss 0.25 · 3 diverged");
  }

  @Test
  void whatEarlierRunsTrainedCountsAsDoneButNotInTheRate() {
    ProgressLine line = new ProgressLine(size(80, 160, 4), "test_loss");
    assertThat(line.format(new Progress(120, 160, 0, 0, 0.25, 2), TEN_SECONDS))
        .isEqualTo(
            "[###############-----]  75% · 120 of 160 trials · 10 s · 4/s · 10 s left · best of"
                + " this run test_loss 0.25");
  }

  @Test
  void theElapsedTimeIsShownToTheSecond() {
    ProgressLine line = new ProgressLine(size(0, 160, 8), "test_loss");
    assertThat(line.format(new Progress(120, 160, 0, 0, 0.25, 2), Duration.ofSeconds(130)))
        .contains("120 of 160 trials · 2 min 10 s · ");
  }

  @Test
  void aRunWithABudgetCountsTowardsItsOwnGoalAndEndsWithTheSweeps() {
    ProgressLine line = new ProgressLine(size(0, 40, 8), "test_loss");
    Progress half = new Progress(20, 160, 0, 0, 0.25, 4);
    assertThat(line.format(half, TEN_SECONDS)).contains(" 50% · 20 of 40 trials");
    Progress all = new Progress(40, 160, 0, 0, 0.25, 8);
    assertThat(line.format(all, TEN_SECONDS)).contains("100% · 40 of 40 trials");
    assertThat(line.formatLast(all, TEN_SECONDS)).contains(" 25% · 40 of 160 trials");
  }

  @Test
  void nothingIsDoneBeforeItIs() {
    ProgressLine line = new ProgressLine(size(0, 160, 8), "test_loss");
    assertThat(line.format(new Progress(159, 160, 0, 0, 0.25, 8), TEN_SECONDS)).contains(" 99% ");
  }

  private static SweepSize size(long journalled, long goal, double cost) {
    return new SweepSize(160, 40, journalled, goal, 4, cost, 2);
  }
}
