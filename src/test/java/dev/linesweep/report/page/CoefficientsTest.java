package dev.linesweep.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoefficientsTest {

  @Test
  void allFeaturesStandByTheirEffectNextToTheClosedForms() throws Exception {
    Map<String, Object> json =
        coefficients(
            """
            {"features": ["small", "wall=brick", "large unit"], "weights": [100, -2, 0.5], "bias": 7,
             "deviations": [0.001, 1, 1000],
             "baselines": {"ols": {"weights": [90, -3, 0.25], "bias": 6}, "mean": {"bias": 1}}}
            """);
    assertThat(json)
        .containsEntry("models", List.of("best trial", "least squares"))
        .containsEntry("bias", List.of(7.0, 6.0));
    assertThat(json.get("rows"))
        .isEqualTo(
            List.of(
                List.of("large unit", 0.5, 500.0, 0.25, 250.0),
                List.of("wall=brick", -2.0, -2.0, -3.0, -3.0),
                List.of("small", 100.0, 0.1, 90.0, 0.09)));
  }

  @Test
  void withoutABestModelThereAreNone() throws Exception {
    assertThat((List<?>) coefficients("{}").get("rows")).isEmpty();
  }

  private static Map<String, Object> coefficients(String model) throws Exception {
    return new Coefficients(JsonMapper.builder().build().readTree(model)).toJson();
  }
}
