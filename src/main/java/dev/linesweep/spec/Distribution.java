package dev.linesweep.spec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/**
 * An axis whose values are drawn. Other code sees the list of its two ends, which no value exceeds;
 * it equals any list of them.
 *
 * <p>Real values have six digits, so that they read well and differ as 32-bit floats. They are
 * computed in {@link StrictMath}, so they are the same on every JVM.
 */
public abstract sealed class Distribution<T extends Comparable<T>> extends AbstractList<T>
    implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1L;
  private static final int DIGITS = 6;

  /** Powers of ten up to this one are exact in doubles, so a quotient by one is rounded once. */
  private static final int MOST_DECIMALS = 22;

  private static final double[] POWERS =
      IntStream.rangeClosed(0, MOST_DECIMALS)
          .mapToDouble(exponent -> BigDecimal.TEN.pow(exponent).doubleValue())
          .toArray();

  /** The shape of a distribution. */
  public enum Kind {
    /** Every value is equally likely. */
    UNIFORM,
    /** The logarithms of the values are uniform. */
    LOG_UNIFORM,
    /** Every whole number, both ends included, is equally likely. */
    INT_UNIFORM;

    /** The name in the job file: {@code log_uniform}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final List<T> ends;

  private Distribution(Kind kind, T min, T max) {
    this.kind = kind;
    this.ends = List.of(min, max);
  }

  /** A uniform distribution from min to max. */
  public static Distribution<Double> uniform(double min, double max) {
    return new Reals(Kind.UNIFORM, min, max);
  }

  /** A distribution from min, which is greater than 0, to max that is uniform in the logarithm. */
  public static Distribution<Double> logUniform(double min, double max) {
    return new Reals(Kind.LOG_UNIFORM, min, max);
  }

  /** A uniform distribution of the whole numbers from min to max, both included. */
  public static Distribution<Integer> intUniform(int min, int max) {
    return new Wholes(min, max);
  }

  /**
   * The value below which this share of the draws lies.
   *
   * @param share from 0 (included) to 1 (excluded)
   */
  public abstract T at(double share);

  public Kind kind() {
    return kind;
  }

  public T min() {
    return ends.get(0);
  }

  public T max() {
    return ends.get(1);
  }

  @Override
  public T get(int index) {
    return ends.get(index);
  }

  @Override
  public int size() {
    return 2;
  }

  /** The text in a job file: {@code {min: 0.1, max: 1.0, distribution: uniform}}. */
  @Override
  public String toString() {
    return "{min: %s, max: %s, distribution: %s}"
        .formatted(written(min()), written(max()), kind.key());
  }

  private static String written(Object end) {
    return end instanceof Double real ? Numbers.write(real) : end.toString();
  }

  /**
   * @throws BrokenRule unless there is something between the ends to draw from
   */
  void require(String path) {
    BrokenRule.unless(
        min().compareTo(max()) < 0,
        path,
        "max must be > min in a distribution, but got %s and %s"
            .formatted(written(max()), written(min())));
    BrokenRule.unless(
        kind != Kind.LOG_UNIFORM || !(min() instanceof Double real) || real > 0,
        path,
        "min must be > 0 for log_uniform, got " + written(min()));
  }

  private static final class Reals extends Distribution<Double> {
    private static final long serialVersionUID = 1L;

    private final double start;
    private final double width;

    Reals(Kind kind, double min, double max) {
      super(kind, min, max);
      boolean log = kind == Kind.LOG_UNIFORM;
      start = log ? StrictMath.log(min) : min;
      width = (log ? StrictMath.log(max) : max) - start;
    }

    @Override
    public Double at(double share) {
      double point = start + share * width;
      double value = kind() == Kind.LOG_UNIFORM ? StrictMath.exp(point) : point;
      return Math.min(max(), Math.max(min(), rounded(value)));
    }

    /** The decimal number with so many digits; tiny and huge values take a slower way. */
    private static double rounded(double value) {
      int decimals = DIGITS - 1 - (int) StrictMath.floor(StrictMath.log10(Math.abs(value)));
      if (value == 0 || Math.abs(decimals) > MOST_DECIMALS) {
        return new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
      }
      double power = POWERS[Math.abs(decimals)];
      return decimals < 0
          ? StrictMath.rint(value / power) * power
          : StrictMath.rint(value * power) / power;
    }
  }

  private static final class Wholes extends Distribution<Integer> {
    private static final long serialVersionUID = 1L;

    Wholes(int min, int max) {
      super(Kind.INT_UNIFORM, min, max);
    }

    @Override
    public Integer at(double share) {
      long values = 1L + max() - min();
      return (int) (min() + (long) (share * values));
    }
  }
}
