package dev.linesweep.spark;

import dev.linesweep.engine.Engine;
import dev.linesweep.engine.dl4j.Dl4jEngine;
import dev.linesweep.engine.dl4j.Nd4jRuntime;

/** Gives tasks the dl4j engine. */
final class Dl4jTasks {
  private Dl4jTasks() {}

  static Engine engine(ExecutorSettings settings) {
    Nd4jRuntime.start();
    return new Dl4jEngine();
  }
}
