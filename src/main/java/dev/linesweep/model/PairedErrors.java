package dev.linesweep.model;

import dev.linesweep.data.Matrix;
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
 * @param absolute differences of the absolute errors, the other model's minus the best trial's
 * @param squared the same for the squared errors
 */
public record PairedErrors(int rows, Differences absolute, Differences squared)
    implements Serializable {
  private static final double CONFIDENCE = 0.95;

  /**
   * Differences over all rows.
   *
   * @param deviation the standard deviation of the sample
   */
  public record Differences(double mean, double deviation) implements Serializable {
    private static Differences of(SummaryStatistics statistics) {
      return new Differences(statistics.getMean(), statistics.getStandardDeviation());
    }
  }

  /**
   * Compares predictions of rows of a matrix.
   *
   * @param best the best trial's prediction by number of row
   * @param other that of the other model
   */
  public static PairedErrors of(
      Matrix matrix, int[] rows, IntToDoubleFunction best, IntToDoubleFunction other) {
    SummaryStatistics absolute = new SummaryStatistics();
    SummaryStatistics squared = new SummaryStatistics();
    for (int row : rows) {
      double own = best.applyAsDouble(row) - matrix.y()[row];
      double theirs = other.applyAsDouble(row) - matrix.y()[row];
      absolute.addValue(Math.abs(theirs) - Math.abs(own));
      squared.addValue(theirs * theirs - own * own);
    }
    return new PairedErrors(rows.length, Differences.of(absolute), Differences.of(squared));
  }

  /** The largest mean difference that may be chance; infinite if there are fewer than two rows. */
  public double chance(Differences differences) {
    return rows < 2
        ? Double.POSITIVE_INFINITY
        : new TDistribution(rows - 1.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
            * differences.deviation()
            / Math.sqrt(rows);
  }
}
