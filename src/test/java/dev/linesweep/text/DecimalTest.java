package dev.linesweep.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
  @ParameterizedTest
  @CsvSource({
    "0.7, 0.7",
    "100, 100",
    "-1.5, -1.5",
    "0.0001, 0.0001",
    "1e-5, 0.00001",
    "1e-6, 0.000001",
    "1e-7, 1.0E-7",
    "12345678.9, 12345678.9",
    "1e14, 100000000000000",
    "1e15, 1.0E15",
    "2e23, 2.0E23",
    "4.9e-324, 4.9E-324",
    "1.7976931348623157e308, 1.7976931348623157E308",
    "0, 0",
    "-0.0, -0"
  })
  void doublesHaveOneForm(double value, String text) {
    assertThat(Decimal.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "16777216, 16777216", "2.0E-3, 0.002", "3.4028235e38, 3.4028235E38"})
  void floatsHaveTheSameForm(float value, String text) {
    assertThat(Decimal.of(value)).isEqualTo(text);
  }

  @Test
  void everyNumberReadsBackAsItself() {
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, 3);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      float small = Float.intBitsToFloat((int) random.nextLong());
      if (Double.isFinite(value) && Float.isFinite(small)) {
        assertThat(Double.parseDouble(Decimal.of(value))).isEqualTo(value);
        assertThat(Float.parseFloat(Decimal.of(small))).isEqualTo(small);
      }
    }
  }

  @Test
  void numbersThatAreNotFiniteAreTheCallersToSay() {
    assertThatThrownBy(() -> Decimal.of(Double.NaN))
        .hasMessage("only finite numbers have a decimal, not NaN");
  }
}
