package dev.linesweep.spec;

import dev.linesweep.spec.ValueRange.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The kind of an axis's values: how a value is read, and which points a range stands for. */
interface AxisKind<T extends Comparable<T>> {
  Optional<T> read(Field field);

  /** The value as training sees it: equal for values that make the same trial. */
  default Object trained(T value) {
    return value;
  }

  /** The distributions that a search may draw its values from; none if every value is trained. */
  default List<Distribution.Kind> distributions() {
    return List.of();
  }

  /**
   * @param kind one of {@link #distributions}
   */
  default Distribution<T> distribution(Distribution.Kind kind, T min, T max) {
    throw new IllegalArgumentException("this axis is not drawn from");
  }

  /** A small value that any such axis may have, for examples. */
  String least();

  /** A greater one. */
  String most();

  /** True if logarithms of the value and of all greater ones exist. */
  boolean isPositive(T value);

  /** Point i of n, n > 1, strictly between the ends or rounded to one of them. */
  T between(T min, T max, int i, int n, Scale scale);

  /** Distinct points from min to max, both ends exact. */
  default ValueRange<T> range(T min, T max, int count, Scale scale) {
    Set<Object> seen = new HashSet<>();
    List<T> points =
        IntStream.range(0, count)
            .mapToObj(i -> point(min, max, i, count - 1, scale))
            .filter(point -> seen.add(trained(point)))
            .toList();
    return new ValueRange<>(points, count, scale);
  }

  private T point(T min, T max, int i, int n, Scale scale) {
    if (i == 0) {
      return min;
    }
    return i == n ? max : between(min, max, i, n, scale);
  }

  /** Numbers under a rule. */
  record Reals(NumberRule rule) implements AxisKind<Double> {
    @Override
    public Optional<Double> read(Field field) {
      return field.number(rule);
    }

    @Override
    public List<Distribution.Kind> distributions() {
      return List.of(Distribution.Kind.UNIFORM, Distribution.Kind.LOG_UNIFORM);
    }

    @Override
    public Distribution<Double> distribution(Distribution.Kind kind, Double min, Double max) {
      return kind == Distribution.Kind.LOG_UNIFORM
          ? Distribution.logUniform(min, max)
          : Distribution.uniform(min, max);
    }

    @Override
    public String least() {
      return "0.001";
    }

    @Override
    public String most() {
      return "0.1";
    }

    /** A 32-bit float. */
    @Override
    public Object trained(Double value) {
      return value.floatValue();
    }

    @Override
    public boolean isPositive(Double value) {
      return value > 0;
    }

    @Override
    public Double between(Double min, Double max, int i, int n, Scale scale) {
      double value =
          scale == Scale.LOG
              ? logPoint(min, max, i, n).doubleValue()
              : linearPoint(clean(min), clean(max), i, n).round(CLEAN).doubleValue();
      return Math.min(max, Math.max(min, value));
    }
  }

  /** Whole numbers from lowest to highest; points are rounded half up. */
  record Wholes(long lowest, long highest) implements AxisKind<Long> {
    @Override
    public Optional<Long> read(Field field) {
      return field.whole(lowest, highest);
    }

    @Override
    public String least() {
      return "8";
    }

    @Override
    public String most() {
      return "64";
    }

    @Override
    public boolean isPositive(Long value) {
      return value > 0;
    }

    @Override
    public Long between(Long min, Long max, int i, int n, Scale scale) {
      BigDecimal point =
          scale == Scale.LOG
              ? logPoint(min, max, i, n)
              : linearPoint(new BigDecimal(min), new BigDecimal(max), i, n);
      BigDecimal rounded = point.add(HALF).setScale(0, RoundingMode.FLOOR);
      BigDecimal least = new BigDecimal(min);
      return rounded.max(least).min(new BigDecimal(max)).longValueExact();
    }
  }

  /**
   * Rounds to fifteen digits, which removes rounding errors, so that points are as short as the
   * ends.
   */
  MathContext CLEAN = new MathContext(15);

  BigDecimal HALF = new BigDecimal("0.5");

  private static BigDecimal clean(double value) {
    return new BigDecimal(value).round(new MathContext(17));
  }

  private static BigDecimal linearPoint(BigDecimal min, BigDecimal max, int i, int n) {
    BigDecimal step = max.subtract(min).multiply(new BigDecimal(i));
    return min.add(step.divide(new BigDecimal(n), MathContext.DECIMAL128));
  }

  private static BigDecimal logPoint(double min, double max, int i, int n) {
    double share = (double) i / n;
    double value = StrictMath.pow(min, 1 - share) * StrictMath.pow(max, share);
    return new BigDecimal(value).round(CLEAN);
  }
}
