package dev.linesweep.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Rules of the values of an axis that hold wherever they come from. */
final class ValueRules {
  /** The most values that all axes of a job may have together. */
  static final int MOST_VALUES = 100_000;

  private ValueRules() {}

  /** Numbers that differ as 32-bit floats, at least one. */
  static void reals(String path, List<Double> values, NumberRule rule) {
    values.forEach(value -> rule.require(path, value));
    requireEnds(path, values);
    distinct(path, values, Double::floatValue);
  }

  /** Whole numbers from a least one, at least one of them. */
  static void wholes(String path, List<Integer> values, int least) {
    for (int value : values) {
      BrokenRule.unless(
          value >= least, path, "expected a whole number >= " + least + ", got " + value);
    }
    requireEnds(path, values);
    distinct(path, values, value -> value);
  }

  private static void requireEnds(String path, List<?> values) {
    if (values instanceof Distribution<?> drawn) {
      drawn.require(path);
    }
  }

  /**
   * @param trained what training sees of a value
   */
  static <T> void distinct(String path, List<T> values, Function<T, Object> trained) {
    BrokenRule.unless(!values.isEmpty(), path, "must not be empty");
    different(path, values, trained);
  }

  /** Distinct words, maybe none. */
  static void different(String path, List<String> words) {
    different(path, words, word -> word);
  }

  private static <T> void different(String path, List<T> values, Function<T, Object> trained) {
    Set<Object> seen = new HashSet<>();
    for (T value : values) {
      BrokenRule.unless(seen.add(trained.apply(value)), path, value + " is listed twice");
    }
  }
}
