package dev.linesweep.data;

import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.JobException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The scaling for training: (value - mean) / deviation, in doubles, rounded once to a float. Mean 0
 * and deviation 1 if nothing is standardized.
 *
 * <p>Means and deviations (of the population, divided by the rows) are over the training rows. Each
 * is summed in row order in doubles: the mean is corrected once by the mean of what it leaves, and
 * the deviation is summed about it. A column that never changes in these rows has deviation 1.
 *
 * <p>A feature that training sees as one value is scaled to 0 in every row of every part: such a
 * feature acts like the bias, so its weight starts at 0 and no gradient or penalty moves it from
 * there.
 *
 * @param constant by feature, whether training sees one value of it
 */
public record Scaling(
    double[] featureMean,
    double[] featureDeviation,
    boolean[] constant,
    double labelMean,
    double labelDeviation)
    implements Serializable {

  /** Fits the scaling on these rows of the matrix. */
  public static Scaling fit(Matrix matrix, int[] trainRows, Standardize standardize) {
    int features = matrix.features().size();
    Moments[] columns = new Moments[features];
    for (int column = 0; column < features; column++) {
      columns[column] =
          standardize == Standardize.NONE
              ? Moments.NONE
              : Moments.of(matrix.x(), features, column, trainRows, matrix.features().get(column));
    }
    Moments label =
        standardize == Standardize.ALL
            ? Moments.of(matrix.y(), 1, 0, trainRows, matrix.label())
            : Moments.NONE;
    boolean[] constant = new boolean[features];
    for (int column = 0; column < features; column++) {
      constant[column] = columns[column].seesOneValue(matrix.x(), features, column, trainRows);
    }
    return new Scaling(
        Arrays.stream(columns).mapToDouble(Moments::mean).toArray(),
        Arrays.stream(columns).mapToDouble(Moments::deviation).toArray(),
        constant,
        label.mean,
        label.deviation);
  }

  /** Whether training sees a feature as one value. */
  public boolean anyConstant() {
    for (boolean each : constant) {
      if (each) {
        return true;
      }
    }
    return false;
  }

  /** Scales one row of features, or several rows, row-major. */
  public float[] features(double[] x) {
    int features = featureMean.length;
    float[] scaled = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      int column = i % features;
      scaled[i] =
          constant[column] ? 0 : (float) ((x[i] - featureMean[column]) / featureDeviation[column]);
    }
    return scaled;
  }

  public float label(double y) {
    return (float) ((y - labelMean) / labelDeviation);
  }

  /** Converts a scaled label or prediction to the label's own units. */
  public double labelInOwnUnits(double scaled) {
    return labelMean + labelDeviation * scaled;
  }

  private record Moments(double mean, double deviation) {
    static final Moments NONE = new Moments(0, 1);

    static Moments of(double[] values, int stride, int offset, int[] rows, String name) {
      double first = values[rows[0] * stride + offset];
      if (IntStream.of(rows).allMatch(row -> values[row * stride + offset] == first)) {
        return new Moments(first, 1);
      }
      double mean = meanAbout(0, values, stride, offset, rows);
      mean += meanAbout(mean, values, stride, offset, rows);
      double squares = 0;
      for (int row : rows) {
        double distance = values[row * stride + offset] - mean;
        squares += distance * distance;
      }
      double deviation = StrictMath.sqrt(squares / rows.length);
      if (!(deviation > 0) || !Double.isFinite(deviation)) {
        throw new JobException(
            "data: column \"%s\" cannot be standardized: its standard deviation is %s in doubles. "
                    .formatted(name, deviation)
                + "Rescale it in a `query`.");
      }
      return new Moments(mean, deviation);
    }

    /** Whether these rows have one value, or become one finite float. */
    boolean seesOneValue(double[] values, int stride, int offset, int[] rows) {
      double first = values[rows[0] * stride + offset];
      float scaled = scaled(first);
      return IntStream.of(rows)
          .mapToDouble(row -> values[row * stride + offset])
          .allMatch(value -> value == first || (Float.isFinite(scaled) && scaled(value) == scaled));
    }

    private float scaled(double value) {
      return (float) ((value - mean) / deviation);
    }

    private static double meanAbout(
        double center, double[] values, int stride, int offset, int[] rows) {
      double sum = 0;
      for (int row : rows) {
        sum += values[row * stride + offset] - center;
      }
      return sum / rows.length;
    }
  }
}
