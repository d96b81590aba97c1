package dev.linesweep.engine;

import java.util.concurrent.CancellationException;

/** Lets a long training end when its thread is interrupted. */
public final class Interrupted {
  private Interrupted() {}

  /**
   * Called between epochs.
   *
   * @throws CancellationException if the thread is interrupted, which it stays
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted between two epochs");
    }
  }
}
