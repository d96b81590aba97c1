package dev.linesweep.spec.condition;

/** The truth of a condition: SQL's three-valued logic. */
public enum Truth {
  TRUE,
  FALSE,
  /** A value that it needs is missing. */
  UNKNOWN;

  static Truth of(boolean holds) {
    return holds ? TRUE : FALSE;
  }

  Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
