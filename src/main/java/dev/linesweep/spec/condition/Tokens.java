package dev.linesweep.spec.condition;

import java.util.List;

/** The words of a condition, read from the left. */
final class Tokens {
  private final List<Token> tokens;
  private int next;

  private Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Tokens of(String condition) {
    return new Tokens(Token.of(condition));
  }

  /** The next word, without taking it. */
  Token now() {
    return tokens.get(next);
  }

  /** Takes the next word; the end is not passed. */
  Token take() {
    Token token = now();
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  /** Takes a keyword or a symbol, if it is the next word. */
  boolean take(String keyword) {
    if (!now().is(keyword)) {
      return false;
    }
    take();
    return true;
  }

  void require(String keyword, String after) {
    if (!take(keyword)) {
      throw refused(
          now(), "expected %s after %s, got %s".formatted(keyword, after, now().described()));
    }
  }

  static ConditionException refused(Token at, String message) {
    return new ConditionException(at.at(), message);
  }
}
