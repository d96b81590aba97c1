package dev.linesweep.spark.table;

import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is a number in some notation: a sign, digits with marks between them, and perhaps a
 * currency or a percent sign.
 *
 * <p>Which number it is may depend on the notation: {@code 1,234} is 1234 or 1.234. The record
 * holds the notations that can read it, one bit each, as {@link Marks#values()} numbers them.
 *
 * @param text sign, digits and marks, and the exponent
 * @param currency a symbol or code; empty for none
 * @param notations bit i is set if {@code Marks.values()[i]} reads the number; never 0
 */
record NumberText(String text, String currency, boolean percent, int notations) {
  /** Read by every notation: there are only digits. */
  static final int ALL = (1 << Marks.values().length) - 1;

  private static final Set<String> CURRENCIES =
      Stream.concat(
              Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode),
              Stream.of("US$", "A$", "C$", "R$", "kr", "zł", "Kč", "Ft", "Fr", "Rs"))
          .collect(Collectors.toUnmodifiableSet());

  /** The number in a cell, if it is one in any notation. */
  static Optional<NumberText> of(String cell) {
    return Optional.ofNullable(parse(WholePrice.withZeros(Digits.ascii(cell))));
  }

  private static @Nullable NumberText parse(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && isBlank(cell.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(cell.charAt(to - 1))) {
      to--;
    }
    if (from == to) {
      return null;
    }
    return isDigitOrMark(cell.charAt(from)) && isDigitOrMark(cell.charAt(to - 1))
        ? bare(cell, from, to, "", false, "")
        : dressed(cell.substring(from, to));
  }

  /** A number with a sign, a currency or a percent sign. */
  private static @Nullable NumberText dressed(String cell) {
    int first = 0;
    while (first < cell.length() && !isDigitOrPoint(cell.charAt(first))) {
      first++;
    }
    int last = cell.length();
    while (last > first && !isDigitOrPoint(cell.charAt(last - 1))) {
      last--;
    }
    if (first == last) {
      return null;
    }
    String before = cell.substring(0, first);
    String after = stripped(cell.substring(last));
    String sign = "";
    int at = signAt(before);
    if (at >= 0) {
      sign = before.charAt(at) == '+' ? "" : "-";
      String outer = stripped(before.substring(0, at));
      String inner = stripped(before.substring(at + 1));
      if (!outer.isEmpty() && !inner.isEmpty()) {
        return null;
      }
      if (inner.isEmpty() && at + 1 < before.length()) {
        return null;
      }
      before = outer + inner;
    } else {
      before = stripped(before);
    }
    boolean percent = after.equals("%") && before.isEmpty();
    String currency = percent ? "" : before + after;
    if (!currency.isEmpty() && ((!before.isEmpty() && !after.isEmpty()) || !isCurrency(currency))) {
      return null;
    }
    return bare(cell, first, last, sign, percent, currency);
  }

  private static int signAt(String before) {
    for (int i = 0; i < before.length(); i++) {
      if (isSign(before.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isCurrency(String word) {
    return (word.codePointCount(0, word.length()) == 1
            && Character.getType(word.codePointAt(0)) == Character.CURRENCY_SYMBOL)
        || CURRENCIES.contains(word);
  }

  private static @Nullable NumberText bare(
      String cell, int from, int to, String sign, boolean percent, String currency) {
    int exponent = exponentAt(cell, from, to);
    if (exponent > from && !isExponent(cell, exponent + 1, to)) {
      return null;
    }
    int end = exponent < 0 ? to : exponent;
    int notations = notations(cell, from, end, exponent >= 0);
    return notations == 0
        ? null
        : new NumberText(sign + cell.substring(from, to), currency, percent, notations);
  }

  private static int exponentAt(String cell, int from, int to) {
    for (int i = from; i < to; i++) {
      if (cell.charAt(i) == 'e' || cell.charAt(i) == 'E') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isExponent(String cell, int from, int to) {
    int at = from < to && (cell.charAt(from) == '-' || cell.charAt(from) == '+') ? from + 1 : from;
    for (int i = at; i < to; i++) {
      if (!isDigit(cell.charAt(i))) {
        return false;
      }
    }
    return at < to;
  }

  private static int notations(String cell, int from, int to, boolean exponent) {
    int marks = 0;
    for (int i = from; i < to; i++) {
      char c = cell.charAt(i);
      if (!isDigit(c)) {
        if (!isDigitOrMark(c)) {
          return 0;
        }
        marks++;
      }
    }
    if (marks == 0) {
      return from < to ? ALL : 0;
    }
    int notations = 0;
    for (Marks candidate : Marks.values()) {
      if (candidate.reads(cell, from, to, exponent)) {
        notations |= candidate.bit();
      }
    }
    return notations;
  }

  /** Only digits, no sign, no currency: what a code may look like. */
  boolean isDigits() {
    return notations == ALL
        && currency.isEmpty()
        && !percent
        && isDigit(text.charAt(0))
        && !hasExponent();
  }

  private boolean hasExponent() {
    return exponentAt(text, 0, text.length()) >= 0;
  }

  boolean isWhole() {
    return notations == ALL && !hasExponent();
  }

  /** Digits, a capital E, digits: Java reads a number, but the author may mean a code. */
  boolean isLikeACode() {
    int at = text.indexOf('E');
    return notations == ALL && at > 0 && isDigit(text.charAt(0)) && isDigit(text.charAt(at + 1));
  }

  /** No mark where one between thousands would be, or an exponent. */
  boolean isLongWithoutGroups() {
    return notations == ALL && (!isWhole() || text.length() - (text.charAt(0) == '-' ? 1 : 0) > 3);
  }

  boolean beginsWithZero() {
    return text.length() > 1 && text.charAt(0) == '0' && isDigit(text.charAt(1));
  }

  /** The number, correctly rounded, as these marks read it. */
  double value(Marks marks) {
    return Double.parseDouble(notations == ALL ? text : marks.normalized(text));
  }

  /** The number, if all notations that read it agree. */
  Optional<Double> onlyValue() {
    double value = Double.NaN;
    for (Marks marks : Marks.values()) {
      if ((notations & marks.bit()) != 0) {
        double read = value(marks);
        if (!Double.isNaN(value) && read != value) {
          return Optional.empty();
        }
        value = read;
      }
    }
    return Optional.of(value);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\u00A0' || c == '\u202F' || c == '\u2009';
  }

  static boolean isApostrophe(char c) {
    return c == '\'' || c == '\u2019';
  }

  static boolean isBlank(char c) {
    return c <= ' ' || isSpace(c);
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  private static boolean isDigitOrPoint(char c) {
    return isDigit(c) || c == '.' || c == ',';
  }

  private static boolean isDigitOrMark(char c) {
    return isDigitOrPoint(c) || isSpace(c) || isApostrophe(c);
  }

  static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }
}
