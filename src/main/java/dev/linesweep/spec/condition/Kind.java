package dev.linesweep.spec.condition;

/** What a name stands for. */
public enum Kind {
  NUMBER,
  TEXT,
  /** Text that is often a whole number: a comparison with a number leaves out what is not. */
  TEXT_OR_NUMBER
}
