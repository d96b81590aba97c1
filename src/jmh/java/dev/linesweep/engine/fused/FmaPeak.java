package dev.linesweep.engine.fused;

import dev.linesweep.bench.CpuTime;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most that one core can do: fused multiply-adds in registers, without memory. Twelve chains
 * hide the latency of four cycles of two units, and leave registers free where there are sixteen.
 */
final class FmaPeak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int ROUNDS = 1_000_000;
  private static final int CALLS = 60;

  private FmaPeak() {}

  static String name() {
    return SPECIES.vectorBitSize() + "-bit";
  }

  /** GFLOP/s; the first calls are slow until the loop is compiled. */
  static double gigaflops() {
    float[] sink = new float[1];
    double seconds =
        CpuTime.of(
            () -> {
              for (int call = 0; call < CALLS; call++) {
                sink[0] += chains(call);
              }
            });
    if (Float.isNaN(sink[0])) {
      throw new AssertionError("chains end at the fixed point 1");
    }
    return 2e-9 * CALLS * ROUNDS * CHAINS * SPECIES.length() / seconds;
  }

  /** x becomes x / 2 + 1/2 in each round. */
  private static float chains(float start) {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector a = FloatVector.broadcast(SPECIES, start);
    FloatVector b = a.add(1);
    FloatVector c = a.add(2);
    FloatVector d = a.add(3);
    FloatVector e = a.add(4);
    FloatVector f = a.add(5);
    FloatVector g = a.add(6);
    FloatVector h = a.add(7);
    FloatVector i = a.add(8);
    FloatVector j = a.add(9);
    FloatVector k = a.add(10);
    FloatVector l = a.add(11);
    for (int round = 0; round < ROUNDS; round++) {
      a = a.fma(half, half);
      b = b.fma(half, half);
      c = c.fma(half, half);
      d = d.fma(half, half);
      e = e.fma(half, half);
      f = f.fma(half, half);
      g = g.fma(half, half);
      h = h.fma(half, half);
      i = i.fma(half, half);
      j = j.fma(half, half);
      k = k.fma(half, half);
      l = l.fma(half, half);
    }
    FloatVector sum =
        a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).add(i.add(j).add(k.add(l)));
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
