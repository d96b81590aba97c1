package dev.linesweep.spark;

import dev.linesweep.engine.Engine;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.spec.EngineKind;
import java.util.Optional;

/** Chooses the engine of a task; the classes of the other one are never loaded. */
final class Engines {
  private Engines() {}

  /**
   * The version of an engine's arithmetic: whatever makes other bits must change it, since a folder
   * keeps what it has.
   */
  static String arithmetic(EngineKind engine) {
    return engine == EngineKind.FUSED ? "fused 1" : "dl4j 1.0.0-M2.1";
  }

  /** Why an engine is slower than it could be in this JVM; empty where it is not. */
  static Optional<String> slowBecause(EngineKind engine) {
    return engine == EngineKind.FUSED ? new FusedEngine().slowBecause() : Optional.empty();
  }

  static Engine ofThisTask(SweepContext context) {
    if (context.plan().spec().engine() == EngineKind.FUSED) {
      return new FusedEngine();
    }
    return Dl4jTasks.engine(context.executor());
  }
}
