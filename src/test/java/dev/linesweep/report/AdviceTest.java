package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.result.PartMetrics;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
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
    assertThat(Advice.on(Sweeps.report(Jobs.found(), 5)))
        .singleElement()
        .satisfies(
            advice -> assertThat(advice.change()).startsWith("split: {test: 0.2, validation"));
  }

  @Test
  void theHighestRateAsksForADecadeMore() {
    assertThat(Advice.onRateAtEdge(Sweeps.report(Jobs.atTheEdge(), 5)))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.change())
                    .isEqualTo("learning_rate: {min: 0.001, max: 0.1, count: 9, scale: log}"));
  }

  @Test
  void aFallingLossAsksForMoreEpochs() {
    assertThat(Advice.onLossStillFalling(Sweeps.report(Jobs.atTheEdge(), 5)))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.change())
                    .isEqualTo("epochs: {values: [1, 10, 100, 400, 800, 1600]}"));
  }

  @Test
  void aLossThatHalvesWithEachDoublingPromisesHalf() {
    assertThat(Advice.gainOfDoubling(List.of(after(100, 4), after(400, 1))))
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aLossThatSettledBeforeTheLastStepPromisesLittle() {
    assertThat(
            Advice.gainOfDoubling(
                List.of(after(1, 100), after(500, 1.02), after(990, 1.01), after(1000, 1))))
        .isLessThan(0.05);
  }

  @Test
  void aLossThatIsNotAtItsLowestPromisesNothing() {
    assertThat(Advice.gainOfDoubling(List.of(after(10, 1), after(100, 3), after(200, 2)))).isZero();
  }

  private static SweepReport.AtEpochs after(int epochs, double loss) {
    return new SweepReport.AtEpochs(epochs, new PartMetrics(loss, loss, loss));
  }

  @Test
  void anOptimizerThatMostlyDivergesGetsItsOwnRates() {
    assertThat(Advice.onDivergence(Sweeps.report(Jobs.noisy(), 5)))
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.note()).contains("trials of sgd diverged (57 %)");
              assertThat(advice.change())
                  .startsWith("optimizer: {values: [{sgd: {learning_rate: {min: 0.01, max: 0.1,");
            });
  }

  @Test
  void settingsWithinTheSpreadOverSeedsAskForMoreSeeds() {
    assertThat(Advice.onSeeds(Sweeps.report(Jobs.noisy(), 5)))
        .hasValueSatisfying(
            advice -> assertThat(advice.change()).isEqualTo("seed: {values: [1, 2, 3, 4, 5, 6]}"));
  }

  @Test
  void nothingCompleteAsksForLowerRatesAndNothingElse() {
    assertThat(Advice.on(Sweeps.report(Jobs.diverging(), 5)))
        .singleElement()
        .satisfies(
            advice ->
                assertThat(advice.change())
                    .isEqualTo("learning_rate: {min: 0.01, max: 10, count: 10, scale: log}"));
  }

  @Test
  void everyChangeIsOneThatAJobTakes() {
    for (SweepSpec spec : List.of(Jobs.found(), Jobs.atTheEdge(), Jobs.noisy(), Jobs.diverging())) {
      for (Advice advice : Advice.on(Sweeps.report(spec, 3))) {
        List<String> sets =
            advice
                .change()
                .lines()
                .map(line -> line.replaceFirst("^--set ", "").replaceFirst("^(\\w+): ", "$1="))
                .toList();
        assertThat(SpecReader.read(JOB, "file:/jobs/line.yaml", sets)).isNotNull();
      }
    }
  }

  @Test
  void optimizersAreWrittenWithWhatDiffersFromTheirDefaults() {
    assertThat(
            OptimizerYaml.of(
                List.of(
                    Jobs.SGD,
                    Jobs.MOMENTA,
                    new OptimizerSpec(
                        Optimizer.RMSPROP, List.of(List.of(0.95), List.of(1e-3)), List.of(0.5)))))
        .isEqualTo(
            "{values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}, "
                + "{rmsprop: {epsilon: 0.001, learning_rate: 0.5}}]}");
  }

  @Test
  void valuesBeyondAnEdgeKeepTheirDensity() {
    assertThat(AxisValues.log(0.001, 1, 4).above().yaml())
        .isEqualTo("{min: 0.001, max: 10, count: 5, scale: log}");
    assertThat(AxisValues.log(0.3, 3, 11).below().yaml())
        .isEqualTo("{min: 0.03, max: 3, count: 21, scale: log}");
    assertThat(AxisValues.of(List.of(0.0, 0.3)).above().yaml())
        .isEqualTo("{values: [0, 0.3, 0.9, 3]}");
    assertThat(AxisValues.of(List.of(0.5, 0.9)).towardsOne().yaml())
        .isEqualTo("{values: [0.5, 0.9, 0.95, 0.99]}");
  }
}
