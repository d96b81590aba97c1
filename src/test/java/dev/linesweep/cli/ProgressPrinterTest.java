package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
  private static final String LINE = "[##--]  50% · 2 of 4 trials · 1 s left · best test_loss 0.1";

  @Test
  void aLineLosesThePartsThatATerminalHasNoRoomFor() {
    assertThat(ProgressPrinter.fitting(LINE, 80)).isEqualTo(LINE);
    assertThat(ProgressPrinter.fitting(LINE, 50))
        .isEqualTo("[##--]  50% · 2 of 4 trials · 1 s left");
    assertThat(ProgressPrinter.fitting(LINE, 5)).isEqualTo("[##--]  50%");
  }
}
