package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvReferencesTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("USER", "ada", "PW", "s$e\\cret");

  @Test
  void referencesAreReplacedLiterally() {
    assertThat(EnvReferences.resolve("${env:USER}:${env:PW}!", ENVIRONMENT::get))
        .isEqualTo("ada:s$e\\cret!");
  }

  @Test
  void textWithoutReferencesStays() {
    assertThat(EnvReferences.resolve("$5 {env:PW}", ENVIRONMENT::get)).isEqualTo("$5 {env:PW}");
  }

  @Test
  void optionsAreResolvedInTheOrderOfTheirKeys() {
    assertThat(EnvReferences.resolve(Map.of("b", "${env:USER}", "a", "1"), ENVIRONMENT::get))
        .containsExactly(Map.entry("a", "1"), Map.entry("b", "ada"));
  }

  @Test
  void aMissingVariableIsNamedWithItsOption() {
    assertThatThrownBy(
            () ->
                EnvReferences.resolve(Map.of("password", "${env:PW}${env:GONE}"), ENVIRONMENT::get))
        .isInstanceOf(JobException.class)
        .hasMessage("data.options.password: the environment variable GONE is not set; export it");
  }

  @Test
  void aMissingVariableIsNamed() {
    assertThatThrownBy(() -> EnvReferences.resolve("${env:GONE}", ENVIRONMENT::get))
        .isInstanceOf(JobException.class)
        .hasMessage("data.options: the environment variable GONE is not set; export it");
  }
}
