package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.5", "1e3", "1.5E-4", "1e+2", "-0.0"})
  void numbersAreWrittenAsInJson(String text) {
    assertThat(Numbers.isNumber(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        ".5 0.5",
        "-.5 -0.5",
        "1_000 1000",
        "1,000 1000",
        "1,234,567.5 1234567.5",
        "1.234.567,5 1234567.5",
        "0,1 0.1",
        "0,001 0.001",
        "-2,5e-3 -2.5e-3",
        "+1 1",
        "1. 1.0",
        "010 10",
        "0x1F 31",
        "0o17 15",
        "0b101 5",
        "1.0f 1.0",
        "+1_0.5e3 10.5e3"
      })
  void otherFormsAreUnderstoodButNotAccepted(String text, String accepted) {
    assertThat(Numbers.isNumber(text)).isFalse();
    assertThat(Numbers.acceptedForm(text)).contains(accepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {".inf", "-.inf", ".nan", ".NaN", "inf", "NaN", "Infinity"})
  void numbersThatAreNotFiniteAreKnown(String text) {
    assertThat(Numbers.isNumber(text)).isFalse();
    assertThat(Numbers.isNotFinite(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "0.1 0.1",
        "1.0 1.0",
        "-3.25 -3.25",
        "1.0E-4 0.0001",
        "1.0E-5 1.0e-5",
        "1.5E300 1.5e300",
        "0.0 0.0",
        "123456789.0 123456789.0",
        "-1.25E-7 -1.25e-7"
      })
  void numbersAreWrittenShort(double value, String written) {
    assertThat(Numbers.write(value)).isEqualTo(written);
  }

  @Test
  void writtenNumbersReadBackToTheSameBits() {
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String written = Numbers.write(value);
        assertThat(Numbers.isNumber(written)).as(written).isTrue();
        assertThat(Double.parseDouble(written)).isEqualTo(value);
      }
    }
  }
}
