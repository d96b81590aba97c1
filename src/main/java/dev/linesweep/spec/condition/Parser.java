package dev.linesweep.spec.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a condition by recursive descent, {@code or} outermost, then {@code and}, then {@code not},
 * as SQL binds them.
 */
final class Parser {
  private static final int MOST_NESTED = 100;

  private final Tokens tokens;
  private final Operands operands;
  private final Map<String, Set<String>> texts = new TreeMap<>();
  private int nested;

  Parser(String text, Map<String, Kind> kinds) {
    this.tokens = Tokens.of(text);
    this.operands = new Operands(tokens, kinds);
  }

  /** The texts that a name is compared with. */
  Map<String, Set<String>> texts() {
    return texts;
  }

  /** The largest number that was read, without its sign. */
  double largest() {
    return operands.largest();
  }

  /** The names that were read. */
  Set<String> used() {
    return operands.used();
  }

  Expression whole() {
    if (tokens.now().type() == Token.Type.END) {
      throw Tokens.refused(tokens.now(), "expected a condition such as optimizer = 'sgd'");
    }
    Expression whole = or();
    if (tokens.now().type() != Token.Type.END) {
      throw Tokens.refused(
          tokens.now(), "expected and, or or the end, got " + tokens.now().described() + instead());
    }
    return whole;
  }

  private String instead() {
    return tokens.now().is("&&") ? "; write and" : tokens.now().is("||") ? "; write or" : "";
  }

  private Expression or() {
    List<Expression> parts = new ArrayList<>(List.of(and()));
    while (tokens.take("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.Or(parts);
  }

  private Expression and() {
    List<Expression> parts = new ArrayList<>(List.of(not()));
    while (tokens.take("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.And(parts);
  }

  private Expression not() {
    if (++nested > MOST_NESTED) {
      throw Tokens.refused(
          tokens.now(), "more than " + MOST_NESTED + " nested parentheses and nots");
    }
    Expression expression = tokens.take("not") ? new Expression.Not(not()) : single();
    nested--;
    return expression;
  }

  private Expression single() {
    Token first = tokens.now();
    if (!tokens.take("(")) {
      return predicate();
    }
    Expression inside = or();
    if (!tokens.take(")")) {
      throw Tokens.refused(
          tokens.now(),
          "expected and, or or ) for the ( at character %d, got %s"
              .formatted(first.at() + 1, tokens.now().described()));
    }
    return inside;
  }

  private Expression predicate() {
    Token first = tokens.now();
    Operand left = operands.next(Optional.empty());
    Optional<Operator> comparison =
        tokens.now().type() == Token.Type.SYMBOL
            ? Operator.of(tokens.now().text())
            : Optional.empty();
    if (comparison.isPresent()) {
      Token operator = tokens.take();
      return comparison(left, operator, comparison.get());
    }
    Operand.Named name = requireName(first, left);
    if (tokens.take("is")) {
      boolean negated = tokens.take("not");
      tokens.require("null", "is");
      return negatedIf(negated, new Expression.IsMissing(name));
    }
    boolean negated = tokens.take("not");
    if (tokens.take("in")) {
      return negatedIf(negated, among(name));
    }
    if (tokens.take("between")) {
      return negatedIf(negated, between(name));
    }
    throw Tokens.refused(
        tokens.now(),
        "expected =, !=, <, <=, >, >=, in, between or is after %s, got %s"
            .formatted(name.name(), tokens.now().described()));
  }

  private static Expression negatedIf(boolean negated, Expression expression) {
    return negated ? new Expression.Not(expression) : expression;
  }

  private Operand.Named requireName(Token first, Operand left) {
    if (left instanceof Operand.Named name) {
      return name;
    }
    throw Tokens.refused(
        tokens.now(),
        "expected a comparison after %s, got %s"
            .formatted(first.described(), tokens.now().described()));
  }

  private Expression comparison(Operand left, Token symbol, Operator operator) {
    Token second = tokens.now();
    Operand right = operands.next(Optional.of(left));
    requireComparable(left, second, right);
    if (left instanceof Operand.Literal && right instanceof Operand.Literal) {
      throw Tokens.refused(second, "a comparison needs a name");
    }
    boolean texts = left.kind() != Kind.NUMBER && right.kind() != Kind.NUMBER;
    if (texts && !operator.ofEquality()) {
      throw Tokens.refused(symbol, "texts have no order here; compare them with =, != or in");
    }
    note(left, right);
    note(right, left);
    return new Expression.Comparison(left, operator, right);
  }

  private void note(Operand name, Operand text) {
    if (name instanceof Operand.Named named
        && text instanceof Operand.Literal literal
        && literal.value() instanceof Value.Text found) {
      texts.computeIfAbsent(named.name(), n -> new TreeSet<>()).add(found.text());
    }
  }

  private void requireComparable(Operand left, Token at, Operand right) {
    if (left.kind() == right.kind()
        || left.kind() == Kind.TEXT_OR_NUMBER
        || right.kind() == Kind.TEXT_OR_NUMBER) {
      return;
    }
    Operand literal = right instanceof Operand.Literal ? right : left;
    Operand other = literal == right ? left : right;
    String name = other instanceof Operand.Named named ? named.name() : "the other side";
    String written = literal instanceof Operand.Literal found ? text(found.value()) : name;
    boolean isNumber = literal.kind() == Kind.TEXT && isNumber(written);
    throw Tokens.refused(
        at,
        literal.kind() == Kind.TEXT
            ? "%s is a number and cannot be compared with text%s"
                .formatted(name, isNumber ? "; write " + written + " without quotes" : "")
            : "%s is text and cannot be compared with a number".formatted(name));
  }

  private static String text(Value value) {
    return value instanceof Value.Text text ? text.text() : "";
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  }

  private Expression among(Operand.Named name) {
    Token open = tokens.now();
    tokens.require("(", "in");
    List<Value> choices = new ArrayList<>();
    do {
      Token at = tokens.now();
      Operand choice = operands.next(Optional.of(name));
      requireComparable(name, at, choice);
      if (!(choice instanceof Operand.Literal literal)) {
        throw Tokens.refused(at, "a list has numbers or quoted texts");
      }
      note(name, literal);
      choices.add(literal.value());
    } while (tokens.take(","));
    if (!tokens.take(")")) {
      throw Tokens.refused(
          tokens.now(),
          "expected , or ) for the ( at character %d, got %s"
              .formatted(open.at() + 1, tokens.now().described()));
    }
    return new Expression.Among(name, alike(choices));
  }

  /** SQL compares all of a list as 64-bit numbers if one is written as such. */
  private static List<Value> alike(List<Value> choices) {
    return choices.stream().noneMatch(Value.Real.class::isInstance)
        ? choices
        : choices.stream()
            .map(c -> c instanceof Value.Number number ? Value.of(number.asDouble()) : c)
            .toList();
  }

  private Expression between(Operand.Named name) {
    Operand low = bound(name);
    tokens.require("and", "between " + (low instanceof Operand.Named n ? n.name() : "a number"));
    Operand high = bound(name);
    return new Expression.And(
        List.of(
            new Expression.Comparison(name, Operator.GREATER_OR_EQUAL, low),
            new Expression.Comparison(name, Operator.LESS_OR_EQUAL, high)));
  }

  private Operand bound(Operand.Named name) {
    Token at = tokens.now();
    Operand bound = operands.next(Optional.of(name));
    if (name.kind() == Kind.TEXT || bound.kind() != Kind.NUMBER) {
      throw Tokens.refused(at, "between needs numbers");
    }
    return bound;
  }
}
