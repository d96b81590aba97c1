package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import org.junit.jupiter.api.Test;

class CompletionTest {
  @Test
  void choicesAreCompletedAsPeopleWriteThem() {
    Ran ran = Ran.command("generate-completion");

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("(\"dl4j\" \"fused\" \"auto\") # --engine values")
        .contains("(\"table\" \"csv\" \"json\") # --format values");
  }
}
