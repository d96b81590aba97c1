package dev.linesweep.spec.condition;

import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a condition.
 *
 * @param text the text, without quotes
 * @param at place in the condition, from 0
 */
record Token(Type type, String text, int at) {
  enum Type {
    /** A name without quotes, which may be a keyword. */
    WORD,
    /** A name in backticks. */
    QUOTED_NAME,
    NUMBER,
    TEXT,
    SYMBOL,
    END
  }

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*");
  private static final Pattern NUMBER =
      Pattern.compile("-?\\s*(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?(?![\\p{L}\\p{N}_.])");
  private static final Pattern SYMBOL = Pattern.compile("<=>|==|!=|<>|<=|>=|&&|\\|\\||[=<>(),]");

  /** The words of a condition, and an {@link Type#END} behind them. */
  static List<Token> of(String condition) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = SPACE.matcher(condition);
    int at = 0;
    while (at < condition.length()) {
      matcher.region(at, condition.length());
      if (matcher.usePattern(SPACE).lookingAt()) {
        at = matcher.end();
        continue;
      }
      Token token = next(condition, at, matcher);
      tokens.add(token);
      at = matcher.end();
    }
    tokens.add(new Token(Type.END, "", condition.length()));
    return tokens;
  }

  /** Leaves the matcher behind the token. */
  private static Token next(String condition, int at, Matcher matcher) {
    char first = condition.charAt(at);
    if (first == '\'' || first == '"' || first == '`') {
      return quoted(condition, at, matcher);
    }
    if (matcher.usePattern(NAME).lookingAt()) {
      return new Token(Type.WORD, matcher.group(), at);
    }
    if (matcher.usePattern(NUMBER).lookingAt()) {
      return new Token(Type.NUMBER, matcher.group().replaceAll("\\s", ""), at);
    }
    if (matcher.usePattern(SYMBOL).lookingAt()) {
      return new Token(Type.SYMBOL, matcher.group(), at);
    }
    if (first >= '0' && first <= '9') {
      throw new ConditionException(at, "expected a number such as 0.3 or 1e-4");
    }
    throw new ConditionException(
        at,
        Words.quoted(condition.substring(at, condition.offsetByCodePoints(at, 1)))
            + " means nothing here; conditions have comparisons, and, or, not, in, between, is null"
            + " and parentheses");
  }

  private static Token quoted(String condition, int at, Matcher matcher) {
    char quote = condition.charAt(at);
    int end = condition.indexOf(quote, at + 1);
    if (end < 0) {
      throw new ConditionException(at, "this quote is not closed; write another " + quote);
    }
    String inside = condition.substring(at + 1, end);
    if (inside.indexOf('\\') >= 0 || condition.startsWith(String.valueOf(quote), end + 1)) {
      throw new ConditionException(at, "text has no quotes or backslashes in it");
    }
    matcher.region(end, end + 1).usePattern(ANY).lookingAt();
    return new Token(quote == '`' ? Type.QUOTED_NAME : Type.TEXT, inside, at);
  }

  private static final Pattern ANY = Pattern.compile(".", Pattern.DOTALL);

  boolean is(String keyword) {
    return (type == Type.WORD || type == Type.SYMBOL)
        && text.toLowerCase(Locale.ROOT).equals(keyword);
  }

  /** The token as messages show it. */
  String described() {
    return switch (type) {
      case END -> "the end";
      case TEXT -> "'" + Words.oneLine(text) + "'";
      default -> Words.quoted(text);
    };
  }
}
