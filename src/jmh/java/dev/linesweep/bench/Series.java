package dev.linesweep.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * One measured quantity: every repetition, and where it has one, the target it is held against.
 *
 * @param what one line for people
 * @param target such as {@code >= 0.8}; empty where the quantity only explains another
 * @param unit what stands behind the number
 */
public record Series(String what, String target, String unit, double[] values) {

  /** Measures a quantity several times. */
  public static Series of(
      String what, String target, String unit, int repetitions, DoubleSupplier measure) {
    double[] values = new double[repetitions];
    Arrays.setAll(values, i -> measure.getAsDouble());
    return new Series(what, target, unit, values);
  }

  /** The quotients of two series, repetition by repetition. */
  public Series over(Series yardstick, String name, String aim, String quotientUnit) {
    double[] quotients = new double[Math.min(values.length, yardstick.values.length)];
    Arrays.setAll(quotients, i -> values[i] / yardstick.values[i]);
    return new Series(name, aim, quotientUnit, quotients);
  }

  public double median() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double min() {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  public double max() {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  /** Whether the median reaches the target; true where there is none. */
  public boolean reached() {
    if (target.isEmpty()) {
      return true;
    }
    double limit = Double.parseDouble(target.substring(2).strip());
    return target.startsWith("<=") ? median() <= limit : median() >= limit;
  }

  /** One line with tabs, which {@link #parse} reads. */
  public String line() {
    return String.join(
        "\t",
        what,
        target,
        unit,
        Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" ")));
  }

  /** The median and the spread, for people. */
  public String text() {
    return "%s: %s %s (%s to %s)"
        .formatted(what, shown(median()), unit, shown(min()), shown(max()));
  }

  /** Reads what {@link #line} wrote. */
  public static Series parse(String line) {
    String[] fields = line.split("\t", -1);
    return new Series(
        fields[0],
        fields[1],
        fields[2],
        Arrays.stream(fields[3].strip().split(" +")).mapToDouble(Double::parseDouble).toArray());
  }

  /** Three significant digits, and whole numbers in full. */
  static String shown(double value) {
    double size = Math.abs(value);
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    int decimals = size == 0 ? 0 : Math.max(0, Math.min(6, 2 - (int) Math.floor(Math.log10(size))));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
