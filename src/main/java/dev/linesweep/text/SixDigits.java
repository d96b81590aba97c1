package dev.linesweep.text;

import java.math.BigDecimal;
import java.math.MathContext;

/** Rounds to six significant digits: to the nearest number, and ties away from zero. */
final class SixDigits {
  private static final MathContext DIGITS = new MathContext(6);
  private static final double LEAST = 1e5;
  private static final double BELOW = 1e6;

  /** The powers of ten that are exact as doubles. */
  private static final double[] TENS = new double[23];

  static {
    for (int i = 0; i < TENS.length; i++) {
      TENS[i] = Double.parseDouble("1e" + i);
    }
  }

  private SixDigits() {}

  /** The double nearest to the rounded number. */
  static double of(double value) {
    double size = Math.abs(value);
    int places = 5 - (int) Math.floor(Math.log10(size));
    if (size == 0 || Math.abs(places) >= TENS.length) {
      return exactly(value);
    }
    double scaled = places >= 0 ? size * TENS[places] : size / TENS[-places];
    double rounded = Math.rint(scaled);
    boolean clear = Math.abs(Math.abs(scaled - rounded) - 0.5) > 1e-6;
    if (!clear || scaled < LEAST || rounded >= BELOW) {
      return exactly(value);
    }
    // One operation on numbers that are exact, so it is the nearest double.
    return Math.copySign(places >= 0 ? rounded / TENS[places] : rounded * TENS[-places], value);
  }

  private static double exactly(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
