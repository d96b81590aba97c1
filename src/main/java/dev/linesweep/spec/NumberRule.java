package dev.linesweep.spec;

import java.util.function.DoublePredicate;

/**
 * Which numbers a key takes, in words and as a test. Training is in 32-bit floats, so a value that
 * a float would turn into 0, 1 or infinity is refused where that would change its meaning.
 */
record NumberRule(String words, DoublePredicate test) {
  static final NumberRule ANY = new NumberRule("a number", v -> true);
  static final NumberRule POSITIVE =
      new NumberRule("a number > 0 that a 32-bit float can hold", NumberRule::isPositiveFloat);
  static final NumberRule NOT_NEGATIVE =
      new NumberRule(
          "a number >= 0 that a 32-bit float can hold", v -> v == 0 || isPositiveFloat(v));
  static final NumberRule UNIT =
      new NumberRule("a number >= 0 and < 1", v -> v >= 0 && (float) v < 1);
  static final NumberRule SHARE = new NumberRule("a number > 0 and < 1", v -> v > 0 && v < 1);
  static final NumberRule SHARE_OR_NONE =
      new NumberRule("a number >= 0 and < 1", v -> v >= 0 && v < 1);

  static NumberRule of(Optimizer.Range range) {
    return switch (range) {
      case UNIT -> UNIT;
      case POSITIVE -> POSITIVE;
    };
  }

  private static boolean isPositiveFloat(double value) {
    return value >= Float.MIN_NORMAL && value <= Float.MAX_VALUE;
  }
}
