package dev.linesweep.model;

import static dev.linesweep.model.Vectors.dot;
import static dev.linesweep.model.Vectors.subtract;

import dev.linesweep.data.Samples;
import dev.linesweep.data.SplitMix64;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The curvature of the mean squared error over the training rows, as training sees them.
 *
 * <p>The Hessian of the mean of (p - y)² is 2 / rows · X'WX, where X has the features and a column
 * of ones for the bias, and W the row weights, whose mean is 1, on its diagonal. Its largest
 * eigenvalue is found by Lanczos' method with full reorthogonalization (Golub and Van Loan, "Matrix
 * Computations", 10.1), from a start that never changes, in plain sums in row order: equal samples
 * give equal bits. Large data gets fewer passes; the value is then a little too small.
 *
 * @param largest eigenvalue of the Hessian
 * @param trace of the Hessian, the sum of its eigenvalues
 */
public record Curvature(double largest, double trace) implements Serializable {
  private static final int MOST_PASSES = 40;
  private static final int LEAST_PASSES = 6;

  /**
   * The most rows × columns that all passes together read, unless that is less than the fewest
   * passes.
   */
  private static final double CELLS = 1e9;

  private static final double CONVERGED = 1e-9;

  public static Curvature of(Samples.Part train) {
    int columns = train.x().length / train.rows() + 1;
    return new Curvature(largest(train, columns), trace(train));
  }

  private static double trace(Samples.Part train) {
    int rows = train.rows();
    int features = train.x().length / rows;
    double squares = train.rowWeights().sum(rows);
    for (int i = 0; i < train.x().length; i++) {
      double value = train.x()[i];
      squares += train.rowWeights().of(i / features) * (value * value);
    }
    return 2 * squares / rows;
  }

  private static double largest(Samples.Part train, int columns) {
    int passes = passes(train.rows(), columns);
    List<double[]> basis = new ArrayList<>(List.of(start(columns)));
    double[] main = new double[passes];
    double[] beside = new double[passes];
    double largest = 0;
    for (int k = 0; k < passes; k++) {
      double[] next = product(train, basis.get(k));
      main[k] = dot(next, basis.get(k));
      for (int pass = 0; pass < 2; pass++) {
        basis.forEach(one -> subtract(next, dot(next, one), one));
      }
      double found = largestOf(main, beside, k + 1);
      double left = StrictMath.sqrt(dot(next, next));
      boolean converged = found - largest <= CONVERGED * found;
      largest = found;
      if (converged || left <= CONVERGED * largest) {
        break;
      }
      beside[k] = left;
      basis.add(Arrays.stream(next).map(value -> value / left).toArray());
    }
    return largest;
  }

  private static int passes(int rows, int columns) {
    int affordable = (int) Math.min(MOST_PASSES, CELLS / rows / columns);
    return Math.min(columns, Math.max(LEAST_PASSES, affordable));
  }

  private static double[] start(int columns) {
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, 0);
    double[] start = new double[columns];
    Arrays.setAll(start, i -> random.nextGaussian());
    double length = StrictMath.sqrt(dot(start, start));
    return Arrays.stream(start).map(value -> value / length).toArray();
  }

  private static double largestOf(double[] main, double[] beside, int size) {
    if (size == 1) {
      return main[0];
    }
    double[] values =
        new EigenDecomposition(Arrays.copyOf(main, size), Arrays.copyOf(beside, size - 1))
            .getRealEigenvalues();
    return Arrays.stream(values).max().getAsDouble();
  }

  /** The Hessian times a vector. */
  private static double[] product(Samples.Part train, double[] vector) {
    float[] x = train.x();
    int rows = train.rows();
    int features = vector.length - 1;
    double[] product = new double[vector.length];
    for (int row = 0; row < rows; row++) {
      int at = row * features;
      double along = vector[features];
      for (int i = 0; i < features; i++) {
        along += vector[i] * x[at + i];
      }
      along *= train.rowWeights().of(row);
      for (int i = 0; i < features; i++) {
        product[i] += along * x[at + i];
      }
      product[features] += along;
    }
    for (int i = 0; i < product.length; i++) {
      product[i] *= 2.0 / rows;
    }
    return product;
  }
}
