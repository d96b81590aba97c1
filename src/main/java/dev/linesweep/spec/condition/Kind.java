package dev.linesweep.spec.condition;

/** The kind of value that a name stands for. */
public enum Kind {
  NUMBER,
  TEXT,
  /** Text that is often a whole number: a comparison with a number ignores other text. */
  TEXT_OR_NUMBER
}
