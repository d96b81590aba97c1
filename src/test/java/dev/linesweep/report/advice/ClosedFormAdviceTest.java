package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.report.Jobs;
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
}
