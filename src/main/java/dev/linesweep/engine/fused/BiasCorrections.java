package dev.linesweep.engine.fused;

import dev.linesweep.spec.Optimizer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The factors by which the adam family corrects its zero start, advanced step by step.
 *
 * <p>ND4J takes the powers of the 32-bit betas in 32 bits; running products in 64 bits round to the
 * same floats.
 */
final class BiasCorrections {
  /** A power this small has long stopped to show in 1 - power. */
  private static final double NOTHING = 0x1p-80;

  /** The rules that correct, as bits of their ordinals. */
  private static final int CORRECTED =
      1 << Optimizer.ADAM.ordinal()
          | 1 << Optimizer.ADAMAX.ordinal()
          | 1 << Optimizer.NADAM.ordinal()
          | 1 << Optimizer.AMSGRAD.ordinal();

  private record Betas(Optimizer rule, float first, float second) {}

  private final Map<Betas, Integer> numbers = new HashMap<>();

  /** The last number that {@link #add} returned: neighbouring columns often share it. */
  private int latest;

  private Optimizer[] rules = new Optimizer[4];
  private float[] beta1 = new float[4];
  private float[] beta2 = new float[4];
  private double[] power1 = new double[4];
  private double[] power2 = new double[4];
  private float[] root = new float[4];
  private double[] rest = new double[4];
  private int size;

  /** Whether the rule of that ordinal corrects anything. */
  static boolean corrects(int rule) {
    return (1 << rule & CORRECTED) != 0;
  }

  /** The number under which a rule's betas are kept; 0 for a rule that corrects nothing. */
  int add(Optimizer rule, float first, float second) {
    if (!corrects(rule.ordinal())) {
      return 0;
    }
    if (latest < size
        && rules[latest] == rule
        && beta1[latest] == first
        && beta2[latest] == second) {
      return latest;
    }
    latest = numbers.computeIfAbsent(new Betas(rule, first, second), this::append);
    return latest;
  }

  private int append(Betas betas) {
    if (size == beta1.length) {
      int more = 2 * size;
      rules = Arrays.copyOf(rules, more);
      beta1 = Arrays.copyOf(beta1, more);
      beta2 = Arrays.copyOf(beta2, more);
      power1 = Arrays.copyOf(power1, more);
      power2 = Arrays.copyOf(power2, more);
      root = Arrays.copyOf(root, more);
      rest = Arrays.copyOf(rest, more);
    }
    rules[size] = betas.rule;
    beta1[size] = betas.first;
    beta2[size] = betas.second;
    power1[size] = 1;
    power2[size] = 1;
    return size++;
  }

  /** The number of pairs of betas. */
  int size() {
    return size;
  }

  /** Writes the two powers of a number that {@link #add} gave; 1 if nothing is corrected. */
  void save(int of, double[] to, int at) {
    to[at] = of < size ? power1[of] : 1;
    to[at + 1] = of < size ? power2[of] : 1;
  }

  /** Reads what {@link #save} wrote. */
  void restore(int of, double[] from, int at) {
    if (of < size) {
      power1[of] = from[at];
      power2[of] = from[at + 1];
    }
  }

  /**
   * Appends what {@link #correct} takes for this step, number by number: √(1 - beta2ᵗ), 1 - beta1ᵗ.
   */
  void put(FloatBuffer roots, DoubleBuffer rests) {
    roots.put(root, 0, size);
    rests.put(rest, 0, size);
  }

  /** Moves on to the next step. */
  void advance() {
    for (int i = 0; i < size; i++) {
      power1[i] = power1[i] < NOTHING ? 0 : power1[i] * beta1[i];
      power2[i] = power2[i] < NOTHING ? 0 : power2[i] * beta2[i];
      root[i] =
          rules[i] == Optimizer.ADAMAX ? 1f : (float) Math.sqrt((float) (1.0 - (float) power2[i]));
      rest[i] = 1.0 - (float) power1[i];
    }
  }

  /** Sets what the tile's lanes need at this step. */
  void correct(Tile tile) {
    if (!tile.hasAny(CORRECTED)) {
      return;
    }
    for (int lane = 0; lane < tile.width; lane++) {
      int i = tile.betas[lane];
      tile.corrected[lane] =
          rules[i] == Optimizer.NADAM
              ? (float) rest[i]
              : orEpsilon((float) (tile.rate[lane] * root[i] / rest[i]), tile.epsilon[lane]);
    }
  }

  /** ND4J steps at epsilon if the rate vanished. */
  private static float orEpsilon(float rate, float epsilon) {
    return rate == 0f || !Float.isFinite(rate) ? epsilon : rate;
  }
}
