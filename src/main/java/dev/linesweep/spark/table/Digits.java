package dev.linesweep.spark.table;

/**
 * Converts digits, signs and marks of other scripts to ASCII: {@code １２．５}, {@code ١٢٫٥}, {@code
 * −3}. Each has one meaning, and becomes one character.
 */
final class Digits {
  private Digits() {}

  /**
   * The text with ASCII's digits, signs and marks; other characters stay, but a dash right before
   * the first digit is the minus that word processors make of it.
   */
  static String ascii(String text) {
    int first = 0;
    while (first < text.length() && NumberText.isBlank(text.charAt(first))) {
      first++;
    }
    return first + 1 < text.length() && isDash(text.charAt(first)) && isNumber(text, first + 1)
        ? "-" + each(text.substring(first + 1))
        : each(text);
  }

  /** A hyphen or dash that stands for a minus before a number. */
  static boolean isDash(char c) {
    return c >= '\u2010' && c <= '\u2014';
  }

  private static boolean isNumber(String text, int at) {
    char c = ascii(text.charAt(at));
    return NumberText.isDigit(c) || c == '.' || c == ',';
  }

  private static String each(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (ascii(text.charAt(i)) != text.charAt(i)) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    char[] ascii = text.toCharArray();
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = ascii(ascii[i]);
    }
    return new String(ascii);
  }

  static char ascii(char c) {
    if (c < 0x80) {
      return c;
    }
    if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
      return (char) ('0' + Character.digit(c, 10));
    }
    return switch (c) {
      case '\u2212', '\uFF0D', '\uFE63' -> '-';
      case '\uFF0B' -> '+';
      case '\uFF05', '\u066A' -> '%';
      case '\uFF0C', '\u066C' -> ',';
      case '\uFF0E', '\u066B' -> '.';
      default -> c;
    };
  }
}
