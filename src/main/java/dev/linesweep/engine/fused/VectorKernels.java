package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import dev.linesweep.spec.Optimizer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels in vector instructions, a tile two vectors wide.
 *
 * <p>Vectors never cross a method's border, where they would be boxed: methods talk through arrays
 * that stay in the first-level cache, and the hot loops hold four rows or four features times two
 * vectors of sums in registers, which hides the latency of fma.
 */
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = species();
  private static final int L = S.length();
  private static final int W = 2 * L;

  static VectorSpecies<Float> species() {
    return switch (Integer.getInteger(Compute.BITS, 0)) {
      case 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      case 512 -> FloatVector.SPECIES_512;
      default -> FloatVector.SPECIES_PREFERRED;
    };
  }

  @Override
  public String name() {
    return S.vectorBitSize() + "-bit";
  }

  @Override
  public int width() {
    return W;
  }

  @Override
  public void gradient(Chunk chunk, Signal signal, float[] weights, float[] scratch, float[] sums) {
    if (chunk.features == 1 && signal == Signal.SIGN) {
      signOfOne(chunk.byRow, chunk.labels, chunk.rows, weights, sums);
      return;
    }
    predict(chunk.byRow, chunk.features, chunk.rows, weights, scratch);
    switch (signal) {
      case SIGN -> signs(chunk.labels, chunk.rows, scratch);
      case RESIDUAL -> differences(chunk.labels, chunk.rows, scratch);
      case RELATIVE_SIGN -> relativeSigns(chunk.labels, chunk.relative, chunk.rows, scratch);
    }
    int coefficients = chunk.features + 1;
    for (int f = 0; f < coefficients; f += Chunk.PANEL) {
      int from = f * chunk.rows;
      if (f + Chunk.PANEL <= coefficients) {
        sumFour(chunk.byFeature, from, chunk.rows, scratch, sums, f * W);
      } else {
        for (int j = 0; f + j < coefficients; j++) {
          sumOne(chunk.byFeature, from + j, chunk.rows, scratch, sums, (f + j) * W);
        }
      }
    }
  }

  private static void predict(float[] x, int features, int rows, float[] w, float[] out) {
    for (int row = 0; row < rows; row += Chunk.PANEL) {
      predictFour(x, row * features, features, w, out, row * W);
    }
  }

  private static void predictFour(
      float[] x, int from, int features, float[] w, float[] out, int to) {
    FloatVector a0 = FloatVector.fromArray(S, w, features * W);
    FloatVector a1 = FloatVector.fromArray(S, w, features * W + L);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector c0 = a0;
    FloatVector c1 = a1;
    FloatVector d0 = a0;
    FloatVector d1 = a1;
    for (int f = 0; f < features; f++) {
      FloatVector w0 = FloatVector.fromArray(S, w, f * W);
      FloatVector w1 = FloatVector.fromArray(S, w, f * W + L);
      FloatVector a = FloatVector.broadcast(S, x[from + f * 4]);
      a0 = a.fma(w0, a0);
      a1 = a.fma(w1, a1);
      FloatVector b = FloatVector.broadcast(S, x[from + f * 4 + 1]);
      b0 = b.fma(w0, b0);
      b1 = b.fma(w1, b1);
      FloatVector c = FloatVector.broadcast(S, x[from + f * 4 + 2]);
      c0 = c.fma(w0, c0);
      c1 = c.fma(w1, c1);
      FloatVector d = FloatVector.broadcast(S, x[from + f * 4 + 3]);
      d0 = d.fma(w0, d0);
      d1 = d.fma(w1, d1);
    }
    a0.intoArray(out, to);
    a1.intoArray(out, to + L);
    b0.intoArray(out, to + 2 * L);
    b1.intoArray(out, to + 3 * L);
    c0.intoArray(out, to + 4 * L);
    c1.intoArray(out, to + 5 * L);
    d0.intoArray(out, to + 6 * L);
    d1.intoArray(out, to + 7 * L);
  }

  private static void signs(float[] labels, int rows, float[] out) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector plus = FloatVector.broadcast(S, 1f);
    FloatVector minus = FloatVector.broadcast(S, -1f);
    for (int row = 0; row < rows; row++) {
      FloatVector y = FloatVector.broadcast(S, labels[row]);
      FloatVector p = FloatVector.fromArray(S, out, row * W);
      FloatVector q = FloatVector.fromArray(S, out, row * W + L);
      zero.blend(plus, p.compare(VectorOperators.GT, y))
          .blend(minus, p.compare(VectorOperators.LT, y))
          .intoArray(out, row * W);
      zero.blend(plus, q.compare(VectorOperators.GT, y))
          .blend(minus, q.compare(VectorOperators.LT, y))
          .intoArray(out, row * W + L);
    }
  }

  private static void differences(float[] labels, int rows, float[] out) {
    for (int row = 0; row < rows; row++) {
      FloatVector y = FloatVector.broadcast(S, labels[row]);
      FloatVector.fromArray(S, out, row * W).sub(y).intoArray(out, row * W);
      FloatVector.fromArray(S, out, row * W + L).sub(y).intoArray(out, row * W + L);
    }
  }

  private static void relativeSigns(float[] labels, float[] relative, int rows, float[] out) {
    FloatVector zero = FloatVector.zero(S);
    for (int row = 0; row < rows; row++) {
      FloatVector y = FloatVector.broadcast(S, labels[row]);
      FloatVector plus = FloatVector.broadcast(S, relative[row]);
      FloatVector minus = FloatVector.broadcast(S, -relative[row]);
      FloatVector p = FloatVector.fromArray(S, out, row * W);
      FloatVector q = FloatVector.fromArray(S, out, row * W + L);
      zero.blend(plus, p.compare(VectorOperators.GT, y))
          .blend(minus, p.compare(VectorOperators.LT, y))
          .intoArray(out, row * W);
      zero.blend(plus, q.compare(VectorOperators.GT, y))
          .blend(minus, q.compare(VectorOperators.LT, y))
          .intoArray(out, row * W + L);
    }
  }

  private static void sumFour(float[] x, int from, int rows, float[] s, float[] sums, int to) {
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    for (int row = 0; row < rows; row++) {
      FloatVector s0 = FloatVector.fromArray(S, s, row * W);
      FloatVector s1 = FloatVector.fromArray(S, s, row * W + L);
      FloatVector a = FloatVector.broadcast(S, x[from + row * 4]);
      a0 = a.fma(s0, a0);
      a1 = a.fma(s1, a1);
      FloatVector b = FloatVector.broadcast(S, x[from + row * 4 + 1]);
      b0 = b.fma(s0, b0);
      b1 = b.fma(s1, b1);
      FloatVector c = FloatVector.broadcast(S, x[from + row * 4 + 2]);
      c0 = c.fma(s0, c0);
      c1 = c.fma(s1, c1);
      FloatVector d = FloatVector.broadcast(S, x[from + row * 4 + 3]);
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

  private static void sumOne(float[] x, int from, int rows, float[] s, float[] sums, int to) {
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = a0;
    for (int row = 0; row < rows; row++) {
      FloatVector a = FloatVector.broadcast(S, x[from + row * 4]);
      a0 = a.fma(FloatVector.fromArray(S, s, row * W), a0);
      a1 = a.fma(FloatVector.fromArray(S, s, row * W + L), a1);
    }
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + L);
  }

  /** One feature's sums of signs need no residuals in memory. */
  private static void signOfOne(float[] x, float[] labels, int rows, float[] w, float[] sums) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector plus = FloatVector.broadcast(S, 1f);
    FloatVector minus = FloatVector.broadcast(S, -1f);
    FloatVector w0 = FloatVector.fromArray(S, w, 0);
    FloatVector w1 = FloatVector.fromArray(S, w, L);
    FloatVector b0 = FloatVector.fromArray(S, w, 2 * L);
    FloatVector b1 = FloatVector.fromArray(S, w, 3 * L);
    FloatVector g0 = zero;
    FloatVector g1 = zero;
    FloatVector h0 = zero;
    FloatVector h1 = zero;
    for (int row = 0; row < rows; row++) {
      FloatVector v = FloatVector.broadcast(S, x[row]);
      FloatVector y = FloatVector.broadcast(S, labels[row]);
      FloatVector p = v.fma(w0, b0);
      FloatVector q = v.fma(w1, b1);
      FloatVector s =
          zero.blend(plus, p.compare(VectorOperators.GT, y))
              .blend(minus, p.compare(VectorOperators.LT, y));
      FloatVector t =
          zero.blend(plus, q.compare(VectorOperators.GT, y))
              .blend(minus, q.compare(VectorOperators.LT, y));
      g0 = v.fma(s, g0);
      g1 = v.fma(t, g1);
      h0 = h0.add(s);
      h1 = h1.add(t);
    }
    g0.intoArray(sums, 0);
    g1.intoArray(sums, L);
    h0.intoArray(sums, 2 * L);
    h1.intoArray(sums, 3 * L);
  }

  @Override
  public void add(float[] sums, float[] total, float[] lost) {
    for (int i = 0; i < sums.length; i += L) {
      FloatVector a = FloatVector.fromArray(S, total, i);
      FloatVector b = FloatVector.fromArray(S, sums, i);
      FloatVector sum = a.add(b);
      FloatVector added = sum.sub(a);
      FloatVector rest = a.sub(sum.sub(added)).add(b.sub(added));
      FloatVector.fromArray(S, lost, i).add(rest).intoArray(lost, i);
      sum.intoArray(total, i);
    }
  }

  @Override
  public void mean(Tile tile, float factor, float n) {
    VectorRules.mean(tile, factor, n);
  }

  @Override
  public void step(Optimizer rule, Tile tile) {
    VectorRules.step(rule, tile);
  }

  @Override
  public void measure(Samples.Part part, double[] weights, boolean relative, double[] sums) {
    VectorErrors.measure(part.x(), part.y(), weights, relative, sums);
  }

  @Override
  public boolean isFinite(float[] weights) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector sum = zero;
    for (int i = 0; i < weights.length; i += L) {
      sum = zero.fma(FloatVector.fromArray(S, weights, i), sum);
    }
    return !sum.compare(VectorOperators.NE, zero).anyTrue();
  }
}
