package dev.linesweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A rank that rounding decides is told. */
class RoundingTest {
  private static final double[] LEADING = {48.1, 48.15, 48.2, 48.22, 48.3};

  @Test
  void aLossBehindTheNextTrialsHasTheirRank() {
    assertThat(Rounding.of(48.24, LEADING).clause())
        .contains(
            "trained by plain DL4J, the same trial ends at 48.24, which would be rank 4: rounding"
                + " decides the order of the leading trials");
    assertThat(Rounding.of(49, LEADING).clause().orElseThrow()).contains("behind rank 5:");
    assertThat(Rounding.of(48.01, LEADING).clause().orElseThrow()).contains("rank 1:");
  }

  @Test
  void aLargerLeadIsNotDecidedByRounding() {
    assertThat(Rounding.of(48.14, LEADING).clause()).isEmpty();
    assertThat(Rounding.of(48.24, new double[] {48.1}).clause()).isEmpty();
    assertThat(Rounding.of(0.5000000001, new double[] {0.5, 0.5}).clause()).isEmpty();
    assertThat(Rounding.of(Double.NaN, LEADING).clause()).isEmpty();
  }
}
