package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterAdviceTest {
  @Test
  void theHighestMomentumAsksForMoreBelowOne() {
    assertThat(
            ParameterAdvice.on(
                new ReportFacts(
                    PlainSweeps.report(
                        TypicalJobs.line(
                            List.of(TypicalJobs.MOMENTA), List.of(0.01), List.of(10), List.of(42L)),
                        5))))
        .contains(
            new Advice(
                "The best momentum of nesterovs, 0.9, is the highest of those tried.",
                "optimizer: {values: [{nesterovs: {momentum: {values: [0.5, 0.9, 0.95,"
                    + " 0.99]}}}]}"));
  }
}
