package dev.linesweep.spark;

/**
 * Loads DL4J's native libraries before Spark starts, in the thread that starts it. Never beside it:
 * JavaCPP walks the list of loaded libraries and opens more as it goes, which deadlocks in glibc
 * with any other thread that opens a library at that moment, as Netty does.
 */
public final class WarmUp {
  private WarmUp() {}

  /** Loads; what goes wrong is told by whoever needs it first. */
  public static void load() {
    try {
      Dl4jTasks.warmUp();
    } catch (RuntimeException | LinkageError e) {
      // The engine says so, with what to do, where it is started.
      return;
    }
  }
}
