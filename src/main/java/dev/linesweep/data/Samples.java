package dev.linesweep.data;

import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.text.Decimal;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What training sees: the rows of each part, split and scaled, in 32-bit floats. The arrays are
 * plain, so that they are cheap to broadcast, and must not be changed.
 *
 * @param rowNumbers for each row of each part its row in the matrix, from 0
 */
public record Samples(
    Part train,
    Part validation,
    Part test,
    Parts rowNumbers,
    Scaling scaling,
    Standardize standardize,
    Names names)
    implements Serializable {

  /** The names of the features, in the order of the weights, and of the label. */
  public record Names(List<String> features, String label) implements Serializable {
    public Names {
      features = List.copyOf(features);
    }
  }

  /**
   * The rows of one part.
   *
   * @param x row-major, rows × features
   */
  public record Part(float[] x, float[] y, RowWeights rowWeights) implements Serializable {
    public Part {
      if (!rowWeights.isNone() && rowWeights.values().length != y.length) {
        throw new IllegalArgumentException(
            "there must be %d row weights or none but there are %d"
                .formatted(y.length, rowWeights.values().length));
      }
    }

    /** Rows that count the same. */
    public Part(float[] x, float[] y) {
      this(x, y, RowWeights.NONE);
    }

    public int rows() {
      return y.length;
    }

    /**
     * Moments of one feature, both summed in row order about the value of the first row that
     * counts. Rows count by their weights.
     */
    public Moments moments(int feature) {
      int features = x.length / rows();
      double first = x[rowWeights.firstThatCounts() * features + feature];
      double all = rowWeights.sum(rows());
      double mean = 0;
      for (int row = 0; row < rows(); row++) {
        mean += rowWeights.of(row) * (x[row * features + feature] - first);
      }
      mean /= all;
      double squares = 0;
      for (int row = 0; row < rows(); row++) {
        double distance = x[row * features + feature] - first - mean;
        squares += rowWeights.of(row) * (distance * distance);
      }
      return new Moments(first + mean, StrictMath.sqrt(squares / all));
    }
  }

  /**
   * Mean and standard deviation of a column.
   *
   * @param deviation the standard deviation of the population: divided by the number of rows, or by
   *     the sum of their weights
   */
  public record Moments(double mean, double deviation) {}

  /** Splits the matrix, fits the scaling on its training rows and applies it to every part. */
  public static Samples of(Matrix matrix, SplitSpec split, Standardize standardize) {
    return of(matrix, Parts.of(split, matrix.rows()), standardize);
  }

  /** Makes the samples of given parts. */
  static Samples of(Matrix matrix, Parts parts, Standardize standardize) {
    RowWeights.requireSome(matrix, parts);
    requireVaryingLabel(matrix, parts.train());
    Scaling scaling = Scaling.fit(matrix, parts.train(), standardize);
    return new Samples(
        part(matrix, parts.train(), scaling),
        part(matrix, parts.validation(), scaling),
        part(matrix, parts.test(), scaling),
        parts,
        scaling,
        standardize,
        new Names(matrix.features(), matrix.label()));
  }

  public List<String> features() {
    return names.features();
  }

  public String label() {
    return names.label();
  }

  /**
   * The same with fewer training rows, taken in even steps from the first on; of weighted rows
   * those that count.
   */
  public Samples withTrainRows(int rows) {
    int[] taken = EvenRows.numbers(train, rows);
    int[] numbers = IntStream.of(taken).map(row -> rowNumbers.train()[row]).toArray();
    return new Samples(
        EvenRows.part(train, taken),
        validation,
        test,
        new Parts(numbers, rowNumbers.validation(), rowNumbers.test()),
        scaling,
        standardize,
        names);
  }

  public Part part(MetricSpec.Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  /** Row numbers of the matrix, from 0, in the order of the part's rows. */
  public int[] rowNumbers(MetricSpec.Part part) {
    return switch (part) {
      case TRAIN -> rowNumbers.train();
      case VALIDATION -> rowNumbers.validation();
      case TEST -> rowNumbers.test();
    };
  }

  public Shape shape() {
    return new Shape(features().size(), train.rows(), validation.rows(), test.rows());
  }

  /** The size, in the label's own units, of a difference of 1 in the label that training sees. */
  public double labelScale() {
    return scaling.labelDeviation();
  }

  /**
   * The variance of a part's labels about their own mean, in the label's own units squared: the
   * reference of R². Rows count by their weights. Not a number for a part without rows.
   */
  public double labelVariance(MetricSpec.Part part) {
    return LabelVariances.of(part(part)) * labelScale() * labelScale();
  }

  /** Refuses R² over a part whose labels are all the same, for which it is not defined. */
  public void requireDefined(MetricSpec metric) {
    if (metric.measure() != MetricSpec.Measure.R2 || labelVariance(metric.part()) > 0) {
      return;
    }
    Part part = part(metric.part());
    int counts = part.rowWeights.countAbove0(part.rows());
    throw new JobException(
        ("metric: %s is not defined, since the label \"%s\" is %s in %s. Write metric: %s_rmse, or"
                + " hold out other rows (split).")
            .formatted(
                metric.key(),
                label(),
                Decimal.of(
                    rounded(scaling.labelInOwnUnits(part.y[part.rowWeights.firstThatCounts()]))),
                rowsThatCount(counts, part.rows(), metric.part().key()),
                metric.part().key()));
  }

  private static String rowsThatCount(int counts, int rows, String part) {
    return (counts == 1 ? "the only %s row" : "all " + counts + " %s rows").formatted(part)
        + (counts < rows ? " with a row weight above 0 in 32-bit floats" : "");
  }

  /** The number, rounded to the digits of a float. */
  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(6)).doubleValue();
  }

  /**
   * Refuses a loss that needs the label's own zero if the label is standardized, or labels that the
   * loss is not defined for.
   */
  public void requireSuitable(Loss loss) {
    if (!loss.needsOwnUnits()) {
      return;
    }
    if (standardize == Standardize.ALL) {
      throw new JobException(
          "training.loss: %s needs the label in its own units, but data.standardize is all. "
                  .formatted(loss.key())
              + "Set data.standardize to features or none.");
    }
    for (MetricSpec.Part part : MetricSpec.Part.values()) {
      requireSuitable(loss, part);
    }
  }

  private void requireSuitable(Loss loss, MetricSpec.Part part) {
    float[] y = part(part).y();
    for (int row = 0; row < y.length; row++) {
      if (!loss.suits(y[row])) {
        throw new JobException(
            "training.loss: %s needs labels %s, but \"%s\" is %s in row %d (the first row is 1). "
                    .formatted(
                        loss.key(),
                        loss.domain(),
                        label(),
                        Decimal.of(y[row]),
                        rowNumbers(part)[row] + 1)
                + "Leave such rows out with a `query`, or use mae or mse.");
      }
    }
  }

  private static void requireVaryingLabel(Matrix matrix, int[] all) {
    int[] trainRows = matrix.thatCount(all);
    double first = matrix.y()[trainRows[0]];
    for (int row : trainRows) {
      if (matrix.y()[row] != first) {
        return;
      }
    }
    throw new JobException(
        "data: the label \"%s\" is %s in %s, so there is nothing to fit. "
                .formatted(
                    matrix.label(),
                    Decimal.of(first),
                    rowsThatCount(trainRows.length, all.length, "training"))
            + "Split by random or interleaved, or hold out fewer rows.");
  }

  private static Part part(Matrix matrix, int[] rows, Scaling scaling) {
    int features = matrix.features().size();
    float[] y = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      y[i] = scaling.label(matrix.y()[rows[i]]);
      requireFloat(y[i], matrix.label(), rows[i]);
    }
    // Row by row, since a second copy of a wide matrix in doubles may be more than the heap holds.
    float[] x = new float[rows.length * features];
    for (int i = 0; i < rows.length; i++) {
      int from = rows[i] * features;
      float[] scaled = scaling.features(Arrays.copyOfRange(matrix.x(), from, from + features));
      for (int j = 0; j < features; j++) {
        requireFloat(scaled[j], matrix.features().get(j), rows[i]);
      }
      System.arraycopy(scaled, 0, x, i * features, features);
    }
    return new Part(x, y, RowWeights.of(matrix.rowWeights(), rows));
  }

  private static void requireFloat(float value, String column, int row) {
    if (!Float.isFinite(value)) {
      throw new JobException(
          "data: column \"%s\" in row %d (the first row is 1) is too large for training, "
                  .formatted(column, row + 1)
              + "which is in 32-bit floats. Rescale it in a `query`, or set data.standardize.");
    }
  }
}
