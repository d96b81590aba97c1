package dev.linesweep.spec;

import java.util.function.DoublePredicate;

/**
 * The numbers that a key takes, in words and as a test. Training is in 32-bit floats, so every
 * number is 0 or has the magnitude of one.
 */
record NumberRule(String words, DoublePredicate test) {
  static final NumberRule ANY = new NumberRule("a number", v -> true);
  static final NumberRule POSITIVE = new NumberRule("a number > 0", v -> v > 0);
  static final NumberRule NOT_NEGATIVE = new NumberRule("a number >= 0", v -> v >= 0);
  static final NumberRule SHARE = new NumberRule("a number > 0 and < 1", v -> v > 0 && v < 1);

  /** Less than 1 as a float too, since 1 minus a decay of 1 is 0. */
  static final NumberRule UNIT =
      new NumberRule("a number >= 0 and < 1", v -> v >= 0 && (float) v < 1);

  static NumberRule of(Optimizer.Range range) {
    return switch (range) {
      case UNIT -> UNIT;
      case POSITIVE -> POSITIVE;
    };
  }

  /**
   * @param path of the value in a job file
   * @throws BrokenRule if the value is not finite as a float, or breaks this rule
   */
  void require(String path, double value) {
    boolean tiny = value != 0 && isTooSmall(value);
    BrokenRule.unless(
        !(isTooLarge(value) || tiny),
        path,
        value + (tiny ? " is too small" : " is too large") + " for a 32-bit float");
    BrokenRule.unless(
        !Double.isNaN(value) && test.test(value), path, "expected " + words + ", got " + value);
  }

  static boolean isTooLarge(double value) {
    return Math.abs(value) > Float.MAX_VALUE;
  }

  static boolean isTooSmall(double value) {
    return Math.abs(value) < Float.MIN_NORMAL;
  }
}
