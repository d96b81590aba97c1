package dev.linesweep.spark.table;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One value in several rows that is as far from all others as their whole range is wide, as markers
 * of missing values usually are.
 *
 * @param least of the others
 * @param most of the others
 */
record FarValue(double value, int count, double least, double most) {
  /** Fewer other values prove nothing. */
  private static final int OTHERS = 5;

  /** The value that this many rows have, if there is one. */
  static Optional<FarValue> of(int rows, IntToDoubleFunction values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < rows; row++) {
      least = Math.min(least, values.applyAsDouble(row));
      most = Math.max(most, values.applyAsDouble(row));
    }
    Optional<FarValue> low = of(least, rows, values);
    return low.isPresent() ? low : of(most, rows, values);
  }

  private static Optional<FarValue> of(double value, int rows, IntToDoubleFunction values) {
    int count = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < rows; row++) {
      double other = values.applyAsDouble(row);
      if (other == value) {
        count++;
      } else {
        least = Math.min(least, other);
        most = Math.max(most, other);
      }
    }
    double gap = value < least ? least - value : value - most;
    return count > 1 && most > least && gap > most - least && areMany(value, rows, values)
        ? Optional.of(new FarValue(value, count, least, most))
        : Optional.empty();
  }

  /** Whether the others are different numbers, and not the levels of something. */
  private static boolean areMany(double value, int rows, IntToDoubleFunction values) {
    return IntStream.range(0, rows)
            .mapToDouble(values)
            .filter(other -> other != value)
            .distinct()
            .limit(OTHERS)
            .count()
        == OTHERS;
  }
}
