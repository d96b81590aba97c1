package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.report.advice.Advice;
import dev.linesweep.spec.SpecReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is advised after everything diverged does not diverge again. */
class StableRatesAdviceTest {
  private static final String JOB =
      """
      name: steep
      data:
        line: {weight: 2, bias: 1, start: 0, end: 1, step: 0.02}
        standardize: none
      training: {loss: mse}
      parameters:
        optimizer: {values: [sgd, nesterovs]}
        learning_rate: {values: [1e5, 1e10, 1e30]}
        epochs: {values: [50, 100]}
      """;

  private static SweepReport report(String... overrides) {
    return PlainSweeps.report(SpecReader.read(JOB, "j", List.of(overrides)), 3);
  }

  @Test
  void ratesWithinTheStableRangeAreAdvisedAndTrain() {
    List<Advice> advice = Advice.on(report());
    Advice rates = advice.get(advice.size() - 1);

    assertThat(rates.note()).contains("stable below");
    SweepReport.Counts counts = report(rates.change().replaceFirst(": ", "=")).counts();
    assertThat(counts.diverged()).isZero();
    assertThat(counts.complete()).isEqualTo(counts.total());
  }
}
