package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {
  private static final String JOB =
      """
      name: line
      data:
        line: {weight: 0.7, bias: 0.3, start: 0.0, end: 1.0, step: 0.02}
      parameters: {optimizer: sgd, epochs: 1}
      """;

  @Test
  void aLineThatIsFoundExactlyNeedsNoWiderAxes() {
    assertThat(Advice.on(PlainSweeps.report(TypicalJobs.found(), 5)))
        .singleElement()
        .satisfies(
            advice -> assertThat(advice.change()).startsWith("split: {test: 0.2, validation"));
  }

  @Test
  void nothingCompleteAsksForLowerRatesAndNothingElse() {
    assertThat(Advice.on(PlainSweeps.report(TypicalJobs.diverging(), 5)))
        .singleElement()
        .satisfies(
            advice ->
                assertThat(advice.change())
                    .isEqualTo(
                        "learning_rate: {min: 0.0008625, max: 0.4312, count: 10, scale: log}"));
  }

  @Test
  void everyChangeIsOneThatAJobTakes() {
    for (SweepSpec spec :
        List.of(
            TypicalJobs.found(),
            TypicalJobs.atTheEdge(),
            TypicalJobs.noisy(),
            TypicalJobs.diverging())) {
      for (Advice advice : Advice.on(PlainSweeps.report(spec, 3))) {
        List<String> sets =
            advice.change().lines().map(line -> line.replaceFirst("^(\\w+): ", "$1=")).toList();
        assertThat(SpecReader.read(JOB, "file:/jobs/line.yaml", sets)).isNotNull();
      }
    }
  }
}
