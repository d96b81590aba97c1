package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ColourTest {
  private static final String RED = "\033[1m\033[31merror:\033[39m\033[21m\033[0m";

  @Test
  void isOnATerminalAlone() {
    assertThat(Colour.of(true, Map.of()).error()).isEqualTo(RED);
    assertThat(Colour.of(false, Map.of()).error()).isEqualTo("error:");
  }

  @Test
  void isOffWhereTheEnvironmentSaysSo() {
    assertThat(Colour.of(true, Map.of("NO_COLOR", "1")).error()).isEqualTo("error:");
    assertThat(Colour.of(true, Map.of("NO_COLOR", "")).error()).isEqualTo(RED);
    assertThat(Colour.of(true, Map.of("TERM", "dumb")).bar("[##--]")).isEqualTo("[##--]");
  }
}
