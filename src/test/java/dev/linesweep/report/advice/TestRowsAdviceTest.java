package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.report.Jobs;
import dev.linesweep.report.Sweeps;
import org.junit.jupiter.api.Test;

class TestRowsAdviceTest {
  @Test
  void aWinnerOfTheTestRowsAsksForAValidationPart() {
    assertThat(TestRowsAdvice.on(new ReportFacts(Sweeps.report(Jobs.found(), 5))))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.change())
                    .isEqualTo(
                        """
                        split: {test: 0.2, validation: 0.1, by: order, seed: 13}
                        metric: {name: validation_loss, goal: minimize}\
                        """));
  }

  @Test
  void aWinnerOfTheValidationRowsIsChosenWell() {
    assertThat(TestRowsAdvice.on(new ReportFacts(Sweeps.report(Jobs.noisy(), 5)))).isEmpty();
  }
}
