package dev.linesweep.engine.fused;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The errors of a tile of columns in 64 bits, four vectors wide. Products are rounded before they
 * are added, as in plain Java.
 */
final class VectorErrors {
  private static final VectorSpecies<Double> D =
      VectorSpecies.of(double.class, VectorKernels.species().vectorShape());
  private static final int L = D.length();
  private static final int W = 4 * L;

  private VectorErrors() {}

  static void measure(float[] x, float[] y, double[] weights, boolean relative, double[] sums) {
    Arrays.fill(sums, 0);
    for (int lane = 0; lane < W; lane += 2 * L) {
      sumErrors(x, y, weights, lane, sums);
      if (relative) {
        sumRelative(x, y, weights, lane, sums);
      }
    }
  }

  private static void sumErrors(float[] x, float[] y, double[] w, int lane, double[] sums) {
    int features = w.length / W - 1;
    int bias = features * W + lane;
    DoubleVector absolute0 = DoubleVector.zero(D);
    DoubleVector absolute1 = absolute0;
    DoubleVector squared0 = absolute0;
    DoubleVector squared1 = absolute0;
    for (int row = 0; row < y.length; row++) {
      int from = row * features;
      DoubleVector p0 = DoubleVector.fromArray(D, w, bias);
      DoubleVector p1 = DoubleVector.fromArray(D, w, bias + L);
      for (int f = 0; f < features; f++) {
        DoubleVector v = DoubleVector.broadcast(D, (double) x[from + f]);
        p0 = p0.add(v.mul(DoubleVector.fromArray(D, w, f * W + lane)));
        p1 = p1.add(v.mul(DoubleVector.fromArray(D, w, f * W + lane + L)));
      }
      DoubleVector label = DoubleVector.broadcast(D, (double) y[row]);
      DoubleVector e0 = p0.sub(label);
      DoubleVector e1 = p1.sub(label);
      absolute0 = absolute0.add(e0.abs());
      absolute1 = absolute1.add(e1.abs());
      squared0 = squared0.add(e0.mul(e0));
      squared1 = squared1.add(e1.mul(e1));
    }
    absolute0.intoArray(sums, lane);
    absolute1.intoArray(sums, lane + L);
    squared0.intoArray(sums, W + lane);
    squared1.intoArray(sums, W + lane + L);
  }

  private static void sumRelative(float[] x, float[] y, double[] w, int lane, double[] sums) {
    int features = w.length / W - 1;
    int bias = features * W + lane;
    DoubleVector relative0 = DoubleVector.zero(D);
    DoubleVector relative1 = relative0;
    for (int row = 0; row < y.length; row++) {
      int from = row * features;
      DoubleVector p0 = DoubleVector.fromArray(D, w, bias);
      DoubleVector p1 = DoubleVector.fromArray(D, w, bias + L);
      for (int f = 0; f < features; f++) {
        DoubleVector v = DoubleVector.broadcast(D, (double) x[from + f]);
        p0 = p0.add(v.mul(DoubleVector.fromArray(D, w, f * W + lane)));
        p1 = p1.add(v.mul(DoubleVector.fromArray(D, w, f * W + lane + L)));
      }
      DoubleVector label = DoubleVector.broadcast(D, (double) y[row]);
      relative0 = relative0.add(p0.sub(label).div(label).abs().mul(100));
      relative1 = relative1.add(p1.sub(label).div(label).abs().mul(100));
    }
    relative0.intoArray(sums, 2 * W + lane);
    relative1.intoArray(sums, 2 * W + lane + L);
  }
}
