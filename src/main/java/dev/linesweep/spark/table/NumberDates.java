package dev.linesweep.spark.table;

import java.io.Serializable;
import java.util.Optional;

/**
 * What is seen of one column of whole numbers that may be dates written as digits, such as 13122022
 * for the 13th of December 2022, which their values do not order.
 */
final class NumberDates implements Serializable {
  private static final int SHORT = 6;
  private static final int LONG = 8;
  private static final int MILLION = 1_000_000;
  private static final int HUNDRED_MILLION = 100_000_000;

  private final TextSurvey digits = new TextSurvey();
  private boolean possible = true;
  private int width;

  /** Takes a value. */
  void see(Number value) {
    long number = value.longValue();
    possible &= number > 0 && number < HUNDRED_MILLION;
    if (possible) {
      int digitsOf = number < MILLION ? SHORT : LONG;
      String padded = String.valueOf(HUNDRED_MILLION + number).substring(LONG + 1 - digitsOf);
      possible = width == 0 || width == digitsOf;
      width = digitsOf;
      digits.see(padded);
      possible &= digits.hasForms();
    }
  }

  void append(NumberDates later) {
    possible &= later.possible && (width == 0 || later.width == 0 || width == later.width);
    width = Math.max(width, later.width);
    digits.append(later.digits);
  }

  /** The digits, if they are dates that their values do not order; empty otherwise. */
  Optional<TextSurvey> unordered() {
    return possible
            && width > 0
            && digits.forms().stream().anyMatch(form -> !digits.readsFromTheLeft(form))
        ? Optional.of(digits)
        : Optional.empty();
  }

  /** Digits of each date. */
  int width() {
    return width;
  }
}
