package dev.linesweep.spec.condition;

import dev.linesweep.text.Words;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the sides of comparisons: names that are known, numbers and texts. */
final class Operands {
  private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "between", "is");

  /** The digits that SQL's decimals hold. */
  private static final int MOST_DIGITS = 38;

  private final Tokens tokens;
  private final Map<String, Kind> kinds;
  private final Set<String> used = new TreeSet<>();
  private double largest;

  Operands(Tokens tokens, Map<String, Kind> kinds) {
    this.tokens = tokens;
    this.kinds = kinds;
  }

  /** The largest number that was read, without its sign. */
  double largest() {
    return largest;
  }

  /** The names that were read. */
  Set<String> used() {
    return used;
  }

  /**
   * @param compared the other side of the comparison
   */
  Operand next(Optional<Operand> compared) {
    Token token = tokens.take();
    return switch (token.type()) {
      case WORD -> word(token, compared);
      case QUOTED_NAME -> name(token, compared);
      case NUMBER -> literal(number(token));
      case TEXT -> new Operand.Literal(Value.of(token.text()));
      default ->
          throw Tokens.refused(
              token, "expected a name, a number or a quoted text, got " + token.described());
    };
  }

  private Operand literal(Value.Number number) {
    largest = Math.max(largest, Math.abs(number.asDouble()));
    return new Operand.Literal(number);
  }

  private Operand word(Token token, Optional<Operand> compared) {
    if (KEYWORDS.stream().anyMatch(token::is)) {
      throw Tokens.refused(
          token, "expected a name, a number or a quoted text, got " + token.described());
    }
    return name(token, compared);
  }

  private Operand name(Token token, Optional<Operand> compared) {
    String name = token.text().toLowerCase(Locale.ROOT);
    Kind kind = kinds.get(name);
    if (kind == null) {
      throw Tokens.refused(token, unknown(token, compared));
    }
    used.add(name);
    return new Operand.Named(name, kind);
  }

  private String unknown(Token token, Optional<Operand> compared) {
    boolean text = compared.filter(other -> other.kind() != Kind.NUMBER).isPresent();
    if (text && token.type() == Token.Type.WORD) {
      return "text must be in quotes; write '" + token.text() + "'";
    }
    String name = token.text().toLowerCase(Locale.ROOT);
    return "unknown name "
        + Words.quoted(token.text())
        + Words.nearest(name, kinds.keySet())
            .map(near -> " (did you mean \"" + near + "\"?)")
            .orElseGet(() -> "; the names here are " + Words.allOf(List.copyOf(kinds.keySet())));
  }

  private static Value.Number number(Token token) {
    BigDecimal exact;
    try {
      exact = new BigDecimal(token.text());
    } catch (NumberFormatException e) {
      throw Tokens.refused(token, "this number is too large or too small");
    }
    if (token.text().matches("(?i).*e.*")) {
      double number = exact.doubleValue();
      if (!Double.isFinite(number)) {
        throw Tokens.refused(token, "this number is too large");
      }
      return new Value.Real(number);
    }
    if (exact.precision() > MOST_DIGITS || exact.scale() > MOST_DIGITS) {
      throw Tokens.refused(token, "a number has up to " + MOST_DIGITS + " digits");
    }
    return exact.scale() == 0 && exact.unscaledValue().bitLength() < Long.SIZE
        ? new Value.Whole(exact.longValueExact())
        : new Value.Exact(exact);
  }
}
