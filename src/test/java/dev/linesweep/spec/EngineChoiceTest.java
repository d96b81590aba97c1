package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineChoiceTest {
  @Test
  void everyEngineCanBeNamed() {
    List<String> engines = Stream.of(EngineKind.values()).map(EngineKind::key).toList();
    assertThat(Choice.keys(EngineChoice.values())).containsAll(engines);
    for (EngineKind engine : EngineKind.values()) {
      EngineChoice choice = Choice.of(EngineChoice.values(), engine.key()).orElseThrow();
      assertThat(choice.kindFor(Loss.MAE)).isEqualTo(engine);
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void autoIsFusedWhereItTrainsTheLoss(Loss loss) {
    EngineKind expected = EngineKind.FUSED.trains(loss) ? EngineKind.FUSED : EngineKind.DL4J;
    assertThat(EngineChoice.AUTO.kindFor(loss)).isEqualTo(expected);
    assertThat(engineOf("engine: auto\ntraining: {loss: %s}".formatted(loss.key())))
        .isEqualTo(expected);
  }

  private static EngineKind engineOf(String lines) {
    String job =
        "name: x\ndata: {line: {}, standardize: none}\n"
            + "parameters: {optimizer: sgd, learning_rate: 0.1, epochs: 3}\n";
    return SpecReader.read(job + lines, "j", List.of()).engine().kind();
  }
}
