package dev.linesweep.engine.fused;

import java.util.Locale;
import java.util.Optional;

/** Which kernels this JVM can run. Nothing that needs the vector module is loaded without it. */
final class Compute {
  private static final String MODULE = "jdk.incubator.vector";

  private Compute() {}

  static boolean hasVectors() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  static Kernels kernels() {
    return hasVectors() ? new VectorKernels() : new LoopKernels();
  }

  /** Why it is slow, and what to do; empty where it is not. */
  static Optional<String> slowBecause() {
    return hasVectors()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "engine fused runs in plain loops, several times slower with the same results:"
                    + " module %s is not loaded. Start the JVM with --add-modules=%s.",
                MODULE,
                MODULE));
  }
}
