package dev.linesweep.result;

import java.util.Locale;

/** How a trial ended. */
public enum State {
  /** It has finite weights and losses. */
  COMPLETE,
  /** A weight or a loss of it is not finite: a result, and never the best. */
  DIVERGED,
  /** It could not be trained; the next run tries it again. */
  FAILED,
  /** Its training was stopped before it came to its epochs, since others were better. */
  STOPPED;

  /** As a part of names: {@code complete}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
