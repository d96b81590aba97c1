package dev.linesweep.result;

import java.util.Locale;

/** How a trial ended. */
public enum State {
  /** It has finite weights and losses. */
  COMPLETE,
  /** A weight or a loss is not finite: this is a result, but never the best one. */
  DIVERGED,
  /** It could not be trained; the next run tries it again. */
  FAILED,
  /** Its training was stopped early, since others were better. */
  STOPPED;

  /** The state as a part of names: {@code complete}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
