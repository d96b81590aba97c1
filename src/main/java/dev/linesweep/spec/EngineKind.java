package dev.linesweep.spec;

import java.util.Locale;

/** {@code engine}: what trains a block. */
public enum EngineKind {
  /** Real DL4J networks. */
  DL4J,
  /** The same arithmetic in the JVM's vector instructions. */
  FUSED;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
