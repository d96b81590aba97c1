package dev.linesweep.engine.fused;

/**
 * How many threads train side by side.
 *
 * @param ofCard that share a GPU
 * @param ofJvm that share the heap
 */
public record GpuSharing(int ofCard, int ofJvm) {
  public GpuSharing {
    if (ofCard < 1 || ofJvm < 1) {
      throw new IllegalArgumentException("at least one thread, not " + ofCard + " and " + ofJvm);
    }
  }
}
