package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterNameTest {
  @Test
  void noTwoParametersShareAName() {
    List<String> names =
        Arrays.stream(Optimizer.values())
            .flatMap(o -> o.parameters().stream().map(parameter -> ParameterName.of(o, parameter)))
            .toList();

    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9_]+"));
    assertThat(names).contains("adam_beta1", "rmsprop_rms_decay").allMatch(ParameterName::isOne);
    assertThat(ParameterName.isOne("test_loss")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "adam.beta1 > 0.9 | adam_beta1 > 0.9",
        "`adam.beta1` > 0.9 | `adam_beta1` > 0.9",
        "(Nesterovs.Momentum=0.5) | (Nesterovs_Momentum=0.5)",
        "rmsprop.rms_decay desc | rmsprop_rms_decay desc",
        "error = 'adam.beta1' or adam.beta1 > 1 | error = 'adam.beta1' or adam_beta1 > 1",
        "error = \"it's adam.beta1\" | error = \"it's adam.beta1\"",
        "t.adam.beta1 > 0 | t.adam.beta1 > 0",
        "adam.beta12 > 0 | adam.beta12 > 0",
        "sgd.momentum > 0 | sgd.momentum > 0",
      })
  void dotsOfKnownNamesBecomeUnderscores(String typed, String understood) {
    assertThat(ParameterName.undotted(typed)).isEqualTo(understood);
  }
}
