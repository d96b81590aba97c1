package dev.linesweep.data;

/**
 * A generator whose numbers are the same on every JVM: SplitMix64 (Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", 2014) with a polar Gaussian (Marsaglia and Bray,
 * 1964) in {@link StrictMath}.
 *
 * <p>Each purpose draws from a separate stream, so that equal seeds of, for example, the data and
 * the initial weights do not give related numbers. Not thread-safe; not for secrets.
 */
public final class SplitMix64 {
  /** The purpose of a stream of numbers. Its own number decides what is drawn and never changes. */
  public enum Stream {
    INITIAL_WEIGHTS(1),
    BATCH_ORDER(2),
    SPLIT(3),
    SYNTHETIC(4),
    /** Choices that do not affect results, such as which curves are kept. */
    SAMPLE(5),
    /** The settings that a search draws. */
    SEARCH(6),
    /** The scramble of a sequence that a search draws from. */
    SCRAMBLE(7);

    private final int number;

    Stream(int number) {
      this.number = number;
    }
  }

  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;
  private double spare;
  private boolean hasSpare;

  private SplitMix64(long state) {
    this.state = state;
  }

  /** The stream of that purpose and seed. */
  public static SplitMix64 of(Stream stream, long seed) {
    return of(stream, seed, 0);
  }

  /** The stream of that purpose and seed, and of one of its numbered parts, such as an epoch. */
  public static SplitMix64 of(Stream stream, long seed, long part) {
    long state = mix(seed + GAMMA);
    state = mix(state + stream.number * GAMMA);
    return new SplitMix64(mix(state + (part + 1) * GAMMA));
  }

  /** 64 random bits. */
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Uniform in 0 to bound - 1, without bias (Lemire, 2019). */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be > 0 but was " + bound);
    }
    long threshold = (1L << 32) % bound;
    long product;
    do {
      product = (nextLong() >>> 32) * bound;
    } while ((product & 0xffffffffL) < threshold);
    return (int) (product >>> 32);
  }

  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Gaussian with mean 0 and standard deviation 1. */
  public double nextGaussian() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double u;
    double v;
    double square;
    do {
      u = 2 * nextDouble() - 1;
      v = 2 * nextDouble() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spare = v * factor;
    hasSpare = true;
    return u * factor;
  }

  /** The numbers 0 to size - 1 in random order (Fisher and Yates). */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int i = size - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
