package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.Specs;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.report.SweepReport;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.ParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSizeAdviceTest {
  @Test
  void theLargestOfAnAxisWithoutTalliesAsksForTwiceItAndFullBatches() {
    SweepReport report = PlainSweeps.withoutAxisTallies(report(List.of(8, 16)));
    assertThat(BatchSizeAdvice.on(new ReportFacts(report)))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.change()).isEqualTo("batch_size: {values: [8, 16, 32, full]}"));
  }

  @Test
  void aSingleRowHasNothingBelow() {
    SweepReport report =
        PlainSweeps.withoutAxisTallies(report(List.of(1, ParameterSpec.FULL_BATCH)));
    assertThat(report.best())
        .hasValueSatisfying(
            best -> assertThat(best.result().trial().trajectory().batchSize()).isEqualTo(1));
    assertThat(BatchSizeAdvice.on(new ReportFacts(report))).isEmpty();
  }

  @Test
  void anEdgeThatIsNoBetterThanTheSizeBesideItIsLeftAlone() {
    assertThat(BatchSizeAdvice.on(new ReportFacts(report(List.of(8, 16))))).isEmpty();
  }

  /** The plain loop takes all rows at once, so all sizes do the same, and the ids choose. */
  private static SweepReport report(List<Integer> batchSizes) {
    return PlainSweeps.report(
        Specs.line(
            EngineKind.DL4J,
            new ParameterSpec(
                List.of(TypicalJobs.SGD),
                List.of(0.01),
                List.of(10),
                List.of(42L),
                batchSizes,
                List.of(0.0),
                List.of(0.0))),
        5);
  }
}
