package dev.linesweep.model;

import dev.linesweep.data.Matrix;
import dev.linesweep.data.RowWeights;
import java.io.Serializable;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * How much larger the errors of another model are than those of the best trial, row by row on the
 * same rows. Both models have large errors on the same rows, so the differences vary much less than
 * the errors. Whether a mean difference may be chance is decided by Student's t for paired
 * observations: with d the mean of n differences and s their sample standard deviation, chance
 * makes it larger than t(0.975, n - 1) s / √n in one case of twenty.
 *
 * <p>This is the comparison of F. X. Diebold and R. S. Mariano, "Comparing Predictive Accuracy",
 * Journal of Business and Economic Statistics 13 (1995), for errors of rows that are independent of
 * each other. If neighbouring rows err alike, as those of a time series may, chance makes larger
 * differences than this.
 *
 * <p>If rows have weights w, d is the weighted mean, n is Kish's effective number of rows (Σw)² /
 * Σw², and s² is Σw² (difference - d)² / Σw² · n / (n - 1), so that s / √n is the standard error of
 * the weighted mean. Rows of equal weight are all effective; if one row outweighs the others
 * together, fewer than four are.
 *
 * @param effective the number of rows of equal weight whose mean is known as well as the mean of
 *     these
 * @param absolute differences of the absolute errors, the other model's minus the best trial's
 * @param squared the same for the squared errors
 */
public record PairedErrors(int rows, double effective, Differences absolute, Differences squared)
    implements Serializable {
  private static final double CONFIDENCE = 0.95;

  /**
   * Differences over all rows.
   *
   * @param deviation the standard deviation of the sample
   */
  public record Differences(double mean, double deviation) implements Serializable {
    private static Differences of(double[] values, RowWeights weights, double effective) {
      if (weights.isEven()) {
        return of(values);
      }
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += weights.of(i) * values[i];
      }
      double mean = sum / weights.sum(values.length);
      double squares = 0;
      double counts = 0;
      for (int i = 0; i < values.length; i++) {
        double weight = weights.of(i);
        squares += weight * weight * (values[i] - mean) * (values[i] - mean);
        counts += weight * weight;
      }
      return new Differences(
          mean, effective > 1 ? Math.sqrt(squares / counts * effective / (effective - 1)) : 0);
    }

    private static Differences of(double[] values) {
      SummaryStatistics statistics = new SummaryStatistics();
      for (double value : values) {
        statistics.addValue(value);
      }
      return new Differences(statistics.getMean(), statistics.getStandardDeviation());
    }
  }

  /** Of rows that count the same. */
  public PairedErrors(int rows, Differences absolute, Differences squared) {
    this(rows, rows, absolute, squared);
  }

  /**
   * Compares predictions of rows of a matrix.
   *
   * @param best the best trial's prediction by number of row
   * @param other that of the other model
   */
  public static PairedErrors of(
      Matrix matrix, int[] rows, IntToDoubleFunction best, IntToDoubleFunction other) {
    double[] absolute = new double[rows.length];
    double[] squared = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double own = best.applyAsDouble(rows[i]) - matrix.y()[rows[i]];
      double theirs = other.applyAsDouble(rows[i]) - matrix.y()[rows[i]];
      absolute[i] = Math.abs(theirs) - Math.abs(own);
      squared[i] = theirs * theirs - own * own;
    }
    RowWeights weights = RowWeights.of(matrix.rowWeights(), rows);
    double effective = weights.effective(rows.length);
    return new PairedErrors(
        rows.length,
        effective,
        Differences.of(absolute, weights, effective),
        Differences.of(squared, weights, effective));
  }

  /** Whether some rows count more than others. */
  public boolean isWeighted() {
    return effective < rows;
  }

  /**
   * The largest mean difference that may be chance; infinite if there are fewer than two effective
   * rows.
   */
  public double chance(Differences differences) {
    return effective < 2
        ? Double.POSITIVE_INFINITY
        : new TDistribution(effective - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
            * differences.deviation()
            / Math.sqrt(effective);
  }
}
