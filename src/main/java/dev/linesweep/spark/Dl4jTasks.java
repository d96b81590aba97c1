package dev.linesweep.spark;

import dev.linesweep.engine.Engine;

/** Stub. */
final class Dl4jTasks {
  private Dl4jTasks() {}

  static Engine engine(ExecutorSettings settings) {
    throw new UnsupportedOperationException("not yet");
  }
}
