package dev.linesweep.spark;

import java.nio.file.Path;

/**
 * Loads DL4J's native libraries before Spark starts or gets work, in the same thread. They must not
 * load at the same time as other libraries: JavaCPP opens libraries while it walks the list of
 * loaded ones, which deadlocks in glibc with any other thread that opens a library at that moment,
 * as Netty does.
 */
public final class WarmUp {
  private WarmUp() {}

  /**
   * Loads the libraries; their first user reports failures.
   *
   * @param temporary Spark's present or future temporary directory
   */
  static void load(Path temporary) {
    try {
      Dl4jTasks.warmUp(temporary);
    } catch (RuntimeException | LinkageError e) {
      // The engine reports it, with what to do, when it starts.
      return;
    }
  }
}
