package dev.linesweep.spec.condition;

import java.io.Serial;

/** A text that is not a condition; the message says where and what to write. */
public final class ConditionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param at place in the text, from 0
   */
  ConditionException(int at, String message) {
    super("at character %d: %s".formatted(at + 1, message));
  }
}
