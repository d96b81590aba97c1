package dev.linesweep.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them: four significant digits. Files keep full precision instead. */
public final class Rounded {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Rounded() {}

  /** For example {@code 0.001234}, {@code 18,570}, {@code 1.2e-07}; empty for what is not finite. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e9)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
  }
}
