package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Outcomes;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.console.ClosingSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedAdviceTest {
  @Test
  void settingsWithinTheSpreadOverSeedsAskForMoreSeeds() {
    assertThat(SeedAdvice.on(new ReportFacts(PlainSweeps.report(TypicalJobs.noisy(), 5))))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.note())
                  .matches(
                      "[0-9]+ of the next [0-9]+ settings (is|are) not distinguishable from the"
                          + " best with 3 seeds; more seeds may separate them\\.");
              assertThat(advice.change()).isEqualTo("seed: {values: [1, 2, 3, 4, 5, 6]}");
            });
  }

  @Test
  void ofOneTrialNothingIsChosenLedOrChance() {
    SweepReport one =
        PlainSweeps.report(
            TypicalJobs.line(List.of(TypicalJobs.SGD), List.of(0.01), List.of(1), List.of(7L)), 3);
    assertThat(ClosingSummary.of(one, "runs/x", List.of(), 80) + ClosingSummary.judgment(one, 80))
        .contains("The only trial: ", ", on the test rows")
        .contains("the spread over seeds is unknown")
        .doesNotContain("chosen", "lead", "is chance");
  }

  @Test
  void aWinnerAheadOfTheExactFitHasALead() {
    assertThat(SeedAdvice.on(new ReportFacts(new Outcomes().test(0.9, 1).diverged(1).report())))
        .hasValueSatisfying(advice -> assertThat(advice.note()).contains("of the lead is chance"));
    assertThat(SeedAdvice.on(new ReportFacts(new Outcomes().test(1.001, 1).diverged(1).report())))
        .hasValueSatisfying(advice -> assertThat(advice.note()).contains("of the difference is"));
  }

  @Test
  void aWinnerThatLosesHasADifferenceAndNoLead() {
    assertThat(SeedAdvice.on(new ReportFacts(PlainSweeps.report(TypicalJobs.atTheEdge(), 5))))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.note())
                    .isEqualTo(
                        "All trials have one seed, so it is unknown how much of the difference is"
                            + " chance."));
  }

  @Test
  void settingsThatAreAsGoodAsTheFirstAskForNoSeeds() {
    assertThat(
            SeedAdvice.on(new ReportFacts(new Outcomes().test(0.5, 1).settings(1328, 0).report())))
        .isEmpty();
  }
}
