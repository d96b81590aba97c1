package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.report.Jobs;
import dev.linesweep.report.Sweeps;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingAdviceTest {
  @Test
  void theHighestMomentumAsksForMoreBelowOne() {
    assertThat(
            SettingAdvice.on(
                new ReportFacts(
                    Sweeps.report(
                        Jobs.line(List.of(Jobs.MOMENTA), List.of(0.01), List.of(10), List.of(42L)),
                        5))))
        .contains(
            new Advice(
                "The best momentum of nesterovs, 0.9, is the highest of those tried.",
                "optimizer: {values: [{nesterovs: {momentum: {values: [0.5, 0.9, 0.95,"
                    + " 0.99]}}}]}"));
  }
}
