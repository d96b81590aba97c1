package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels in vector instructions, a tile two vectors wide.
 *
 * <p>Vectors never cross a method's border, where they would be boxed: methods talk through arrays
 * that stay in the first-level cache, and the hot loops hold four rows, or six features ({@link
 * VectorProducts}), times two vectors of sums in registers, which hides the latency of fma.
 */
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = species();
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
  private static final int L = S.length();
  private static final int W = 2 * L;

  /** Rows whose features, signals and sums stay in the first-level cache together. */
  private static final int RUN = 64;

  private final VectorErrors errors = new VectorErrors();

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
  public int vector() {
    return L;
  }

  @Override
  public void gradient(Chunk chunk, Signal signal, float[] weights, float[] scratch, float[] sums) {
    boolean safe = signal == Signal.SIGN && !chunk.weighted && areUpTo(chunk.safeWeight, weights);
    if (chunk.features == 1 && safe) {
      VectorSigns.sum(chunk.only, chunk.labels, chunk.rows, weights, sums);
      return;
    }
    Arrays.fill(sums, 0f);
    int signed = safe ? chunk.rows - chunk.rows % Chunk.PANEL : 0;
    for (int row = 0; row < signed; row += RUN) {
      int end = Math.min(signed, row + RUN);
      VectorSigns.predict(chunk, row, end, weights, scratch, sums);
      VectorProducts.add(chunk.x, chunk.start, chunk.features, row, end, scratch, sums);
    }
    for (int row = signed; row < chunk.rows; row += RUN) {
      int end = Math.min(chunk.rows, row + RUN);
      predict(chunk, row, end, weights, scratch);
      if (chunk.weighted || signal == Signal.RELATIVE_SIGN) {
        scaled(chunk, signal, row, end, scratch, sums);
      } else if (signal == Signal.SIGN) {
        signs(chunk.labels, row, end, scratch, sums);
      } else {
        residuals(chunk.labels, row, end, scratch, sums);
      }
      VectorProducts.add(chunk.x, chunk.start, chunk.features, row, end, scratch, sums);
    }
  }

  private static void scaled(
      Chunk chunk, Signal signal, int row, int end, float[] out, float[] sums) {
    if (signal == Signal.RESIDUAL) {
      scaledResiduals(chunk.labels, chunk.factors, row, end, out, sums);
    } else {
      scaledSigns(chunk.labels, chunk.factors, row, end, out, sums);
    }
  }

  private static void predict(Chunk chunk, int row, int end, float[] weights, float[] out) {
    int[] start = chunk.start;
    for (int i = row; i < end; i += Chunk.PANEL) {
      predictFour(
          chunk.x,
          start[i],
          start[i + 1],
          start[i + 2],
          start[i + 3],
          chunk.features,
          weights,
          out,
          (i - row) * W);
    }
  }

  private static void predictFour(
      float[] x,
      int rowA,
      int rowB,
      int rowC,
      int rowD,
      int features,
      float[] w,
      float[] out,
      int to) {
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
      FloatVector a = FloatVector.broadcast(S, x[rowA + f]);
      a0 = a.fma(w0, a0);
      a1 = a.fma(w1, a1);
      FloatVector b = FloatVector.broadcast(S, x[rowB + f]);
      b0 = b.fma(w0, b0);
      b1 = b.fma(w1, b1);
      FloatVector c = FloatVector.broadcast(S, x[rowC + f]);
      c0 = c.fma(w0, c0);
      c1 = c.fma(w1, c1);
      FloatVector d = FloatVector.broadcast(S, x[rowD + f]);
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

  /** Whether no weight is larger; one that is not a number is. */
  private static boolean areUpTo(float most, float[] weights) {
    IntVector largest = IntVector.zero(I);
    for (int i = 0; i < weights.length; i += L) {
      IntVector bits =
          FloatVector.fromArray(S, weights, i)
              .reinterpretAsInts()
              .lanewise(VectorOperators.AND, Integer.MAX_VALUE);
      largest = largest.lanewise(VectorOperators.MAX, bits);
    }
    return largest.reduceLanes(VectorOperators.MAX) <= Float.floatToRawIntBits(most);
  }

  private static void signs(float[] labels, int from, int end, float[] out, float[] sums) {
    int bias = sums.length - W;
    FloatVector zero = FloatVector.zero(S);
    FloatVector plus = FloatVector.broadcast(S, 1f);
    FloatVector minus = FloatVector.broadcast(S, -1f);
    FloatVector sum0 = FloatVector.fromArray(S, sums, bias);
    FloatVector sum1 = FloatVector.fromArray(S, sums, bias + L);
    for (int row = from; row < end; row++) {
      int at = (row - from) * W;
      FloatVector y = FloatVector.broadcast(S, labels[row]);
      FloatVector p = FloatVector.fromArray(S, out, at);
      FloatVector q = FloatVector.fromArray(S, out, at + L);
      FloatVector s =
          zero.blend(plus, p.compare(VectorOperators.GT, y))
              .blend(minus, p.compare(VectorOperators.LT, y));
      FloatVector t =
          zero.blend(plus, q.compare(VectorOperators.GT, y))
              .blend(minus, q.compare(VectorOperators.LT, y));
      s.intoArray(out, at);
      t.intoArray(out, at + L);
      sum0 = sum0.add(s);
      sum1 = sum1.add(t);
    }
    sum0.intoArray(sums, bias);
    sum1.intoArray(sums, bias + L);
  }

  private static void residuals(float[] labels, int from, int end, float[] out, float[] sums) {
    int bias = sums.length - W;
    FloatVector sum0 = FloatVector.fromArray(S, sums, bias);
    FloatVector sum1 = FloatVector.fromArray(S, sums, bias + L);
    for (int row = from; row < end; row++) {
      int at = (row - from) * W;
      FloatVector y = FloatVector.broadcast(S, labels[row]);
      FloatVector p = FloatVector.fromArray(S, out, at);
      FloatVector q = FloatVector.fromArray(S, out, at + L);
      FloatVector s = p.sub(y);
      FloatVector t = q.sub(y);
      s.intoArray(out, at);
      t.intoArray(out, at + L);
      sum0 = sum0.add(s);
      sum1 = sum1.add(t);
    }
    sum0.intoArray(sums, bias);
    sum1.intoArray(sums, bias + L);
  }

  private static void scaledResiduals(
      float[] labels, float[] factors, int from, int end, float[] out, float[] sums) {
    int bias = sums.length - W;
    FloatVector sum0 = FloatVector.fromArray(S, sums, bias);
    FloatVector sum1 = FloatVector.fromArray(S, sums, bias + L);
    for (int row = from; row < end; row++) {
      int at = (row - from) * W;
      if (factors[row] == 0) {
        Arrays.fill(out, at, at + W, 0f);
        continue;
      }
      FloatVector y = FloatVector.broadcast(S, labels[row]);
      FloatVector factor = FloatVector.broadcast(S, factors[row]);
      FloatVector p = FloatVector.fromArray(S, out, at);
      FloatVector q = FloatVector.fromArray(S, out, at + L);
      FloatVector s = p.sub(y).mul(factor);
      FloatVector t = q.sub(y).mul(factor);
      s.intoArray(out, at);
      t.intoArray(out, at + L);
      sum0 = sum0.add(s);
      sum1 = sum1.add(t);
    }
    sum0.intoArray(sums, bias);
    sum1.intoArray(sums, bias + L);
  }

  private static void scaledSigns(
      float[] labels, float[] factors, int from, int end, float[] out, float[] sums) {
    int bias = sums.length - W;
    FloatVector zero = FloatVector.zero(S);
    FloatVector sum0 = FloatVector.fromArray(S, sums, bias);
    FloatVector sum1 = FloatVector.fromArray(S, sums, bias + L);
    for (int row = from; row < end; row++) {
      int at = (row - from) * W;
      FloatVector y = FloatVector.broadcast(S, labels[row]);
      FloatVector plus = FloatVector.broadcast(S, factors[row]);
      FloatVector minus = plus.neg();
      FloatVector p = FloatVector.fromArray(S, out, at);
      FloatVector q = FloatVector.fromArray(S, out, at + L);
      FloatVector s =
          zero.blend(plus, p.compare(VectorOperators.GT, y))
              .blend(minus, p.compare(VectorOperators.LT, y));
      FloatVector t =
          zero.blend(plus, q.compare(VectorOperators.GT, y))
              .blend(minus, q.compare(VectorOperators.LT, y));
      s.intoArray(out, at);
      t.intoArray(out, at + L);
      sum0 = sum0.add(s);
      sum1 = sum1.add(t);
    }
    sum0.intoArray(sums, bias);
    sum1.intoArray(sums, bias + L);
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
  public void step(Tile tile) {
    VectorRules.step(tile);
  }

  @Override
  public void measure(Samples.Part part, double[] weights, boolean relative, double[] sums) {
    errors.measure(part, weights, relative, sums);
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
