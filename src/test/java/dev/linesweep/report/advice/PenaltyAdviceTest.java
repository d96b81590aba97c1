package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.Specs;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.report.Axis;
import dev.linesweep.report.SweepReport;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.ParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class PenaltyAdviceTest {
  @Test
  void theLowestOfAnAxisWithoutTalliesAsksForADecadeLess() {
    SweepReport report = PlainSweeps.withoutAxisTallies(report(List.of(0.01, 0.1)));
    assertThat(PenaltyAdvice.on(new ReportFacts(report), Axis.L2))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.change()).isEqualTo("l2: {values: [0.001, 0.003, 0.01, 0.1]}"));
  }

  @Test
  void anEdgeThatIsNoBetterThanTheValueBesideItIsLeftAlone() {
    assertThat(PenaltyAdvice.on(new ReportFacts(report(List.of(0.01, 0.1))), Axis.L2)).isEmpty();
  }

  @Test
  void noPenaltyHasNothingBeyond() {
    SweepReport report = PlainSweeps.withoutAxisTallies(report(List.of(0.0)));
    assertThat(PenaltyAdvice.on(new ReportFacts(report), Axis.L2)).isEmpty();
  }

  /** The plain loop takes no penalty, so all its values do the same, and the ids choose. */
  private static SweepReport report(List<Double> l2) {
    return PlainSweeps.report(
        Specs.line(
            EngineKind.DL4J,
            new ParameterSpec(
                List.of(TypicalJobs.SGD),
                List.of(0.01),
                List.of(10),
                List.of(42L),
                List.of(ParameterSpec.FULL_BATCH),
                List.of(0.0),
                l2)),
        5);
  }
}
