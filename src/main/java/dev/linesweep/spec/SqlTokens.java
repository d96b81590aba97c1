package dev.linesweep.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a query into the tokens of Spark's SQL lexer. If the two might disagree (hints, nested or
 * continued comments, dollar quotes, variables, numbers run into words) it refuses the query
 * instead of guessing, since a disagreement could hide code from {@link QueryGuard}.
 */
final class SqlTokens {
  /** What a token is. */
  enum Kind {
    /** A keyword or an identifier without quotes, in lower case; or a number. */
    WORD,
    /** An identifier in backquotes, in lower case, without them. */
    QUOTED,
    /** A string literal; its text does not matter. */
    STRING,
    /** One other character. */
    SYMBOL
  }

  /** A token. */
  record Token(Kind kind, String text) {
    /** True for a keyword or identifier without quotes. */
    boolean is(String word) {
      return kind == Kind.WORD && text.equals(word);
    }

    boolean isAnyOf(Set<String> words) {
      return kind == Kind.WORD && words.contains(text);
    }

    boolean isSymbol(char c) {
      return kind == Kind.SYMBOL && text.charAt(0) == c;
    }

    boolean isName() {
      return kind == Kind.WORD || kind == Kind.QUOTED;
    }
  }

  /** The query cannot be cut with certainty. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private SqlTokens(String sql) {
    this.sql = sql;
  }

  static List<Token> of(String sql) throws Refused {
    if (sql.contains("${")) {
      throw new Refused("Spark would replace ${…} in it; write the value");
    }
    SqlTokens lexer = new SqlTokens(sql);
    while (lexer.at < sql.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() throws Refused {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      at++;
    } else if (sql.startsWith("--", at)) {
      lineComment();
    } else if (sql.startsWith("/*", at)) {
      comment();
    } else if (c == '\'' || c == '"') {
      string(c, false);
    } else if (c == '`') {
      backquoted();
    } else if (isWordPart(c)) {
      word();
    } else if (c == '$') {
      throw new Refused("a dollar sign may quote or name a variable; leave it out");
    } else {
      add(Kind.SYMBOL, at, ++at);
    }
  }

  private void add(Kind kind, int from, int to) {
    tokens.add(new Token(kind, sql.substring(from, to)));
  }

  private void lineComment() throws Refused {
    int end = at;
    while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
      end++;
    }
    if (sql.charAt(end - 1) == '\\') {
      throw new Refused("a comment must not end with a backslash");
    }
    at = end;
  }

  private void comment() throws Refused {
    if (sql.startsWith("/*+", at)) {
      throw new Refused("hints are not supported; leave /*+ … */ out");
    }
    int end = sql.indexOf("*/", at + 2);
    if (end < 0) {
      throw new Refused("a comment does not end; close it with */");
    }
    if (sql.substring(at + 2, end).contains("/*")) {
      throw new Refused("a comment must not contain another");
    }
    at = end + 2;
  }

  private void string(char quote, boolean raw) throws Refused {
    int end = at + 1;
    while (end < sql.length() && sql.charAt(end) != quote) {
      end += sql.charAt(end) == '\\' && !raw ? 2 : 1;
    }
    if (end >= sql.length()) {
      throw new Refused("a string does not end; close it with " + quote);
    }
    add(Kind.STRING, at, end + 1);
    at = end + 1;
  }

  private void backquoted() throws Refused {
    int end = sql.indexOf('`', at + 1);
    while (end >= 0 && end + 1 < sql.length() && sql.charAt(end + 1) == '`') {
      end = sql.indexOf('`', end + 2);
    }
    if (end < 0) {
      throw new Refused("a name does not end; close it with `");
    }
    tokens.add(new Token(Kind.QUOTED, sql.substring(at + 1, end).toLowerCase(Locale.ROOT)));
    at = end + 1;
  }

  private void word() throws Refused {
    int end = at;
    while (end < sql.length() && isWordPart(sql.charAt(end))) {
      end++;
    }
    String word = sql.substring(at, end).toLowerCase(Locale.ROOT);
    if (word.matches("[0-9].*") && !word.matches("[0-9]+(e[0-9]*)?(l|s|y|f|d|bd)?")) {
      throw new Refused("a name must not begin with a digit; write a space or backquotes");
    }
    at = end;
    boolean beforeQuote = end < sql.length() && (sql.charAt(end) == '\'' || sql.charAt(end) == '"');
    if (beforeQuote && word.equals("r")) {
      string(sql.charAt(end), true);
    } else {
      tokens.add(new Token(Kind.WORD, word));
    }
  }

  private static boolean isWordPart(char c) {
    return c == '_' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }
}
