package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The errors of a tile of columns in 64 bits, four vectors wide. Rows are added in their order, as
 * in plain Java.
 *
 * <p>Features and weights are 32-bit floats, so their products are exact in 64 bits, and an fma
 * rounds as a product and a sum do.
 */
final class VectorErrors {
  private static final VectorSpecies<Double> D =
      VectorSpecies.of(double.class, VectorKernels.species().vectorShape());
  private static final int L = D.length();
  private static final int W = 4 * L;

  /** Rows whose predictions are held at once, to sum them up in a loop of its own. */
  private static final int RUN = 64;

  private final double[] predictions = new double[RUN * W];

  void measure(Samples.Part part, double[] weights, boolean relative, double[] sums) {
    float[] y = part.y();
    float[] rowWeights = part.rowWeights().values();
    Arrays.fill(sums, 0);
    for (int from = 0; from < y.length; from += RUN) {
      int rows = Math.min(RUN, y.length - from);
      predict(part.x(), from, rows, weights, predictions);
      if (part.rowWeights().isNone()) {
        sum(y, from, rows, relative, sums);
      } else {
        sumWeighted(y, rowWeights, from, rows, relative, sums);
      }
    }
  }

  private void sum(float[] y, int from, int rows, boolean relative, double[] sums) {
    for (int lane = 0; lane < W; lane += 2 * L) {
      sum(predictions, y, from, rows, sums, lane);
    }
    for (int lane = 0; relative && lane < W; lane += L) {
      sumRelative(predictions, y, from, rows, sums, lane);
    }
  }

  private void sumWeighted(
      float[] y, float[] rowWeights, int from, int rows, boolean relative, double[] sums) {
    for (int lane = 0; lane < W; lane += L) {
      sumWeighted(predictions, y, rowWeights, from, rows, relative, sums, lane);
    }
  }

  private static void predict(float[] x, int from, int rows, double[] weights, double[] out) {
    int features = weights.length / W - 1;
    int row = 0;
    for (; row + 1 < rows; row += 2) {
      predictTwo(x, (from + row) * features, features, weights, out, row * W);
    }
    if (row < rows) {
      predictOne(x, (from + row) * features, features, weights, out, row * W);
    }
  }

  private static void predictTwo(
      float[] x, int at, int features, double[] w, double[] out, int to) {
    DoubleVector a0 = DoubleVector.fromArray(D, w, features * W);
    DoubleVector a1 = DoubleVector.fromArray(D, w, features * W + L);
    DoubleVector a2 = DoubleVector.fromArray(D, w, features * W + 2 * L);
    DoubleVector a3 = DoubleVector.fromArray(D, w, features * W + 3 * L);
    DoubleVector b0 = a0;
    DoubleVector b1 = a1;
    DoubleVector b2 = a2;
    DoubleVector b3 = a3;
    for (int f = 0; f < features; f++) {
      DoubleVector a = DoubleVector.broadcast(D, (double) x[at + f]);
      DoubleVector b = DoubleVector.broadcast(D, (double) x[at + features + f]);
      DoubleVector w0 = DoubleVector.fromArray(D, w, f * W);
      a0 = a.fma(w0, a0);
      b0 = b.fma(w0, b0);
      DoubleVector w1 = DoubleVector.fromArray(D, w, f * W + L);
      a1 = a.fma(w1, a1);
      b1 = b.fma(w1, b1);
      DoubleVector w2 = DoubleVector.fromArray(D, w, f * W + 2 * L);
      a2 = a.fma(w2, a2);
      b2 = b.fma(w2, b2);
      DoubleVector w3 = DoubleVector.fromArray(D, w, f * W + 3 * L);
      a3 = a.fma(w3, a3);
      b3 = b.fma(w3, b3);
    }
    a0.intoArray(out, to);
    a1.intoArray(out, to + L);
    a2.intoArray(out, to + 2 * L);
    a3.intoArray(out, to + 3 * L);
    b0.intoArray(out, to + 4 * L);
    b1.intoArray(out, to + 5 * L);
    b2.intoArray(out, to + 6 * L);
    b3.intoArray(out, to + 7 * L);
  }

  private static void predictOne(
      float[] x, int at, int features, double[] w, double[] out, int to) {
    for (int lane = 0; lane < W; lane += L) {
      DoubleVector a = DoubleVector.fromArray(D, w, features * W + lane);
      for (int f = 0; f < features; f++) {
        DoubleVector v = DoubleVector.broadcast(D, (double) x[at + f]);
        a = v.fma(DoubleVector.fromArray(D, w, f * W + lane), a);
      }
      a.intoArray(out, to + lane);
    }
  }

  private static void sum(
      double[] predictions, float[] y, int from, int rows, double[] sums, int lane) {
    DoubleVector absolute0 = DoubleVector.fromArray(D, sums, lane);
    DoubleVector absolute1 = DoubleVector.fromArray(D, sums, lane + L);
    DoubleVector squared0 = DoubleVector.fromArray(D, sums, W + lane);
    DoubleVector squared1 = DoubleVector.fromArray(D, sums, W + lane + L);
    for (int row = 0; row < rows; row++) {
      int at = row * W + lane;
      DoubleVector label = DoubleVector.broadcast(D, (double) y[from + row]);
      DoubleVector error0 = DoubleVector.fromArray(D, predictions, at).sub(label);
      DoubleVector error1 = DoubleVector.fromArray(D, predictions, at + L).sub(label);
      absolute0 = absolute0.add(error0.abs());
      absolute1 = absolute1.add(error1.abs());
      squared0 = squared0.add(error0.mul(error0));
      squared1 = squared1.add(error1.mul(error1));
    }
    absolute0.intoArray(sums, lane);
    absolute1.intoArray(sums, lane + L);
    squared0.intoArray(sums, W + lane);
    squared1.intoArray(sums, W + lane + L);
  }

  private static void sumRelative(
      double[] predictions, float[] y, int from, int rows, double[] sums, int lane) {
    DoubleVector relative = DoubleVector.fromArray(D, sums, 2 * W + lane);
    for (int row = 0; row < rows; row++) {
      DoubleVector label = DoubleVector.broadcast(D, (double) y[from + row]);
      DoubleVector error = DoubleVector.fromArray(D, predictions, row * W + lane).sub(label);
      relative = relative.add(error.div(label).abs().mul(100));
    }
    relative.intoArray(sums, 2 * W + lane);
  }

  private static void sumWeighted(
      double[] predictions,
      float[] y,
      float[] rowWeights,
      int from,
      int rows,
      boolean relative,
      double[] sums,
      int lane) {
    DoubleVector absolute = DoubleVector.fromArray(D, sums, lane);
    DoubleVector squared = DoubleVector.fromArray(D, sums, W + lane);
    DoubleVector percent = DoubleVector.fromArray(D, sums, 2 * W + lane);
    for (int row = 0; row < rows; row++) {
      if (rowWeights[from + row] == 0) {
        continue;
      }
      DoubleVector label = DoubleVector.broadcast(D, (double) y[from + row]);
      DoubleVector weight = DoubleVector.broadcast(D, (double) rowWeights[from + row]);
      DoubleVector error = DoubleVector.fromArray(D, predictions, row * W + lane).sub(label);
      absolute = absolute.add(error.abs().mul(weight));
      squared = squared.add(error.mul(error).mul(weight));
      if (relative) {
        percent = percent.add(error.div(label).abs().mul(100).mul(weight));
      }
    }
    absolute.intoArray(sums, lane);
    squared.intoArray(sums, W + lane);
    percent.intoArray(sums, 2 * W + lane);
  }
}
