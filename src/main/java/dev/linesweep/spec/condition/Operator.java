package dev.linesweep.spec.condition;

import java.util.Optional;

/** A comparison of two values. */
enum Operator {
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL;

  static Optional<Operator> of(String symbol) {
    return Optional.ofNullable(
        switch (symbol) {
          case "=", "==" -> EQUAL;
          case "!=", "<>" -> NOT_EQUAL;
          case "<" -> LESS;
          case "<=" -> LESS_OR_EQUAL;
          case ">" -> GREATER;
          case ">=" -> GREATER_OR_EQUAL;
          default -> null;
        });
  }

  boolean ofEquality() {
    return this == EQUAL || this == NOT_EQUAL;
  }

  /**
   * @param order negative, zero or positive, as in {@link Comparable}
   */
  boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }
}
