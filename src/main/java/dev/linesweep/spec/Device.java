package dev.linesweep.spec;

import java.util.Locale;

/** {@code device}: where the dl4j engine trains. */
public enum Device {
  /** A GPU where ND4J has a usable one, else the CPU. */
  AUTO,
  CPU,
  /** A GPU, or an error. */
  GPU;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
