package dev.linesweep.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How numbers are written in a job file: as in JSON. Other forms of YAML, Java or Python are
 * recognized, so that messages say what to write instead.
 */
final class Numbers {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?");
  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]*+)");
  private static final Pattern OTHER_BASE = Pattern.compile("[-+]?0[xXoObB][0-9a-fA-F]{1,16}");
  private static final Pattern NOT_FINITE = Pattern.compile("(?i)[-+]?\\.?(?:inf|infinity|nan)");
  private static final int LONGEST_GUESS = 40;

  private Numbers() {}

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }

  static boolean isNotFinite(String text) {
    return NOT_FINITE.matcher(text).matches();
  }

  /** True if any digit before the exponent is not 0. */
  static boolean hasNonZeroDigit(String number) {
    return number.chars().takeWhile(c -> c != 'e' && c != 'E').anyMatch(c -> c > '0' && c <= '9');
  }

  /** The accepted way to write the number that was meant: 0.5 for {@code .5}. */
  static Optional<String> acceptedForm(String text) {
    if (text.length() > LONGEST_GUESS) {
      return Optional.empty();
    }
    if (OTHER_BASE.matcher(text).matches()) {
      return Optional.of(decimal(text));
    }
    String plain = withoutGroups(text).replaceFirst("^\\+", "");
    plain = plain.replaceFirst("^(-?)\\.", "$10.").replaceFirst("^(-?)0+(?=[0-9])", "$1");
    plain = plain.replaceFirst("\\.(?=$|[eE])", ".0").replaceFirst("[dDfFlL]$", "");
    return Optional.of(plain).filter(Numbers::isNumber);
  }

  /**
   * The text without the marks between thousands; a single comma that is not one is a decimal mark.
   */
  private static String withoutGroups(String text) {
    String plain = text.replaceAll("(?<=[0-9])_(?=[0-9])", "");
    if (plain.matches("[-+]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\\.[0-9]*)?(?:[eE].*)?")) {
      return plain.replace(",", "");
    }
    if (plain.matches("[-+]?[1-9][0-9]{0,2}(?:\\.[0-9]{3})+,[0-9]+(?:[eE].*)?")) {
      return plain.replace(".", "").replace(',', '.');
    }
    return plain.replaceFirst("^([^,.]*),([^,.]*)$", "$1.$2");
  }

  /** The accepted way to write the whole number that was meant: 1000 for {@code 1e3}. */
  static Optional<String> acceptedWhole(String text) {
    return acceptedForm(text).flatMap(Numbers::asWhole);
  }

  private static Optional<String> asWhole(String number) {
    BigDecimal value;
    try {
      value = new BigDecimal(number);
    } catch (NumberFormatException beyondAnyScale) {
      return Optional.empty();
    }
    boolean small = value.precision() - (long) value.scale() <= 19 && value.scale() < 40;
    return small && value.stripTrailingZeros().scale() <= 0
        ? Optional.of(value.toBigInteger().toString())
        : Optional.empty();
  }

  private static String decimal(String text) {
    String sign = text.startsWith("-") ? "-" : "";
    String digits = text.replaceFirst("^[-+]?0", "");
    int radix =
        switch (Character.toLowerCase(digits.charAt(0))) {
          case 'x' -> 16;
          case 'o' -> 8;
          default -> 2;
        };
    try {
      return sign + new BigInteger(digits.substring(1), radix);
    } catch (NumberFormatException wrongDigits) {
      return "a decimal number";
    }
  }

  /** The shortest of 15, 16 or 17 digits that reads back to the same value; the same on any JDK. */
  static String write(double value) {
    BigDecimal likely = new BigDecimal(Double.toString(value)).round(new MathContext(15));
    return written((likely.doubleValue() == value ? likely : precise(value)).stripTrailingZeros());
  }

  private static BigDecimal precise(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal sixteen = exact.round(new MathContext(16));
    return sixteen.doubleValue() == value ? sixteen : exact.round(new MathContext(17));
  }

  private static String written(BigDecimal value) {
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      return value.scale() <= 0 ? value.setScale(1).toPlainString() : value.toPlainString();
    }
    String digits = value.unscaledValue().abs().toString();
    String fraction = digits.length() == 1 ? "0" : digits.substring(1);
    return (value.signum() < 0 ? "-" : "") + digits.charAt(0) + "." + fraction + "e" + exponent;
  }
}
