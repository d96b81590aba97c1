package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.report.SweepReport.AtEpochs;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochsAdviceTest {
  @Test
  void aFallingLossAsksForMoreEpochs() {
    assertThat(EpochsAdvice.on(new ReportFacts(PlainSweeps.report(TypicalJobs.atTheEdge(), 5))))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.change())
                    .isEqualTo("epochs: {values: [1, 10, 100, 400, 800, 1600]}"));
  }

  @Test
  void aLossThatHalvesWithEachDoublingPromisesHalf() {
    assertThat(EpochsAdvice.gainOfDoubling(List.of(after(100, 4), after(400, 1))))
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aLossThatSettledBeforeTheLastStepPromisesLittle() {
    assertThat(
            EpochsAdvice.gainOfDoubling(
                List.of(after(1, 100), after(500, 1.02), after(990, 1.01), after(1000, 1))))
        .isLessThan(0.05);
  }

  @Test
  void aLossThatIsNotAtItsLowestPromisesNothing() {
    assertThat(EpochsAdvice.gainOfDoubling(List.of(after(10, 1), after(100, 3), after(200, 2))))
        .isZero();
  }

  private static AtEpochs after(int epochs, double loss) {
    return new AtEpochs(epochs, new PartMetrics(loss, loss, loss));
  }
}
