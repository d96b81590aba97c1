package dev.linesweep.engine.cuda;

import java.util.Optional;

/** An NVIDIA GPU of this machine. Safe for use by many threads. */
public interface Card {
  /** Its place in the order of PCI addresses, from 0, as {@code nvidia-smi} counts. */
  int number();

  /** As NVIDIA names it: {@code NVIDIA H100 80GB HBM3}. */
  String name();

  /** As {@code nvidia-smi -L} writes it: {@code GPU-} and 36 characters. */
  String uuid();

  Capability capability();

  /** For example {@code gpu:0 NVIDIA H100 80GB HBM3}. */
  default String label() {
    return "gpu:" + number() + " " + name();
  }

  /**
   * A stream of work of its own; the first of a GPU in this JVM takes about half a second. Close it
   * when the work is done.
   *
   * @throws GpuException if the driver reports an error, or the GPU is not usable any more
   * @throws GpuMemoryException if the GPU has no memory left for it
   */
  Gpu open();

  /**
   * False once the driver has reported an error other than a lack of memory, until the JVM ends.
   */
  default boolean isUsable() {
    return firstError().isEmpty();
  }

  /** The error after which the GPU is not usable. */
  Optional<String> firstError();
}
