package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JobValuesTest {
  @Test
  void aMappingGivesAPathForEachOfItsValuesAndAListIsOneValue() {
    assertThat(
            JobValues.of(
                """
                name: "x"
                data: {line: {}, standardize: all}
                parameters:
                  optimizer: {values: [sgd, {adam: {beta1: 0.9}}]}
                """))
        .containsExactly(
            Map.entry("name", "x"),
            Map.entry("data.line", ""),
            Map.entry("data.standardize", "all"),
            Map.entry("parameters.optimizer.values", "sgd, adam (beta1 (0.9))"));
  }
}
