package dev.linesweep.engine.check;

/**
 * The values that a number may have: from low to high, both included. Every operation gives at
 * least the values that its operands allow.
 */
record Range(double low, double high) {
  static final Range ZERO = of(0);

  /** What a sum of squares may lose when floats underflow. */
  private static final double UNDERFLOW = 1e-44;

  static Range of(double value) {
    return new Range(value, value);
  }

  /** The values no further from the middle than the distance. */
  static Range around(double middle, double distance) {
    return new Range(middle - distance, middle + distance);
  }

  Range plus(Range other) {
    return new Range(low + other.low, high + other.high);
  }

  Range times(double factor) {
    return factor < 0
        ? new Range(high * factor, low * factor)
        : new Range(low * factor, high * factor);
  }

  /** Divides by positive values. */
  Range dividedBy(Range positive) {
    return new Range(
        low / (low < 0 ? positive.low : positive.high),
        high / (high < 0 ? positive.high : positive.low));
  }

  Range squared() {
    double a = low * low;
    double b = high * high;
    boolean holdsZero = low <= 0 && high >= 0;
    return new Range(
        Math.max(0, (holdsZero ? 0 : Math.min(a, b)) - UNDERFLOW), Math.max(a, b) + UNDERFLOW);
  }

  Range size() {
    boolean holdsZero = low <= 0 && high >= 0;
    double a = Math.abs(low);
    double b = Math.abs(high);
    return new Range(holdsZero ? 0 : Math.min(a, b), Math.max(a, b));
  }

  Range larger(Range other) {
    return new Range(Math.max(low, other.low), Math.max(high, other.high));
  }

  /** The roots of values that are not negative. */
  Range root() {
    return new Range(Math.sqrt(Math.max(0, low)), Math.sqrt(Math.max(0, high)));
  }

  /** The same with that share of the largest value more on both sides. */
  Range widenedBy(double share) {
    double more = share * largest();
    return new Range(low - more, high + more);
  }

  /** None of the values further from zero than the limit. */
  Range within(double limit) {
    return limit >= 0 ? new Range(Math.max(low, -limit), Math.min(high, limit)) : this;
  }

  double largest() {
    return Math.max(Math.abs(low), Math.abs(high));
  }

  double width() {
    return high - low;
  }
}
