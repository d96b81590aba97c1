package dev.linesweep.report;

import dev.linesweep.data.Decimal;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people: five significant digits, the same on every JDK and in every locale. */
final class Rounded {
  private static final MathContext FIVE = new MathContext(5);

  private Rounded() {}

  static String of(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    return Decimal.of(new BigDecimal(value).round(FIVE).doubleValue());
  }

  /** One digit behind the point, for percentages. */
  static String percent(double share) {
    return new BigDecimal(100 * share).setScale(1, java.math.RoundingMode.HALF_UP).toPlainString()
        + " %";
  }

  /** Thousands apart, for counts. */
  static String count(long number) {
    return String.format(java.util.Locale.ROOT, "%,d", number);
  }
}
