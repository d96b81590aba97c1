package dev.linesweep.spark;

import dev.linesweep.engine.Engine;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.spec.EngineKind;

/** Chooses the engine of a task; the classes of the other one are never loaded. */
final class Engines {
  private Engines() {}

  static Engine ofThisTask(SweepContext context) {
    if (context.plan().spec().engine() == EngineKind.FUSED) {
      return new FusedEngine();
    }
    return Dl4jTasks.engine(context.executor());
  }
}
