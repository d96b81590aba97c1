package dev.linesweep.spec;

import java.util.Locale;

/** {@code device}: where an engine trains. */
public enum Device {
  /** A GPU if the engine has a usable one and the work is worth it, else the CPU. */
  AUTO,
  CPU,
  /** A GPU, or an error. */
  GPU;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
