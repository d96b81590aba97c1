package dev.linesweep.engine.fused;

/** The moment by which a part of the figures is to end. */
record Deadline(long nanos) {
  static Deadline in(double seconds) {
    return new Deadline(System.nanoTime() + (long) (seconds * 1e9));
  }

  boolean passed() {
    return System.nanoTime() - nanos > 0;
  }
}
