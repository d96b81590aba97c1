package dev.linesweep.text;

import java.util.Locale;

/** A number of things in words: {@code 1 row}, {@code 1,800 rows}. */
public final class Counted {
  private Counted() {}

  /**
   * A number and its noun.
   *
   * @param noun for one thing; more have an s at its end
   */
  public static String of(long count, String noun) {
    return "%s %s".formatted(number(count), word(count, noun, noun + "s"));
  }

  /** The verb that agrees with the number: {@code is} or {@code are}. */
  public static String word(long count, String one, String several) {
    return count == 1 ? one : several;
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
