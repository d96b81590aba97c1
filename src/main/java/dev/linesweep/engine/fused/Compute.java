package dev.linesweep.engine.fused;

import java.util.Optional;

/** Which kernels this JVM can run. Nothing that needs the vector module is loaded without it. */
final class Compute {
  /** System property: bits a vector, 0 for plain loops. No result depends on it. */
  static final String BITS = "linesweep.vector.bits";

  private static final String MODULE = "jdk.incubator.vector";

  private Compute() {}

  static Kernels kernels() {
    return slowBecause().isEmpty() ? new VectorKernels() : new LoopKernels();
  }

  /** Why it is slow, and what to do; empty where it is not. */
  static Optional<String> slowBecause() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.of(
          "engine fused runs in plain loops, with the same results but several times slower:"
              + " this JVM was started without --add-modules=%s. Add it.".formatted(MODULE));
    }
    if (Integer.getInteger(BITS, 1) == 0) {
      return Optional.of(
          "engine fused runs in plain loops, with the same results but several times slower:"
              + " -D%s=0 asks for it.".formatted(BITS));
    }
    return Optional.empty();
  }
}
