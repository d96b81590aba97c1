package dev.linesweep.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers rounded for reading, to four significant digits. Files keep full precision. */
public final class Rounded {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Rounded() {}

  /**
   * For example {@code 0.001234}, {@code 18,567}, {@code 1.2e-07}; empty for what is not finite.
   */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e9)) {
      return scientific(value);
    }
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** A number that may be a year: whole numbers of four digits have no separator. */
  public static String plain(double value) {
    double size = Math.abs(value);
    return size >= 1000 && size < 10_000 ? String.format(Locale.ROOT, "%.0f", value) : of(value);
  }

  /** A standard deviation: {@code 0.0012}, {@code 3.4e-05}. */
  public static String twoDigits(double value) {
    return Double.isFinite(value)
        ? of(new BigDecimal(value).round(new MathContext(2)).doubleValue())
        : "";
  }

  /** A whole number with separated thousands: {@code 1,800}. */
  public static String of(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A share of a whole: {@code 69 %}; only exact shares are shown as 0 % or 100 %. */
  public static String percent(long part, long whole) {
    if (part > 0 && 200 * part < whole) {
      return "<1 %";
    }
    long percent = Math.round(100.0 * part / whole);
    return (part < whole ? Math.min(99, percent) : percent) + " %";
  }

  private static String scientific(double value) {
    String text = String.format(Locale.ROOT, "%.3e", value);
    int exponent = text.indexOf('e');
    String mantissa = text.substring(0, exponent).replaceAll("\\.?0+$", "");
    return mantissa + text.substring(exponent);
  }
}
