package dev.linesweep.model;

import java.util.Arrays;

/**
 * The values of one number, such as a cost, over a setting's repeats. They may be infinite; the
 * mean and the largest are infinite then. Sums run in the order of the repeats.
 */
public final class OverRepeats {
  private final double[] values;

  /** Wraps the array without a copy. */
  public OverRepeats(double... values) {
    this.values = values;
  }

  public int count() {
    return values.length;
  }

  /** The number of infinite values. */
  public int infinite() {
    return count() - finite().count();
  }

  /** The finite values; there may be none. */
  public OverRepeats finite() {
    return new OverRepeats(Arrays.stream(values).filter(Double::isFinite).toArray());
  }

  public double mean() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The median. */
  public double median() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double largest() {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /**
   * The standard deviation of the sample; not a number if a value is infinite, or if there is only
   * one.
   */
  public double deviation() {
    double mean = mean();
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /** The standard error of the mean: the standard deviation over the root of the count. */
  public double standardError() {
    return deviation() / Math.sqrt(values.length);
  }
}
