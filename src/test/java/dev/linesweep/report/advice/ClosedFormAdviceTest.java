package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.report.Jobs;
import dev.linesweep.report.Outcomes;
import dev.linesweep.report.Sweeps;
import org.junit.jupiter.api.Test;

class ClosedFormAdviceTest {
  @Test
  void aBetterClosedFormAsksForAdamWhereItWasNotTried() {
    assertThat(ClosedFormAdvice.on(new ReportFacts(Sweeps.report(Jobs.atTheEdge(), 5))))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.note())
                  .contains(" in closed form ")
                  .endsWith(". Adam adapts its step to each weight.");
              assertThat(advice.change()).isEqualTo("optimizer: {values: [sgd, adam]}");
            });
  }

  @Test
  void aLineThatIsFoundLeavesTheClosedFormNothing() {
    assertThat(ClosedFormAdvice.on(new ReportFacts(Sweeps.report(Jobs.found(), 5)))).isEmpty();
  }

  @Test
  void aLuckyWinnerOnAFeatureOfLargeScaleIsToldToStandardizeIt() {
    assertThat(
            ClosedFormAdvice.on(
                new ReportFacts(
                    new Outcomes()
                        .train(6.1, 1)
                        .test(1.2, 2.94)
                        .feature("year", 1950, 30)
                        .report())))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.note())
                  .startsWith(
                      "Training did not reach the closed form: its mae on the training rows")
                  .endsWith(
                      "The values of year are typically as large as 1950, which slows training.");
              assertThat(advice.change()).isEqualTo("--set data.standardize=all");
            });
  }
}
