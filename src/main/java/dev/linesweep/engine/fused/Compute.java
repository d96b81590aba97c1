package dev.linesweep.engine.fused;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Chooses the kernels that this JVM can run. Classes that need the vector module are loaded only
 * with it.
 */
final class Compute {
  /** System property: bits per vector, 0 for plain loops. No result depends on it. */
  static final String BITS = "linesweep.vector.bits";

  private static final String MODULE = "jdk.incubator.vector";

  private static final boolean HAS_MODULE = hasModule();

  private Compute() {}

  /** Whether it was loaded as the JVM booted, or later. */
  private static boolean hasModule() {
    try {
      Class.forName(MODULE + ".VectorSpecies", false, Compute.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static final String LOOPS = "loops";

  /**
   * Rows × features × columns × epochs that a JVM trains in plain loops first: they are quick at
   * once, while vectors are slow until they are compiled, which takes longer than so much work.
   */
  private static final long WARM_UP = 20_000_000;

  /** Work given to kernels in this JVM so far; it decides how fast results come, never which. */
  private static final AtomicLong WORK = new AtomicLong();

  /** The kernels for so much work. */
  static Kernels kernels(long cells) {
    boolean small = WORK.addAndGet(cells) < WARM_UP && Integer.getInteger(BITS) == null;
    return slowBecause().isPresent() || small ? new LoopKernels() : new VectorKernels();
  }

  /** What works through large blocks: {@code 256-bit}, {@code loops}. */
  static String name() {
    return slowBecause().isPresent() ? LOOPS : VectorKernels.species().vectorBitSize() + "-bit";
  }

  /** Why training is slow, and what to do; empty if it is not. */
  static Optional<String> slowBecause() {
    if (!HAS_MODULE) {
      return Optional.of(
          "engine fused runs in plain loops, with the same results but several times slower:"
              + " this JVM was started without --add-modules=%s. Add it.".formatted(MODULE));
    }
    if (Integer.getInteger(BITS, 1) == 0) {
      return Optional.of(
          "engine fused runs in plain loops, with the same results but several times slower:"
              + " -D%s=0 is set.".formatted(BITS));
    }
    return Optional.empty();
  }
}
