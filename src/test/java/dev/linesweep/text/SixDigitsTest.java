package dev.linesweep.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SixDigitsTest {
  @Test
  void numbersOfAnySizeAreRoundedAsDecimalArithmeticDoes() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      double anyBits = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(anyBits)) {
        requireRounded(anyBits);
      }
      requireRounded(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
    }
  }

  @Test
  void numbersAroundTheMiddleAreRoundedAsDecimalArithmeticDoes() {
    Random random = new Random(2);
    for (int i = 0; i < 50_000; i++) {
      double middle =
          (100_000 + random.nextInt(900_000) + 0.5) * Math.pow(10, random.nextInt(30) - 15);
      requireRounded(middle);
      requireRounded(Math.nextUp(middle));
      requireRounded(Math.nextDown(-middle));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0, -0.0, 1, -1, 999_999.5, 999_999.4, 99_999.95, 0.1, 1e-5, 1e22, 1e23, 5e-324, 1.7e308
      })
  void theEdgesAreRoundedAsDecimalArithmeticDoes(double value) {
    requireRounded(value);
    requireRounded(-value);
  }

  private static void requireRounded(double value) {
    double expected = new BigDecimal(value).round(new MathContext(6)).doubleValue();
    assertThat(SixDigits.of(value)).as("%s", value).isEqualTo(expected);
  }
}
