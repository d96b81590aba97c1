package dev.linesweep.spark;

import dev.linesweep.engine.Engine;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.spec.EngineKind;
import java.util.Optional;

/** Chooses the engine of a task; the classes of the other one are never loaded. */
public final class Engines {
  private Engines() {}

  /** Why an engine is slower than it could be in this JVM; empty where it is not. */
  public static Optional<String> slowBecause(EngineKind engine) {
    return switch (engine) {
      case DL4J -> Optional.empty();
      case FUSED -> new FusedEngine().slowBecause();
    };
  }

  static Engine ofThisTask(SweepContext context) {
    return start(context.plan().spec().engine().kind(), context.executor());
  }

  public static Engine start(EngineKind engine, ExecutorSettings settings) {
    return switch (engine) {
      case DL4J -> Dl4jTasks.engine(settings);
      case FUSED -> new FusedEngine();
    };
  }
}
