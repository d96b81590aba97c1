package dev.linesweep.spark;

import java.nio.file.Path;

/**
 * Loads DL4J's native libraries before Spark starts or is given work, in the thread that does so.
 * Never beside other loading: JavaCPP walks the list of loaded libraries and opens more as it goes,
 * which deadlocks in glibc with any other thread that opens a library at that moment, as Netty
 * does.
 */
public final class WarmUp {
  private WarmUp() {}

  /**
   * Loads; what goes wrong is told by whoever needs it first.
   *
   * @param temporary where Spark puts, or will put, what goes with it
   */
  static void load(Path temporary) {
    try {
      Dl4jTasks.warmUp(temporary);
    } catch (RuntimeException | LinkageError e) {
      // The engine says so, with what to do, where it is started.
      return;
    }
  }
}
