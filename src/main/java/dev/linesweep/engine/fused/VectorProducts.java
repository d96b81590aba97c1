package dev.linesweep.engine.fused;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of signal × feature over rows, for a tile of two vectors.
 *
 * <p>A pass over the rows takes up to six features: twelve sums, two signals and a feature fill the
 * sixteen registers of AVX2, and as many fma in flight hide its latency. Passes are as equal as can
 * be, since one of a single feature waits for each of its fma.
 */
final class VectorProducts {
  private static final VectorSpecies<Float> S = VectorKernels.species();
  private static final int L = S.length();
  private static final int W = 2 * L;
  private static final int WIDEST = 6;

  private VectorProducts() {}

  /**
   * Adds those of rows {@code from} to {@code end}.
   *
   * @param signals {@code [row][lane]}, from {@code from} on
   * @param sums {@code [feature][lane]}
   */
  static void add(
      float[] x, int[] start, int features, int from, int end, float[] signals, float[] sums) {
    int passes = (features + WIDEST - 1) / WIDEST;
    int f = 0;
    for (; passes > 0; passes--) {
      int wide = (features - f + passes - 1) / passes;
      switch (wide) {
        case 6 -> addSix(x, start, f, from, end, signals, sums);
        case 5 -> addFive(x, start, f, from, end, signals, sums);
        case 4 -> addFour(x, start, f, from, end, signals, sums);
        case 3 -> addThree(x, start, f, from, end, signals, sums);
        case 2 -> addTwo(x, start, f, from, end, signals, sums);
        default -> addOne(x, start, f, from, end, signals, sums);
      }
      f += wide;
    }
  }

  private static void addSix(
      float[] x, int[] start, int first, int from, int end, float[] signals, float[] sums) {
    int to = first * W;
    FloatVector a0 = FloatVector.fromArray(S, sums, to);
    FloatVector a1 = FloatVector.fromArray(S, sums, to + L);
    FloatVector b0 = FloatVector.fromArray(S, sums, to + 2 * L);
    FloatVector b1 = FloatVector.fromArray(S, sums, to + 3 * L);
    FloatVector c0 = FloatVector.fromArray(S, sums, to + 4 * L);
    FloatVector c1 = FloatVector.fromArray(S, sums, to + 5 * L);
    FloatVector d0 = FloatVector.fromArray(S, sums, to + 6 * L);
    FloatVector d1 = FloatVector.fromArray(S, sums, to + 7 * L);
    FloatVector e0 = FloatVector.fromArray(S, sums, to + 8 * L);
    FloatVector e1 = FloatVector.fromArray(S, sums, to + 9 * L);
    FloatVector f0 = FloatVector.fromArray(S, sums, to + 10 * L);
    FloatVector f1 = FloatVector.fromArray(S, sums, to + 11 * L);
    for (int row = from; row < end; row++) {
      FloatVector s0 = FloatVector.fromArray(S, signals, (row - from) * W);
      FloatVector s1 = FloatVector.fromArray(S, signals, (row - from) * W + L);
      int at = start[row] + first;
      FloatVector a = FloatVector.broadcast(S, x[at]);
      a0 = a.fma(s0, a0);
      a1 = a.fma(s1, a1);
      FloatVector b = FloatVector.broadcast(S, x[at + 1]);
      b0 = b.fma(s0, b0);
      b1 = b.fma(s1, b1);
      FloatVector c = FloatVector.broadcast(S, x[at + 2]);
      c0 = c.fma(s0, c0);
      c1 = c.fma(s1, c1);
      FloatVector d = FloatVector.broadcast(S, x[at + 3]);
      d0 = d.fma(s0, d0);
      d1 = d.fma(s1, d1);
      FloatVector e = FloatVector.broadcast(S, x[at + 4]);
      e0 = e.fma(s0, e0);
      e1 = e.fma(s1, e1);
      FloatVector f = FloatVector.broadcast(S, x[at + 5]);
      f0 = f.fma(s0, f0);
      f1 = f.fma(s1, f1);
    }
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + L);
    b0.intoArray(sums, to + 2 * L);
    b1.intoArray(sums, to + 3 * L);
    c0.intoArray(sums, to + 4 * L);
    c1.intoArray(sums, to + 5 * L);
    d0.intoArray(sums, to + 6 * L);
    d1.intoArray(sums, to + 7 * L);
    e0.intoArray(sums, to + 8 * L);
    e1.intoArray(sums, to + 9 * L);
    f0.intoArray(sums, to + 10 * L);
    f1.intoArray(sums, to + 11 * L);
  }

  private static void addFive(
      float[] x, int[] start, int first, int from, int end, float[] signals, float[] sums) {
    int to = first * W;
    FloatVector a0 = FloatVector.fromArray(S, sums, to);
    FloatVector a1 = FloatVector.fromArray(S, sums, to + L);
    FloatVector b0 = FloatVector.fromArray(S, sums, to + 2 * L);
    FloatVector b1 = FloatVector.fromArray(S, sums, to + 3 * L);
    FloatVector c0 = FloatVector.fromArray(S, sums, to + 4 * L);
    FloatVector c1 = FloatVector.fromArray(S, sums, to + 5 * L);
    FloatVector d0 = FloatVector.fromArray(S, sums, to + 6 * L);
    FloatVector d1 = FloatVector.fromArray(S, sums, to + 7 * L);
    FloatVector e0 = FloatVector.fromArray(S, sums, to + 8 * L);
    FloatVector e1 = FloatVector.fromArray(S, sums, to + 9 * L);
    for (int row = from; row < end; row++) {
      FloatVector s0 = FloatVector.fromArray(S, signals, (row - from) * W);
      FloatVector s1 = FloatVector.fromArray(S, signals, (row - from) * W + L);
      int at = start[row] + first;
      FloatVector a = FloatVector.broadcast(S, x[at]);
      a0 = a.fma(s0, a0);
      a1 = a.fma(s1, a1);
      FloatVector b = FloatVector.broadcast(S, x[at + 1]);
      b0 = b.fma(s0, b0);
      b1 = b.fma(s1, b1);
      FloatVector c = FloatVector.broadcast(S, x[at + 2]);
      c0 = c.fma(s0, c0);
      c1 = c.fma(s1, c1);
      FloatVector d = FloatVector.broadcast(S, x[at + 3]);
      d0 = d.fma(s0, d0);
      d1 = d.fma(s1, d1);
      FloatVector e = FloatVector.broadcast(S, x[at + 4]);
      e0 = e.fma(s0, e0);
      e1 = e.fma(s1, e1);
    }
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + L);
    b0.intoArray(sums, to + 2 * L);
    b1.intoArray(sums, to + 3 * L);
    c0.intoArray(sums, to + 4 * L);
    c1.intoArray(sums, to + 5 * L);
    d0.intoArray(sums, to + 6 * L);
    d1.intoArray(sums, to + 7 * L);
    e0.intoArray(sums, to + 8 * L);
    e1.intoArray(sums, to + 9 * L);
  }

  private static void addFour(
      float[] x, int[] start, int first, int from, int end, float[] signals, float[] sums) {
    int to = first * W;
    FloatVector a0 = FloatVector.fromArray(S, sums, to);
    FloatVector a1 = FloatVector.fromArray(S, sums, to + L);
    FloatVector b0 = FloatVector.fromArray(S, sums, to + 2 * L);
    FloatVector b1 = FloatVector.fromArray(S, sums, to + 3 * L);
    FloatVector c0 = FloatVector.fromArray(S, sums, to + 4 * L);
    FloatVector c1 = FloatVector.fromArray(S, sums, to + 5 * L);
    FloatVector d0 = FloatVector.fromArray(S, sums, to + 6 * L);
    FloatVector d1 = FloatVector.fromArray(S, sums, to + 7 * L);
    for (int row = from; row < end; row++) {
      FloatVector s0 = FloatVector.fromArray(S, signals, (row - from) * W);
      FloatVector s1 = FloatVector.fromArray(S, signals, (row - from) * W + L);
      int at = start[row] + first;
      FloatVector a = FloatVector.broadcast(S, x[at]);
      a0 = a.fma(s0, a0);
      a1 = a.fma(s1, a1);
      FloatVector b = FloatVector.broadcast(S, x[at + 1]);
      b0 = b.fma(s0, b0);
      b1 = b.fma(s1, b1);
      FloatVector c = FloatVector.broadcast(S, x[at + 2]);
      c0 = c.fma(s0, c0);
      c1 = c.fma(s1, c1);
      FloatVector d = FloatVector.broadcast(S, x[at + 3]);
      d0 = d.fma(s0, d0);
      d1 = d.fma(s1, d1);
    }
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + L);
    b0.intoArray(sums, to + 2 * L);
    b1.intoArray(sums, to + 3 * L);
    c0.intoArray(sums, to + 4 * L);
    c1.intoArray(sums, to + 5 * L);
    d0.intoArray(sums, to + 6 * L);
    d1.intoArray(sums, to + 7 * L);
  }

  private static void addThree(
      float[] x, int[] start, int first, int from, int end, float[] signals, float[] sums) {
    int to = first * W;
    FloatVector a0 = FloatVector.fromArray(S, sums, to);
    FloatVector a1 = FloatVector.fromArray(S, sums, to + L);
    FloatVector b0 = FloatVector.fromArray(S, sums, to + 2 * L);
    FloatVector b1 = FloatVector.fromArray(S, sums, to + 3 * L);
    FloatVector c0 = FloatVector.fromArray(S, sums, to + 4 * L);
    FloatVector c1 = FloatVector.fromArray(S, sums, to + 5 * L);
    for (int row = from; row < end; row++) {
      FloatVector s0 = FloatVector.fromArray(S, signals, (row - from) * W);
      FloatVector s1 = FloatVector.fromArray(S, signals, (row - from) * W + L);
      int at = start[row] + first;
      FloatVector a = FloatVector.broadcast(S, x[at]);
      a0 = a.fma(s0, a0);
      a1 = a.fma(s1, a1);
      FloatVector b = FloatVector.broadcast(S, x[at + 1]);
      b0 = b.fma(s0, b0);
      b1 = b.fma(s1, b1);
      FloatVector c = FloatVector.broadcast(S, x[at + 2]);
      c0 = c.fma(s0, c0);
      c1 = c.fma(s1, c1);
    }
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + L);
    b0.intoArray(sums, to + 2 * L);
    b1.intoArray(sums, to + 3 * L);
    c0.intoArray(sums, to + 4 * L);
    c1.intoArray(sums, to + 5 * L);
  }

  private static void addTwo(
      float[] x, int[] start, int first, int from, int end, float[] signals, float[] sums) {
    int to = first * W;
    FloatVector a0 = FloatVector.fromArray(S, sums, to);
    FloatVector a1 = FloatVector.fromArray(S, sums, to + L);
    FloatVector b0 = FloatVector.fromArray(S, sums, to + 2 * L);
    FloatVector b1 = FloatVector.fromArray(S, sums, to + 3 * L);
    for (int row = from; row < end; row++) {
      FloatVector s0 = FloatVector.fromArray(S, signals, (row - from) * W);
      FloatVector s1 = FloatVector.fromArray(S, signals, (row - from) * W + L);
      int at = start[row] + first;
      FloatVector a = FloatVector.broadcast(S, x[at]);
      a0 = a.fma(s0, a0);
      a1 = a.fma(s1, a1);
      FloatVector b = FloatVector.broadcast(S, x[at + 1]);
      b0 = b.fma(s0, b0);
      b1 = b.fma(s1, b1);
    }
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + L);
    b0.intoArray(sums, to + 2 * L);
    b1.intoArray(sums, to + 3 * L);
  }

  private static void addOne(
      float[] x, int[] start, int first, int from, int end, float[] signals, float[] sums) {
    int to = first * W;
    FloatVector a0 = FloatVector.fromArray(S, sums, to);
    FloatVector a1 = FloatVector.fromArray(S, sums, to + L);
    for (int row = from; row < end; row++) {
      FloatVector s0 = FloatVector.fromArray(S, signals, (row - from) * W);
      FloatVector s1 = FloatVector.fromArray(S, signals, (row - from) * W + L);
      int at = start[row] + first;
      FloatVector a = FloatVector.broadcast(S, x[at]);
      a0 = a.fma(s0, a0);
      a1 = a.fma(s1, a1);
    }
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + L);
  }
}
