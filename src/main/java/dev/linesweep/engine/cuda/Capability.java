package dev.linesweep.engine.cuda;

import java.util.Comparator;

/** NVIDIA's compute capability of a GPU: 9.0 is Hopper. */
public record Capability(int major, int minor) implements Comparable<Capability> {
  private static final Comparator<Capability> BY_AGE =
      Comparator.comparingInt(Capability::major).thenComparingInt(Capability::minor);

  @Override
  public int compareTo(Capability other) {
    return BY_AGE.compare(this, other);
  }

  /** For example {@code 9.0}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
