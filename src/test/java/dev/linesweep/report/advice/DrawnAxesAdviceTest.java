package dev.linesweep.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.report.SweepReport;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Axes that are drawn from have no edge, but ends; what is to be written draws too. */
class DrawnAxesAdviceTest {
  private static final String LINE =
      """
      name: line
      data: {line: {}, standardize: none}
      method: sobol
      count: 32
      parameters:
        optimizer: %s
        learning_rate: {min: 0.001, max: %s, distribution: log_uniform}
        epochs: {values: [1, 10, 100, 400]}
      """;

  @Test
  void aBestRateNearTheUpperEndAsksToDrawADecadeMore() {
    Advice advice = LearningRateAdvice.onEdge(facts("sgd", "0.01")).orElseThrow();

    assertThat(advice.note())
        .matches("The best learning rate, 0\\.009\\d*, is near the upper end of those drawn\\.");
    assertThat(advice.change())
        .isEqualTo("learning_rate: {min: 0.001, max: 0.1, distribution: log_uniform}");
  }

  @Test
  void aBestRateBetweenTheEndsAsksForNothing() {
    ReportFacts facts = facts("sgd", "10");
    double best = facts.bestTrajectory().learningRate();
    assertThat(best).isBetween(0.01, 2.0);
    assertThat(LearningRateAdvice.onEdge(facts)).isEmpty();
  }

  @Test
  void ratesThatDivergeAreLeftOutOfWhatIsDrawn() {
    Advice advice = LearningRateAdvice.onDivergence(facts("sgd", "100000")).orElseThrow();

    assertThat(advice.change())
        .startsWith("learning_rate: {min: 0.00")
        .endsWith("distribution: log_uniform}");
  }

  @Test
  void parametersThatAreDrawnHaveNoEdgeAndStayDrawn() {
    String momenta = "{nesterovs: {momentum: {min: 0.5, max: 0.95, distribution: uniform}}}";
    ReportFacts facts = facts("{values: [sgd, " + momenta + "]}", "0.1");

    assertThat(ParameterAdvice.on(facts)).isEmpty();
    assertThat(OptimizerYaml.of(facts.parameters().optimizers()))
        .isEqualTo("{values: [sgd, " + momenta + "]}");
  }

  @Test
  void whatIsAdvisedIsAcceptedAsWritten() {
    int changes = 0;
    for (String most : List.of("0.01", "1", "100000")) {
      for (String optimizer : List.of("sgd", "{values: [sgd, adam, nesterovs]}")) {
        SweepReport report = PlainSweeps.report(spec(optimizer, most), 5);
        for (Advice advice : Advice.on(report)) {
          List<String> sets =
              Stream.of(advice.change().split("\n"))
                  .map(line -> line.replaceFirst(": ", "="))
                  .filter(line -> !line.isEmpty())
                  .toList();
          assertThat(SpecReader.read(LINE.formatted(optimizer, most), "j", sets)).isNotNull();
          changes += sets.size();
        }
      }
    }
    assertThat(changes).isGreaterThan(6);
  }

  private static ReportFacts facts(String optimizer, String most) {
    return new ReportFacts(PlainSweeps.report(spec(optimizer, most), 5));
  }

  private static SweepSpec spec(String optimizer, String most) {
    return SpecReader.read(LINE.formatted(optimizer, most), "j", List.of());
  }
}
