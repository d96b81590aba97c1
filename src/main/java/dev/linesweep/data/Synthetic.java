package dev.linesweep.data;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.text.Decimal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Samples with known weights. */
public final class Synthetic {
  private Synthetic() {}

  /**
   * The samples of a line or of a linear source; a table is Spark's to read.
   *
   * <p>A line has one row for each point start + i·step below end, where the three numbers are
   * taken as the decimals that were written, so 0 to 1 by 0.02 gives 50 rows and 0 to 0.3 by 0.1
   * gives 3. Values are then computed in doubles.
   *
   * <p>A linear source draws from its seed the weights, the bias, and then row by row the features
   * and the noise, all Gaussian; features are named x1, x2 and so on.
   */
  public static Matrix of(DataSpec.Source source) {
    if (source instanceof DataSpec.Line line) {
      return line(line);
    }
    if (source instanceof DataSpec.Linear linear) {
      return linear(linear);
    }
    throw new IllegalArgumentException("not a synthetic source: " + source);
  }

  /** The weights and bias behind the labels; empty for a table. */
  public static Optional<KnownModel> truth(DataSpec.Source source) {
    if (source instanceof DataSpec.Line line) {
      return Optional.of(new KnownModel(new double[] {line.weight()}, line.bias()));
    }
    if (source instanceof DataSpec.Linear linear) {
      return Optional.of(known(generator(linear), linear.features()));
    }
    return Optional.empty();
  }

  private static Matrix line(DataSpec.Line line) {
    int rows = rows(line);
    double[] x = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = line.start() + i * line.step();
      y[i] = line.weight() * x[i] + line.bias();
    }
    return new Matrix(x, y, List.of("x"), "y");
  }

  private static int rows(DataSpec.Line line) {
    return decimal(line.end())
        .subtract(decimal(line.start()))
        .divide(decimal(line.step()), 0, RoundingMode.CEILING)
        .intValueExact();
  }

  private static Matrix linear(DataSpec.Linear linear) {
    int features = linear.features();
    SplitMix64 random = generator(linear);
    KnownModel known = known(random, features);
    double[] x = new double[linear.rows() * features];
    double[] y = new double[linear.rows()];
    for (int row = 0; row < y.length; row++) {
      double sum = known.bias();
      for (int column = 0; column < features; column++) {
        double value = random.nextGaussian();
        x[row * features + column] = value;
        sum += known.weights()[column] * value;
      }
      y[row] = sum + linear.noise() * random.nextGaussian();
    }
    return new Matrix(
        x, y, IntStream.rangeClosed(1, features).mapToObj(i -> "x" + i).toList(), "y");
  }

  private static SplitMix64 generator(DataSpec.Linear linear) {
    return SplitMix64.of(SplitMix64.Stream.SYNTHETIC, linear.seed());
  }

  private static KnownModel known(SplitMix64 random, int features) {
    double[] weights = new double[features];
    for (int column = 0; column < features; column++) {
      weights[column] = random.nextGaussian();
    }
    return new KnownModel(weights, random.nextGaussian());
  }

  private static BigDecimal decimal(double value) {
    return new BigDecimal(Decimal.of(value));
  }
}
