package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.result.Progress;
import dev.linesweep.spec.EarlyTerminate;
import dev.linesweep.spec.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of a run that a budget stopped. */
class BudgetTest {
  private static final Budget BUDGET =
      Budget.NONE.withTime(Duration.ofSeconds(90)).withTrials(2000);

  @Test
  void aStopByTimeSaysThatUnfinishedBlocksAreKeptToo() {
    assertThat(BUDGET.stopped(true, Progress.before(1000, 5000, 0), 10, Duration.ZERO))
        .isEqualTo(
            "stopped by --time-budget 1m30s: 1,000 of 5,000 trials done; unfinished blocks are kept"
                + " up to their last checkpoint; run the same command again to continue");
    assertThat(BUDGET.stopped(true, Progress.before(10, 5000, 0), 10, Duration.ZERO))
        .endsWith("no block was finished in this run; run the same command again to continue");
  }

  @Test
  void aStopByTrialsLeavesNoBlockUnfinished() {
    assertThat(BUDGET.stopped(false, Progress.before(1000, 5000, 0), 10, Duration.ZERO))
        .isEqualTo(
            "stopped by --max-trials 2000: 1,000 of 5,000 trials done; run the same command again"
                + " to continue");
  }

  @Test
  void aLimitOfTheJobHasItsKeysNameUntilAnOptionOverridesIt() {
    Budget ofJob =
        Budget.of(
            new Limits(2000, Duration.ofSeconds(90), Limits.Stop.NEVER, EarlyTerminate.NEVER));
    Progress progress = Progress.before(1000, 5000, 0);

    assertThat(ofJob.stopped(true, progress, 10, Duration.ZERO))
        .startsWith("stopped by time_budget 1m30s: ");
    assertThat(ofJob.stopped(false, progress, 10, Duration.ZERO))
        .startsWith("stopped by max_trials 2000: ");
    assertThat(ofJob.withTrials(30).stopped(false, progress, 10, Duration.ZERO))
        .startsWith("stopped by --max-trials 30: ");
    assertThat(ofJob.withTrials(30).stopped(true, progress, 10, Duration.ZERO))
        .startsWith("stopped by time_budget 1m30s: ");
    assertThat(Budget.of(Limits.NONE).isNone()).isTrue();
  }

  @Test
  void aBudgetThatReadingTheDataAteSaysSo() {
    Progress none = Progress.before(0, 36, 0);
    assertThat(BUDGET.stopped(true, none, 0, Duration.ofMillis(91_260)))
        .isEqualTo(
            "stopped by --time-budget 1m30s: 0 of 36 trials done; reading the data took 91.3 s, so"
                + " no time was left for training: set a longer budget; no block was finished in"
                + " this run; run the same command again to continue");
    assertThat(BUDGET.stopped(true, none, 0, Duration.ofSeconds(60)))
        .contains(
            "0 of 36 trials done; reading the data took 60.0 s of it, which every run needs; ");
    assertThat(BUDGET.stopped(true, none, 0, Duration.ofSeconds(45))).doesNotContain("reading");
    assertThat(BUDGET.stopped(false, none, 0, Duration.ofSeconds(91))).doesNotContain("reading");
  }
}
