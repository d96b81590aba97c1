package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Outcomes;
import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedFormAdviceTest {
  @Test
  void aBetterExactFitAsksForMoreEpochsIfOneFeatureLeavesAdamNothingToAdapt() {
    assertThat(ClosedFormAdvice.on(new ReportFacts(PlainSweeps.report(TypicalJobs.atTheEdge(), 5))))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.note())
                  .startsWith("The exact fit of least absolute deviations has a better ")
                  .endsWith(". More epochs may close the gap.");
              assertThat(advice.change())
                  .isEqualTo("epochs: {values: [1, 10, 100, 400, 800, 1600]}");
            });
  }

  @Test
  void aTrainingThatStalledIsNotToldToTrainMore() {
    Outcomes outcomes = new Outcomes().train(6, 1).test(6, 1);
    assertThat(ClosedFormAdvice.on(new ReportFacts(outcomes.losses(9, 6.1, 6).report())))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.note()).endsWith("; smaller learning rates may.");
              assertThat(advice.change()).isEmpty();
            });
    assertThat(ClosedFormAdvice.on(new ReportFacts(outcomes.losses(20, 11, 6).report())))
        .hasValueSatisfying(
            advice -> assertThat(advice.note()).endsWith("More epochs may close the gap."));
  }

  @Test
  void aTrainingAtItsOptimumIsNotToldToTrainMore() {
    assertThat(Advice.on(new Outcomes().test(1.2, 1).testRows(21).report()))
        .first()
        .satisfies(
            advice -> {
              assertThat(advice.note())
                  .isEqualTo(
                      "The exact fit of least absolute deviations has a better test_loss: 1 instead"
                          + " of 1.2. But on 21 test rows a difference of up to about 33 % can be"
                          + " chance (an upper bound, since the errors row by row are not"
                          + " available). Training is at its optimum: no weights have a noticeably"
                          + " lower training loss than its 1.");
              assertThat(advice.change()).isEmpty();
            });
  }

  @Test
  void anUnscaledFeatureIsStandardizedBeforeRatesAndEpochs() {
    List<Advice> advice =
        Advice.on(new Outcomes().train(6, 1).test(6, 1).feature("year", 1950, 30).report());
    assertThat(advice.get(0).change())
        .isEqualTo(
            "--set data.standardize=all\nlearning_rate: {min: 0.0005, max: 0.5, count: 10, scale:"
                + " log}");
    assertThat(advice.subList(1, advice.size()))
        .extracting(Advice::change)
        .noneMatch(change -> change.contains("learning_rate") || change.contains("epochs"));
  }

  @Test
  void aLineThatIsFoundLeavesTheClosedFormNothing() {
    assertThat(ClosedFormAdvice.on(new ReportFacts(PlainSweeps.report(TypicalJobs.found(), 5))))
        .isEmpty();
  }

  @Test
  void aLuckyWinnerOnAFeatureOfLargeScaleIsToldToStandardizeIt() {
    assertThat(
            Advice.on(
                new Outcomes().train(6.1, 1).test(1.2, 2.94).feature("year", 1950, 30).report()))
        .first()
        .satisfies(
            advice -> {
              assertThat(advice.note())
                  .startsWith("Training did not reach the exact fit: its mae on the training rows")
                  .endsWith(
                      "Features are not standardized, and the values of year are typically as large"
                          + " as 1950.");
              assertThat(advice.change()).startsWith("--set data.standardize=all\n");
            });
  }
}
