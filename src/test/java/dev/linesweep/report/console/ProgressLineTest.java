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
    SweepSize size = size(0, 160, 8);
    assertThat(text(size, new Progress(120, 160, 3, 0, 0.25, 2), TEN_SECONDS))
        .isEqualTo(
            "[#####---------------]  25% · 120 of 160 trials · 10 s · 12/s · 30 s left · best"
                + " test_loss 0.25 · 3 diverged");
  }

  @Test
  void whatEarlierRunsTrainedCountsAsDoneButNotInTheRate() {
    SweepSize size = size(80, 160, 4);
    assertThat(text(size, new Progress(120, 160, 0, 0, 0.25, 2), TEN_SECONDS))
        .isEqualTo(
            "[###############-----]  75% · 120 of 160 trials · 10 s · 4/s · 10 s left · best of"
                + " this run test_loss 0.25");
  }

  @Test
  void theElapsedTimeIsShownToTheSecond() {
    SweepSize size = size(0, 160, 8);
    assertThat(text(size, new Progress(120, 160, 0, 0, 0.25, 2), Duration.ofSeconds(130)))
        .contains("120 of 160 trials · 2 min 10 s · ");
  }

  @Test
  void aRunWithABudgetCountsTowardsItsOwnGoalAndEndsWithTheSweeps() {
    SweepSize size = size(0, 40, 8);
    Progress half = new Progress(20, 160, 0, 0, 0.25, 4);
    assertThat(text(size, half, TEN_SECONDS)).contains(" 50% · 20 of 40 trials");
    Progress all = new Progress(40, 160, 0, 0, 0.25, 8);
    assertThat(text(size, all, TEN_SECONDS)).contains("100% · 40 of 40 trials");
    assertThat(ProgressLine.last(size, "test_loss", all, TEN_SECONDS).text())
        .contains(" 25% · 40 of 160 trials");
  }

  @Test
  void nothingIsDoneBeforeItIs() {
    SweepSize size = size(0, 160, 8);
    assertThat(text(size, new Progress(159, 160, 0, 0, 0.25, 8), TEN_SECONDS)).contains(" 99% ");
  }

  @Test
  void whatFailedIsNoResultInTheEnd() {
    SweepSize size = size(0, 160, 8);
    Progress unwritten = new Progress(160, 160, 0, 160, Double.NaN, 8);
    assertThat(text(size, unwritten, TEN_SECONDS)).endsWith(" · 160 failed");
    assertThat(ProgressLine.last(size, "test_loss", unwritten, TEN_SECONDS).text())
        .endsWith(" · 160 failed, to be retried");
  }

  private static String fitting(int columns) {
    ProgressLine line =
        ProgressLine.of(
            new SweepSize(1000, 40, 0, 1000, 4, 2, 2),
            "test_loss",
            new Progress(500, 1000, 131, 0, 0.1, 1),
            Duration.ofSeconds(42));
    ProgressLine.Printed printed = line.fitting(columns);
    return printed.bar() + printed.rest();
  }

  @Test
  void littleRoomTakesTheMetricsNameThenTheBarAndThenThePartsAtTheEnd() {
    String all =
        "[##########----------]  50% · 500 of 1,000 trials · 42 s · 11.9/s · 42 s left · best"
            + " test_loss 0.1 · 131 diverged";
    assertThat(fitting(120)).isEqualTo(all);
    assertThat(fitting(all.length()))
        .isEqualTo(
            "[##########----------]  50% · 500 of 1,000 trials · 42 s · 11.9/s · 42 s left · best"
                + " 0.1 · 131 diverged");
    assertThat(fitting(95))
        .isEqualTo(
            "[####----]  50% · 500 of 1,000 trials · 42 s · 11.9/s · 42 s left · best 0.1 · 131"
                + " diverged");
    assertThat(fitting(90))
        .isEqualTo(
            "50% · 500 of 1,000 trials · 42 s · 11.9/s · 42 s left · best 0.1 · 131 diverged");
    assertThat(fitting(60)).isEqualTo("[####----]  50% · 500 of 1,000 trials · 42 s · 11.9/s");
    assertThat(fitting(5)).isEqualTo("[####----]  50%");
  }

  private static String text(SweepSize size, Progress progress, Duration elapsed) {
    return ProgressLine.of(size, "test_loss", progress, elapsed).text();
  }

  private static SweepSize size(long journalled, long goal, double cost) {
    return new SweepSize(160, 40, journalled, goal, 4, cost, 2);
  }
}
