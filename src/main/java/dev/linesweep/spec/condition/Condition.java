package dev.linesweep.spec.condition;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A condition such as {@code optimizer = 'sgd' and learning_rate > 0.3}: SQL's comparisons ({@code
 * =}, {@code ==}, {@code !=}, {@code <>}, {@code <}, {@code <=}, {@code >}, {@code >=}), {@code
 * in}, {@code between}, {@code is null}, {@code and}, {@code or}, {@code not} and parentheses, over
 * names, numbers and quoted texts. Names and keywords are the same in upper and lower case. It
 * means what it means in Spark SQL: a comparison with a missing value is neither true nor false.
 */
public final class Condition implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final Expression expression;
  private final Set<String> names;
  private final Map<String, Set<String>> texts;
  private final double largest;

  private Condition(String text, Expression expression, Parser parser) {
    this.text = text;
    this.expression = expression;
    this.names = Set.copyOf(parser.used());
    this.texts = Map.copyOf(parser.texts());
    this.largest = parser.largest();
  }

  /**
   * Reads a condition.
   *
   * @param kinds the names that it may have, in lower case
   * @throws ConditionException if the text is not a condition
   */
  public static Condition parse(String text, Map<String, Kind> kinds) {
    Parser parser = new Parser(text, kinds);
    return new Condition(text, parser.whole(), parser);
  }

  /** The condition as written. */
  public String text() {
    return text;
  }

  /** The names in it, in lower case. */
  public Set<String> names() {
    return names;
  }

  /** The texts that a name is compared with, as written. */
  public Set<String> texts(String name) {
    return texts.getOrDefault(name, Set.of());
  }

  /** The largest number in it, without its sign; 0 for none. */
  public double largest() {
    return largest;
  }

  /**
   * Whether the condition holds.
   *
   * @param values of {@link #names()}
   */
  public Truth truth(Function<String, Value> values) {
    return expression.truth(values);
  }

  /** Whether it is true: neither false nor unknown. */
  public boolean isTrue(Function<String, Value> values) {
    return truth(values) == Truth.TRUE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition condition && text.equals(condition.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
