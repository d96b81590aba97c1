package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import org.junit.jupiter.api.Test;

class LearningRateAdviceTest {
  @Test
  void theHighestRateAsksForADecadeMore() {
    assertThat(
            LearningRateAdvice.onEdge(
                new ReportFacts(PlainSweeps.report(TypicalJobs.atTheEdge(), 5))))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.change())
                    .isEqualTo("learning_rate: {min: 0.001, max: 0.1, count: 9, scale: log}"));
  }

  @Test
  void anOptimizerThatMostlyDivergesGetsItsOwnRates() {
    assertThat(
            LearningRateAdvice.onDivergence(
                new ReportFacts(PlainSweeps.report(TypicalJobs.noisy(), 5))))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.note()).contains("trials of sgd diverged (57 %)");
              assertThat(advice.change())
                  .startsWith("optimizer: {values: [{sgd: {learning_rate: {min: 0.01, max: 0.1,");
            });
  }
}
