package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
  private static final String LINE =
      "[##########----------]  50% · 500 of 1,000 trials · 12/s · 42 s left · best test_loss 0.1 ·"
          + " 131 diverged";

  @Test
  void aLineThatFitsIsLeftAlone() {
    assertThat(ProgressPrinter.fitting(LINE, 120)).isEqualTo(LINE);
  }

  @Test
  void littleRoomTakesTheMetricsNameThenTheBarAndThenThePartsAtTheEnd() {
    assertThat(ProgressPrinter.fitting(LINE, LINE.length()))
        .isEqualTo(
            "[##########----------]  50% · 500 of 1,000 trials · 12/s · 42 s left · best 0.1 · 131"
                + " diverged");
    assertThat(ProgressPrinter.fitting(LINE, 85))
        .isEqualTo(
            "[####----]  50% · 500 of 1,000 trials · 12/s · 42 s left · best 0.1 · 131 diverged");
    assertThat(ProgressPrinter.fitting(LINE, 80))
        .isEqualTo("50% · 500 of 1,000 trials · 12/s · 42 s left · best 0.1 · 131 diverged");
    assertThat(ProgressPrinter.fitting(LINE, 60))
        .isEqualTo("[####----]  50% · 500 of 1,000 trials · 12/s · 42 s left");
    assertThat(ProgressPrinter.fitting(LINE, 5)).isEqualTo("[####----]  50%");
  }
}
