package dev.linesweep.spec;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * The values of an axis that is written as a range: the list of its points, for a grid and for
 * draws. It equals any list of them, and knows its ends and its scale.
 */
public final class ValueRange<T> extends AbstractList<T> implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1L;

  /** Whether points are equally spaced, or their logarithms are. */
  public enum Scale {
    LINEAR,
    LOG
  }

  private final List<T> points;
  private final int count;
  private final Scale scale;

  /**
   * @param points increasing, both ends included
   * @param count the number of points as written; equal points count once in {@code points}
   */
  ValueRange(List<T> points, int count, Scale scale) {
    this.points = List.copyOf(points);
    this.count = count;
    this.scale = scale;
  }

  public T min() {
    return points.get(0);
  }

  public T max() {
    return points.get(points.size() - 1);
  }

  /** The number of points as written. */
  public int count() {
    return count;
  }

  public Scale scale() {
    return scale;
  }

  @Override
  public T get(int index) {
    return points.get(index);
  }

  @Override
  public int size() {
    return points.size();
  }

  /** Ranges and distributions are immutable and sorted. */
  private static boolean isItsOwn(List<?> values) {
    return values instanceof ValueRange || values instanceof Distribution;
  }

  /** An unchangeable copy; a range or a distribution stays one. */
  static <T> List<T> copyOf(List<T> values) {
    return isItsOwn(values) ? values : List.copyOf(values);
  }

  /** The values in increasing order; a range stays one. */
  static <T> List<T> sorted(List<T> values) {
    return isItsOwn(values) ? values : values.stream().sorted().toList();
  }

  /** The values by an increasing function; a range stays one. */
  static <T, U> List<U> map(List<T> values, Function<T, U> function) {
    List<U> mapped = values.stream().map(function).toList();
    return values instanceof ValueRange<T> range
        ? new ValueRange<>(mapped, range.count, range.scale)
        : mapped;
  }
}
