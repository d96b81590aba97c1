package dev.linesweep.spark;

/**
 * Loads DL4J while Spark starts. Every local sweep needs it, if only to check the winner, and its
 * native libraries take as long as Spark itself.
 */
public final class WarmUp {
  private WarmUp() {}

  /** Begins to load in the background; what goes wrong is told by whoever needs it first. */
  public static void startInBackground() {
    Thread thread = new Thread(WarmUp::load, "linesweep-warm-up");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((ended, problem) -> {});
    thread.start();
  }

  private static void load() {
    Dl4jTasks.warmUp();
  }
}
