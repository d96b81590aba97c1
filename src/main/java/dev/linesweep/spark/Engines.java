package dev.linesweep.spark;

import dev.linesweep.engine.Engine;
import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.engine.fused.FusedEngine;
import dev.linesweep.spec.EngineKind;
import java.util.Optional;
import java.util.function.Consumer;

/** Chooses the engine of a task, without loading the classes of the other one. */
public final class Engines {
  private Engines() {}

  /** Why an engine is slower than it could be in this JVM; empty if it is not. */
  public static Optional<String> slowBecause(EngineKind engine) {
    return switch (engine) {
      case DL4J -> Optional.empty();
      case FUSED -> new FusedEngine().slowBecause();
    };
  }

  static Engine ofThisTask(SweepContext context) {
    return ofThisTask(context, note -> {});
  }

  /**
   * @param told takes notes on this machine for the user
   */
  static Engine ofThisTask(SweepContext context, Consumer<String> told) {
    return start(context.plan().spec().engine().kind(), context.executor(), told);
  }

  /**
   * Starts an engine on the device that Spark gave to this task, or on the driver's device.
   *
   * @throws dev.linesweep.engine.EngineUnavailableException if the engine or the requested device
   *     is not available
   */
  public static Engine start(EngineKind engine, ExecutorSettings settings) {
    return start(engine, settings, note -> {});
  }

  /** Why an engine cannot train in this JVM; empty if it can. */
  public static Optional<String> unavailable(EngineKind engine, ExecutorSettings settings) {
    try {
      probe(engine, settings);
      return Optional.empty();
    } catch (EngineUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Checks that an engine can train here.
   *
   * @throws dev.linesweep.engine.EngineUnavailableException if it cannot
   */
  static void probe(EngineKind engine, ExecutorSettings settings) {
    switch (engine) {
      case DL4J -> Dl4jTasks.engine(settings);
      case FUSED -> FusedTasks.probe(settings);
    }
  }

  private static Engine start(EngineKind engine, ExecutorSettings settings, Consumer<String> told) {
    return switch (engine) {
      case DL4J -> Dl4jTasks.engine(settings);
      case FUSED -> FusedTasks.engine(settings, told);
    };
  }
}
