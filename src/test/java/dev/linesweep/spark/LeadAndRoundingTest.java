package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A rank that rounding decides is told. */
class LeadAndRoundingTest {
  private static final double[] LEADING = {48.1, 48.15, 48.2, 48.22, 48.3};

  @Test
  void aLossBehindTheNextTrialsHasTheirRank() {
    assertThat(LeadAndRounding.sentence(48.24, LEADING))
        .contains(
            "plain DL4J's own rounding ends at 48.24, which would be rank 4: the order of the"
                + " leading trials is decided by rounding");
    assertThat(LeadAndRounding.sentence(49, LEADING).orElseThrow()).contains("behind rank 5:");
    assertThat(LeadAndRounding.sentence(48.01, LEADING).orElseThrow()).contains("rank 1:");
  }

  @Test
  void aLargerLeadIsNotDecidedByRounding() {
    assertThat(LeadAndRounding.sentence(48.14, LEADING)).isEmpty();
    assertThat(LeadAndRounding.sentence(48.24, new double[] {48.1})).isEmpty();
    assertThat(LeadAndRounding.sentence(0.5000000001, new double[] {0.5, 0.5})).isEmpty();
    assertThat(LeadAndRounding.sentence(Double.NaN, LEADING)).isEmpty();
  }
}
