package dev.linesweep.data;

import dev.linesweep.spec.JobException;
import java.io.Serializable;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much each row of a part counts in sums over the part. The mean is 1, so that sums with and
 * without weights are of one size; without weights every row counts as 1.
 *
 * @param values by row; empty without weights
 */
public record RowWeights(float[] values) implements Serializable {
  /** Every row counts the same. */
  public static final RowWeights NONE = new RowWeights(new float[0]);

  /**
   * The weights of some rows of a matrix, divided by their mean.
   *
   * @param all by row of the matrix, finite and at least 0; empty without weights
   * @param rows of the part, of which one has a weight above 0; see {@link #requireSome}
   */
  public static RowWeights of(double[] all, int[] rows) {
    return all.length == 0 ? NONE : of(rows.length, i -> all[rows[i]]);
  }

  /** The weights of all rows of a matrix, divided by their mean. */
  public static RowWeights of(double[] all) {
    return of(all.length, row -> all[row]);
  }

  private static RowWeights of(int rows, IntToDoubleFunction weight) {
    double mean = mean(rows, weight);
    if (rows == 0 || mean >= Double.MIN_NORMAL && mean < Double.POSITIVE_INFINITY) {
      return divided(rows, weight, mean);
    }
    double largest = largest(rows, weight);
    IntToDoubleFunction scaled = row -> weight.applyAsDouble(row) / largest;
    return divided(rows, scaled, mean(rows, scaled));
  }

  private static double mean(int rows, IntToDoubleFunction weight) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += weight.applyAsDouble(row);
    }
    return sum / rows;
  }

  private static RowWeights divided(int rows, IntToDoubleFunction weight, double mean) {
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = (float) (weight.applyAsDouble(row) / mean);
    }
    return new RowWeights(values);
  }

  /** For weights whose sum overflows, or whose mean is too small to divide by. */
  private static double largest(int rows, IntToDoubleFunction weight) {
    double largest = IntStream.range(0, rows).mapToDouble(weight).max().orElse(0);
    if (largest == 0) {
      throw new IllegalArgumentException("no row has a weight above 0");
    }
    return largest;
  }

  /** Refuses a part in which no row has a weight above 0. */
  static void requireSome(Matrix matrix, Parts parts) {
    requireSome(matrix, parts.train(), "training");
    requireSome(matrix, parts.validation(), "validation");
    requireSome(matrix, parts.test(), "test");
  }

  private static void requireSome(Matrix matrix, int[] rows, String part) {
    if (rows.length > 0
        && matrix.isWeighted()
        && IntStream.of(rows).allMatch(row -> matrix.rowWeights()[row] == 0)) {
      throw new JobException(
          "data.row_weight: no %s row has a weight above 0. Hold out other rows (split), or leave rows of weight 0 out with a `query`."
              .formatted(part));
    }
  }

  /** The weights of some rows of the part, with the mean 1 again. */
  RowWeights only(int[] rows) {
    return isNone() ? NONE : of(rows.length, i -> values[rows[i]]);
  }

  public boolean isNone() {
    return values.length == 0;
  }

  /** Whether all rows count the same. */
  public boolean isEven() {
    for (float each : values) {
      if (each != values[0]) {
        return false;
      }
    }
    return true;
  }

  /** The first row of a weight above 0. */
  public int firstThatCounts() {
    int row = 0;
    while (row < values.length && values[row] == 0) {
      row++;
    }
    return row;
  }

  /** How many of the part's rows have a weight above 0. */
  public int countAbove0(int rows) {
    int count = rows;
    for (float each : values) {
      count -= each == 0 ? 1 : 0;
    }
    return count;
  }

  /** The weight of a row of the part, from 0. */
  public float of(int row) {
    return isNone() ? 1 : values[row];
  }

  /** The weights of all rows of the part, summed in row order. */
  public double sum(int rows) {
    if (isNone()) {
      return rows;
    }
    double sum = 0;
    for (float each : values) {
      sum += each;
    }
    return sum;
  }

  /**
   * Kish's effective number of rows, (Σw)² / Σw²: as many rows of equal weight give a mean with the
   * same standard error.
   */
  public double effective(int rows) {
    if (isEven()) {
      return rows;
    }
    double squares = 0;
    for (float each : values) {
      squares += (double) each * each;
    }
    double sum = sum(rows);
    return sum * sum / squares;
  }

  /** The numbers of the part's rows that have a weight above 0, in their order. */
  int[] above0(int rows) {
    int[] numbers = new int[countAbove0(rows)];
    for (int row = 0, i = 0; row < rows; row++) {
      if (of(row) > 0) {
        numbers[i++] = row;
      }
    }
    return numbers;
  }
}
