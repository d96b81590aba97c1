package dev.linesweep.engine.fused;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Predictions and the signs of their residuals in one pass, where all residuals are numbers: the
 * bits of a float, taken for an integer, are negative, zero or positive as it is. Compares and
 * blends would give 0 for a NaN, but cost more. The sign is written out wherever it is taken, since
 * a method of it would not be compiled into these loops.
 */
final class VectorSigns {
  private static final VectorSpecies<Float> S = VectorKernels.species();
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
  private static final int L = S.length();
  private static final int W = 2 * L;

  private VectorSigns() {}

  /**
   * Sets {@code out} to the signs of rows {@code from} to {@code end}, a multiple of {@link
   * Chunk#PANEL} apart, and adds them to the bias's sums.
   *
   * @param out {@code [row][lane]}, from {@code from} on
   */
  static void predict(Chunk chunk, int from, int end, float[] w, float[] out, float[] sums) {
    float[] x = chunk.x;
    float[] labels = chunk.labels;
    int[] start = chunk.start;
    int features = chunk.features;
    int bias = features * W;
    IntVector one = IntVector.broadcast(I, 1);
    IntVector minus = IntVector.broadcast(I, -1);
    FloatVector sum0 = FloatVector.fromArray(S, sums, bias);
    FloatVector sum1 = FloatVector.fromArray(S, sums, bias + L);
    for (int row = from; row < end; row += Chunk.PANEL) {
      int rowA = start[row];
      int rowB = start[row + 1];
      int rowC = start[row + 2];
      int rowD = start[row + 3];
      FloatVector a0 = FloatVector.fromArray(S, w, bias);
      FloatVector a1 = FloatVector.fromArray(S, w, bias + L);
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
      int to = (row - from) * W;
      FloatVector yA = FloatVector.broadcast(S, labels[row]);
      FloatVector sA =
          (FloatVector)
              a0.sub(yA)
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.MIN, one)
                  .lanewise(VectorOperators.MAX, minus)
                  .convert(VectorOperators.I2F, 0);
      FloatVector tA =
          (FloatVector)
              a1.sub(yA)
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.MIN, one)
                  .lanewise(VectorOperators.MAX, minus)
                  .convert(VectorOperators.I2F, 0);
      sA.intoArray(out, to + 0 * L);
      tA.intoArray(out, to + 1 * L);
      sum0 = sum0.add(sA);
      sum1 = sum1.add(tA);
      FloatVector yB = FloatVector.broadcast(S, labels[row + 1]);
      FloatVector sB =
          (FloatVector)
              b0.sub(yB)
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.MIN, one)
                  .lanewise(VectorOperators.MAX, minus)
                  .convert(VectorOperators.I2F, 0);
      FloatVector tB =
          (FloatVector)
              b1.sub(yB)
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.MIN, one)
                  .lanewise(VectorOperators.MAX, minus)
                  .convert(VectorOperators.I2F, 0);
      sB.intoArray(out, to + 2 * L);
      tB.intoArray(out, to + 3 * L);
      sum0 = sum0.add(sB);
      sum1 = sum1.add(tB);
      FloatVector yC = FloatVector.broadcast(S, labels[row + 2]);
      FloatVector sC =
          (FloatVector)
              c0.sub(yC)
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.MIN, one)
                  .lanewise(VectorOperators.MAX, minus)
                  .convert(VectorOperators.I2F, 0);
      FloatVector tC =
          (FloatVector)
              c1.sub(yC)
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.MIN, one)
                  .lanewise(VectorOperators.MAX, minus)
                  .convert(VectorOperators.I2F, 0);
      sC.intoArray(out, to + 4 * L);
      tC.intoArray(out, to + 5 * L);
      sum0 = sum0.add(sC);
      sum1 = sum1.add(tC);
      FloatVector yD = FloatVector.broadcast(S, labels[row + 3]);
      FloatVector sD =
          (FloatVector)
              d0.sub(yD)
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.MIN, one)
                  .lanewise(VectorOperators.MAX, minus)
                  .convert(VectorOperators.I2F, 0);
      FloatVector tD =
          (FloatVector)
              d1.sub(yD)
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.MIN, one)
                  .lanewise(VectorOperators.MAX, minus)
                  .convert(VectorOperators.I2F, 0);
      sD.intoArray(out, to + 6 * L);
      tD.intoArray(out, to + 7 * L);
      sum0 = sum0.add(sD);
      sum1 = sum1.add(tD);
    }
    sum0.intoArray(sums, bias);
    sum1.intoArray(sums, bias + L);
  }

  /** One feature's sums of signs need no residuals in memory. */
  static void sum(float[] x, float[] labels, int rows, float[] w, float[] sums) {
    FloatVector zero = FloatVector.zero(S);
    IntVector one = IntVector.broadcast(I, 1);
    IntVector minus = IntVector.broadcast(I, -1);
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
      FloatVector p = v.fma(w0, b0).sub(y);
      FloatVector q = v.fma(w1, b1).sub(y);
      FloatVector s =
          (FloatVector)
              p.reinterpretAsInts()
                  .lanewise(VectorOperators.MIN, one)
                  .lanewise(VectorOperators.MAX, minus)
                  .convert(VectorOperators.I2F, 0);
      FloatVector t =
          (FloatVector)
              q.reinterpretAsInts()
                  .lanewise(VectorOperators.MIN, one)
                  .lanewise(VectorOperators.MAX, minus)
                  .convert(VectorOperators.I2F, 0);
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
}
