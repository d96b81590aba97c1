package dev.linesweep.report.advice;

import dev.linesweep.text.Decimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The distinct values of a numeric axis, increasing, and wider choices of them; written as a job
 * file would, with {@code min} and {@code max} if they are evenly spaced.
 */
record AxisValues(List<Double> sorted) {
  /** How far spacing may be from even; ranges are computed in doubles. */
  private static final double EVEN = 1e-6;

  /** Longer lists are written as a range. */
  private static final int LISTED = 8;

  AxisValues {
    sorted = List.copyOf(new TreeSet<>(sorted));
  }

  static AxisValues of(Collection<Double> values) {
    return new AxisValues(List.copyOf(values));
  }

  /** {@code count} values from {@code min} to {@code max}, both included, of even ratios. */
  static AxisValues log(double min, double max, int count) {
    double low = fourDigits(min);
    double high = fourDigits(max);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double value = low * StrictMath.pow(high / low, i / (count - 1.0));
      values.add(i == count - 1 ? Double.valueOf(high) : Double.valueOf(value));
    }
    return of(values);
  }

  boolean isEmpty() {
    return sorted.isEmpty();
  }

  int size() {
    return sorted.size();
  }

  double first() {
    return sorted.get(0);
  }

  double last() {
    return sorted.get(sorted.size() - 1);
  }

  /** True of the first and of the last value if there are others. */
  boolean isEdge(double value) {
    return size() > 1 && (value == first() || value == last());
  }

  /** The value next to an edge. */
  double nextTo(double edge) {
    return edge == first() ? sorted.get(1) : sorted.get(size() - 2);
  }

  /** One decade more at the lower end, as dense as before. */
  AxisValues below() {
    return isLog() || size() > LISTED
        ? log(times(positive(), "0.1"), last(), denser())
        : with(times(positive(), "0.1"), times(positive(), "0.3"));
  }

  /** One decade more at the upper end, as dense as before. */
  AxisValues above() {
    return isLog() || size() > LISTED
        ? log(positive(), times(last(), "10"), denser())
        : with(times(last(), "3"), times(last(), "10"));
  }

  /** With values between the last one and 1. */
  AxisValues towardsOne() {
    return with(1 - (1 - last()) / 2, 1 - (1 - last()) / 10);
  }

  /** With half the first value. */
  AxisValues halved() {
    return with(first() / 2, first());
  }

  /** A scalar, a range or a list: {@code {min: 0.01, max: 10, count: 50, scale: log}}. */
  String yaml() {
    if (size() == 1) {
      return Decimal.of(first());
    }
    if (size() > 3 && (isLog() || isLinear())) {
      return "{min: %s, max: %s, count: %d, scale: %s}"
          .formatted(Decimal.of(first()), Decimal.of(last()), size(), isLog() ? "log" : "linear");
    }
    return sorted.stream().map(Decimal::of).collect(Collectors.joining(", ", "{values: [", "]}"));
  }

  private AxisValues with(double one, double other) {
    List<Double> values = new ArrayList<>(sorted);
    values.add(fourDigits(one));
    values.add(fourDigits(other));
    return of(values);
  }

  private double positive() {
    return sorted.stream().filter(value -> value > 0).findFirst().orElse(1.0);
  }

  private int denser() {
    double decades = Math.log10(last() / positive());
    return (int) Math.rint((size() - 1) * (decades + 1) / decades) + 1;
  }

  private boolean isLog() {
    if (size() < 3 || first() <= 0) {
      return false;
    }
    double ratio = StrictMath.pow(last() / first(), 1.0 / (size() - 1));
    for (int i = 1; i < size(); i++) {
      if (Math.abs(sorted.get(i) / sorted.get(i - 1) / ratio - 1) > EVEN) {
        return false;
      }
    }
    return true;
  }

  private boolean isLinear() {
    double step = (last() - first()) / (size() - 1);
    for (int i = 1; i < size(); i++) {
      if (Math.abs((sorted.get(i) - sorted.get(i - 1)) / step - 1) > EVEN) {
        return false;
      }
    }
    return size() > 2;
  }

  /** A product as decimals have it: ten times 0.3 is 3. */
  private static double times(double value, String factor) {
    return new BigDecimal(Decimal.of(value)).multiply(new BigDecimal(factor)).doubleValue();
  }

  /** Nobody writes more into a job file. */
  private static double fourDigits(double value) {
    return new BigDecimal(value).round(new MathContext(4)).doubleValue();
  }
}
