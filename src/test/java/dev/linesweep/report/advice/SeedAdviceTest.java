package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.report.Jobs;
import dev.linesweep.report.Outcomes;
import dev.linesweep.report.Sweeps;
import org.junit.jupiter.api.Test;

class SeedAdviceTest {
  @Test
  void settingsWithinTheSpreadOverSeedsAskForMoreSeeds() {
    assertThat(SeedAdvice.on(new ReportFacts(Sweeps.report(Jobs.noisy(), 5))))
        .hasValueSatisfying(
            advice -> assertThat(advice.change()).isEqualTo("seed: {values: [1, 2, 3, 4, 5, 6]}"));
  }

  @Test
  void aLuckyWinnerFarBelowSettingsThatAreAsGoodAsTheFirstAsksForNoSeeds() {
    assertThat(
            SeedAdvice.on(
                new ReportFacts(new Outcomes().test(0.5, 1).seeds(1328, 1226, 3).report())))
        .isEmpty();
  }
}
