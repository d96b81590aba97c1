package dev.linesweep.model;

import static dev.linesweep.model.Vectors.dot;
import static dev.linesweep.model.Vectors.length;
import static dev.linesweep.model.Vectors.subtract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.netlib.lapack.Dgelsy;
import org.netlib.lapack.Dgeqp3;
import org.netlib.lapack.Dgeqrf;
import org.netlib.util.intW;

/**
 * Ordinary least squares by LAPACK in Java: a QR factorization some thousand rows at a time (the
 * triangle of the rows so far is put on top of the next rows, so memory does not grow with the
 * rows), then the solution of least norm of that triangle by a QR factorization with column
 * pivoting and a test of its rank (dgelsy). Each row is multiplied by the root of its weight.
 *
 * @param triangle upper, column by column, columns × columns: its columns have the lengths and
 *     angles of the design's
 * @param coefficients by column of the design
 */
record LeastSquares(double[] triangle, double[] coefficients, int rank, double tolerance) {
  private static final int CHUNK = 2048;

  /** The least ratio of singular values that counts; the columns have equal lengths. */
  private static final double LEAST_TOLERANCE = 1e-9;

  private static final double LARGEST_TOLERANCE = 1e-4;

  /**
   * Fits a design.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  static LeastSquares of(Design design) throws InterruptedException {
    double tolerance =
        Math.min(LARGEST_TOLERANCE, Math.max(LEAST_TOLERANCE, 8 * design.resolution()));
    int columns = design.columns();
    double[] withLabel = triangle(design);
    double[] triangle = new double[columns * columns];
    for (int column = 0; column < columns; column++) {
      System.arraycopy(withLabel, column * (columns + 1), triangle, column * columns, column + 1);
    }
    double[] right =
        Arrays.copyOfRange(withLabel, columns * (columns + 1), columns * (columns + 1) + columns);
    int rank = solve(triangle, right, tolerance);
    return new LeastSquares(triangle, right, rank, tolerance);
  }

  /** Floating-point operations for a design of that size. */
  static double flops(double rows, double columns) {
    double chunks = 1 + rows / CHUNK;
    double height = CHUNK + columns;
    return 2 * chunks * height * columns * columns + 6 * columns * columns * columns;
  }

  /** Bytes of the arrays for a design of that size. */
  static double bytes(double columns) {
    return 8 * (columns + 1) * (CHUNK + 5 * columns + 200);
  }

  /** The least-norm coefficients that predict the same as these. */
  double[] shortest(double[] other) {
    int columns = coefficients.length;
    double[] right = new double[columns];
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row <= column; row++) {
        right[row] += triangle[column * columns + row] * other[column];
      }
    }
    solve(triangle, right, tolerance);
    return right;
  }

  /** Solves by the triangle, in place; gives its rank. */
  private static int solve(double[] triangle, double[] right, double tolerance) {
    int columns = right.length;
    if (columns == 0) {
      return 0;
    }
    double[] work = new double[72 * columns + 200];
    intW rank = new intW(0);
    intW info = new intW(0);
    Dgelsy.dgelsy(
        columns,
        columns,
        1,
        triangle.clone(),
        0,
        columns,
        right,
        0,
        columns,
        new int[columns],
        0,
        tolerance,
        rank,
        work,
        0,
        work.length,
        info);
    requireDone(info);
    return rank.val;
  }

  /**
   * The columns that lead the pivoted factorization, as many as the rank, and their triangle.
   *
   * @param columns of the design
   * @param triangle upper, column by column, rank × rank
   */
  record Leading(int[] columns, double[] triangle) {}

  /** Independent columns of the design, the triangle of which is well conditioned. */
  Leading leading() {
    int columns = coefficients.length;
    double[] pivoted = triangle.clone();
    int[] order = new int[columns];
    double[] work = new double[72 * columns + 200];
    intW info = new intW(0);
    if (columns > 0) {
      Dgeqp3.dgeqp3(
          columns,
          columns,
          pivoted,
          0,
          columns,
          order,
          0,
          new double[columns],
          0,
          work,
          0,
          work.length,
          info);
      requireDone(info);
    }
    double[] leading = new double[rank * rank];
    for (int column = 0; column < rank; column++) {
      System.arraycopy(pivoted, column * columns, leading, column * rank, column + 1);
    }
    return new Leading(Arrays.stream(order, 0, rank).map(i -> i - 1).toArray(), leading);
  }

  /** The columns of the design that depend on those before them. */
  List<Integer> dependent() {
    int columns = coefficients.length;
    List<Integer> dependent = new ArrayList<>();
    List<double[]> basis = new ArrayList<>();
    for (int column = 0; column < columns && rank < columns; column++) {
      double[] rest = Arrays.copyOfRange(triangle, column * columns, (column + 1) * columns);
      double length = length(rest);
      for (int pass = 0; pass < 2; pass++) {
        for (double[] one : basis) {
          subtract(rest, dot(rest, one), one);
        }
      }
      double left = length(rest);
      if (basis.size() == rank || left <= Math.sqrt(columns) * tolerance * length) {
        dependent.add(column);
      } else {
        basis.add(Arrays.stream(rest).map(value -> value / left).toArray());
      }
    }
    return dependent;
  }

  /** The triangle of the columns and the label behind them, column by column. */
  private static double[] triangle(Design design) throws InterruptedException {
    int width = design.columns() + 1;
    int height = width + Math.min(CHUNK, design.rows());
    double[] stacked = new double[height * width];
    double[] work = new double[64 * width];
    for (int from = 0; from < design.rows(); from += CHUNK) {
      fill(design, from, stacked, width, height);
      intW info = new intW(0);
      Dgeqrf.dgeqrf(
          height, width, stacked, 0, height, new double[width], 0, work, 0, work.length, info);
      requireDone(info);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    double[] triangle = new double[width * width];
    for (int column = 0; column < width; column++) {
      System.arraycopy(stacked, column * height, triangle, column * width, column + 1);
    }
    return triangle;
  }

  /** Keeps the triangle on top, and adds the next rows below it. */
  private static void fill(Design design, int from, double[] stacked, int width, int height) {
    double[] roots =
        IntStream.range(from, Math.min(from + height - width, design.rows()))
            .mapToDouble(row -> StrictMath.sqrt(design.weight(row)))
            .toArray();
    for (int column = 0; column < width; column++) {
      Arrays.fill(stacked, column * height + column + 1, (column + 1) * height, 0);
      for (int row = 0; row < roots.length; row++) {
        double value =
            column == width - 1 ? design.label(from + row) : design.column(from + row, column);
        stacked[column * height + width + row] = roots[row] * value;
      }
    }
  }

  private static void requireDone(intW info) {
    if (info.val != 0) {
      throw new IllegalStateException("LAPACK refused its argument " + -info.val);
    }
  }
}
