package dev.linesweep.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.PlainSweeps;
import dev.linesweep.fixture.TypicalJobs;
import dev.linesweep.model.LinearModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoefficientsTest {
  private static final List<String> FEATURES = List.of("small", "wall=brick", "large unit");

  @Test
  void allFeaturesStandByTheirEffectNextToTheClosedForms() {
    LinearModel best =
        new LinearModel(
            new double[] {100, -2, 0.5}, 7, FEATURES, "y", new double[] {0.001, 1, 1000});
    LinearModel ols = new LinearModel(new double[] {90, -3, 0.25}, 6, FEATURES, "y");
    Map<String, Object> json =
        new Coefficients("best model", best, Map.of("least squares", ols)).toJson();
    assertThat(json)
        .containsEntry("models", List.of("best model", "least squares"))
        .containsEntry("bias", List.of(7.0, 6.0));
    assertThat(json.get("rows"))
        .isEqualTo(
            List.of(
                List.of("large unit", 0.5, 500.0, 0.25, 250.0),
                List.of("wall=brick", -2.0, -2.0, -3.0, -3.0),
                List.of("small", 100.0, 0.1, 90.0, 0.09)));
  }

  @Test
  void knownWeightsAreNotAnExactFit() {
    LinearModel model = new LinearModel(new double[] {1, 2, 3}, 4, FEATURES, "y");
    assertThat(new Coefficients("best trial", model, Map.of("known", model)).hasExactFits())
        .isFalse();
    assertThat(new Coefficients("best trial", model, Map.of("least squares", model)).hasExactFits())
        .isTrue();
  }

  @Test
  void withoutABestModelThereAreNone() {
    Map<String, Object> json =
        Coefficients.of(PlainSweeps.report(TypicalJobs.diverging(), 1)).toJson();
    assertThat((List<?>) json.get("rows")).isEmpty();
  }
}
