package dev.linesweep.text;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;

/**
 * The one writer of numbers: the shortest decimal that reads back as the same number. Its bytes do
 * not depend on the JDK, whose own shortest decimals changed with release 19.
 *
 * <p>From 10⁻⁶ (included) to 10¹⁵ (excluded) a number is written plainly, a whole one without a
 * point: {@code 0.7}, {@code 100}, {@code 0.00001}. Other numbers have a point and an exponent:
 * {@code 1.0E-7}, {@code 1.5E20}. Zero is {@code 0} or {@code -0}. Readers of CSV, JSON and YAML
 * take each form. Numbers that are not finite have no decimal: the caller decides what to write
 * instead.
 */
public final class Decimal {
  private static final double PLAIN_FROM = 1e-6;
  private static final double PLAIN_BELOW = 1e15;

  /** The most characters of a plain number besides its digits. */
  private static final String ZEROS = "0".repeat(16);

  private Decimal() {}

  /** The shortest decimal that parses to the same double. */
  public static String of(double value) {
    requireFinite(value);
    return layout(value, DoubleToDecimal.toString(value));
  }

  /** The shortest decimal that parses to the same float. */
  public static String of(float value) {
    requireFinite(value);
    return layout(value, FloatToDecimal.toString(value));
  }

  /**
   * @param shortest as {@link Double#toString(double)} lays it out
   */
  private static String layout(double value, String shortest) {
    double size = Math.abs(value);
    if (size != 0 && (size < PLAIN_FROM || size >= PLAIN_BELOW)) {
      return shortest;
    }
    String plain = plain(shortest);
    return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
  }

  /** Moves the point of a number with an exponent, such as {@code 1.25E-4} to {@code 0.000125}. */
  private static String plain(String shortest) {
    int e = shortest.lastIndexOf('E');
    if (e < 0) {
      return shortest;
    }
    int sign = shortest.charAt(0) == '-' ? 1 : 0;
    int point = sign + 1;
    boolean whole = e == point + 2 && shortest.charAt(point + 1) == '0';
    int decimals = whole ? 0 : e - point - 1;
    int exponent = Integer.parseInt(shortest, e + 1, shortest.length(), 10);
    StringBuilder text = new StringBuilder(32).append(shortest, 0, sign);
    if (exponent < 0) {
      text.append("0.").append(ZEROS, 0, -exponent - 1);
      return text.append(shortest, sign, point)
          .append(shortest, point + 1, point + 1 + decimals)
          .toString();
    }
    text.append(shortest, sign, point);
    if (decimals <= exponent) {
      return text.append(shortest, point + 1, point + 1 + decimals)
          .append(ZEROS, 0, exponent - decimals)
          .toString();
    }
    return text.append(shortest, point + 1, point + 1 + exponent)
        .append('.')
        .append(shortest, point + 1 + exponent, e)
        .toString();
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("only finite numbers have a decimal, not " + value);
    }
  }
}
