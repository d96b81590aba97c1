package dev.linesweep.spec;

import dev.linesweep.spec.SqlTokens.Token;
import dev.linesweep.text.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses a {@code data.query} that is not one SELECT over {@code input}, as far as its tokens
 * tell: other statements, other relations, shell commands and Java calls. It errs on the side of
 * refusing; whoever runs the query checks the parsed plan too, which knows the scopes of names.
 */
public final class QueryGuard {
  private static final String INPUT = "input";
  private static final Set<String> CALLS_OUT = Set.of("reflect", "java_method", "try_reflect");
  private static final Set<String> STATEMENTS =
      Set.of("insert", "merge", "update", "delete", "create", "drop", "alter", "truncate", "load");
  private static final Set<String> AFTER_FROM =
      Set.of(
          "where",
          "group",
          "having",
          "order",
          "sort",
          "cluster",
          "distribute",
          "limit",
          "offset",
          "window",
          "union",
          "intersect",
          "except",
          "minus",
          "qualify",
          "select");

  /** One level of parentheses. */
  private static final class Level {
    /** A SELECT is on this level, so FROM names relations, not an argument. */
    boolean select;

    /** A comma separates relations. */
    boolean inFrom;

    Level(boolean inFrom) {
      this.inFrom = inFrom;
    }
  }

  private final List<Token> tokens;
  private final Set<String> problems = new LinkedHashSet<>();
  private final Deque<Level> levels = new ArrayDeque<>(List.of(new Level(false)));
  private final Set<Integer> groups = new HashSet<>();
  private final Set<String> relations;
  private boolean readsInput;

  private QueryGuard(List<Token> tokens) {
    this.tokens = tokens;
    this.relations = new HashSet<>(named(tokens));
  }

  /** What is wrong with a query; empty if nothing is. */
  public static List<String> problems(String query) {
    try {
      return new QueryGuard(SqlTokens.of(query)).check();
    } catch (SqlTokens.Refused e) {
      return List.of("cannot be checked: " + e.getMessage());
    }
  }

  private List<String> check() {
    if (tokens.isEmpty() || !(tokens.get(0).is("select") || tokens.get(0).is("with"))) {
      return List.of("must be one SELECT over input; begin with SELECT or WITH");
    }
    for (int i = 0; i < tokens.size(); i++) {
      checkWord(i);
      checkRelations(i);
    }
    if (!readsInput && problems.isEmpty()) {
      problems.add("reads nothing; write FROM input");
    }
    return List.copyOf(problems);
  }

  private Token token(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i) : new Token(SqlTokens.Kind.SYMBOL, " ");
  }

  private void checkWord(int i) {
    Token token = token(i);
    boolean call = token.isName() && token(i + 1).isSymbol('(');
    if (token.isSymbol(';')) {
      problems.add("must be one statement; leave the semicolon out");
    } else if (token.isSymbol('|') && token(i + 1).isSymbol('>')) {
      problems.add("the pipe |> is not supported; write a subquery");
    } else if (call && CALLS_OUT.contains(token.text())) {
      problems.add(token.text() + " calls Java, which a query may not");
    } else if (call && token.is("identifier")) {
      problems.add("IDENTIFIER(…) is not supported; write the name");
    } else if (token.is("using") && token(i + 1).kind() == SqlTokens.Kind.STRING) {
      problems.add("USING with a command runs a program, which a query may not");
    } else if (token.isAnyOf(STATEMENTS) && !token(i - 1).isSymbol('.')) {
      problems.add(
          "must not contain the word "
              + token.text().toUpperCase(Locale.ROOT)
              + "; put a column of that name in backquotes");
    } else if (token.is("table") && !token(i - 1).isSymbol('.')) {
      problems.add("TABLE is not supported; write SELECT … FROM input");
    }
  }

  private void checkRelations(int i) {
    Token token = token(i);
    Level level = levels.getLast();
    if (token.isSymbol('(')) {
      levels.addLast(new Level(groups.contains(i)));
    } else if (token.isSymbol(')') && levels.size() > 1) {
      levels.removeLast();
    } else if (token.is("join")) {
      level.inFrom = true;
      relation(i + 1);
    } else if (token.is("from")) {
      from(i, level);
    } else if (token.isSymbol(',') && level.inFrom) {
      relation(i + 1);
    } else {
      clause(i, level);
    }
  }

  private void clause(int i, Level level) {
    boolean lateralView = token(i).is("lateral") && token(i + 1).is("view");
    level.select |= token(i).is("select");
    if (token(i).isAnyOf(AFTER_FROM) || lateralView) {
      level.inFrom = false;
    }
  }

  private void from(int i, Level level) {
    boolean comparison = token(i - 1).is("distinct") && isComparison(i - 2);
    if (comparison) {
      return;
    }
    if (token(i - 1).isSymbol('(') || i == 0) {
      problems.add("FROM before SELECT is not supported; write SELECT … FROM input");
    } else if (level.select) {
      level.inFrom = true;
      relation(i + 1);
    }
  }

  private boolean isComparison(int i) {
    return token(i).is("is") || (token(i).is("not") && token(i - 1).is("is"));
  }

  /** Checks the relation that begins at token i; a parenthesis is checked as a level of its own. */
  private void relation(int i) {
    int first = token(i).is("lateral") ? i + 1 : i;
    Token token = token(first);
    if (token.isSymbol('(')) {
      Token inner = token(first + 1);
      if (!inner.is("select") && !inner.is("with")) {
        groups.add(first);
        relation(first + 1);
      }
      return;
    }
    boolean plain = !token(first + 1).isSymbol('.') && !token(first + 1).isSymbol('(');
    // A subquery may also be named input: within it, the name still means the table.
    readsInput |= token.isName() && plain && token.text().equals(INPUT);
    if (token.isName() && plain && relations.contains(token.text())) {
      return;
    }
    if (!token.isName() || !plain || !token.text().equals(INPUT)) {
      problems.add("may read input only, got " + Words.quoted(shown(first)) + instead(first));
    }
  }

  /** What to write for a path as a relation: {@code delta.`/path`}. */
  private String instead(int i) {
    Optional<FileFormat> format = Choice.of(FileFormat.values(), token(i).text());
    boolean path = token(i + 1).isSymbol('.') && token(i + 2).kind() == SqlTokens.Kind.QUOTED;
    return format.isPresent() && path
        ? "; under data write format: %s and path: with the text in the backquotes, and write FROM input"
            .formatted(format.get().key())
        : "";
  }

  private String shown(int i) {
    StringBuilder name = new StringBuilder(token(i).text());
    for (int j = i + 1; token(j).isSymbol('.') && token(j + 1).isName(); j += 2) {
      name.append('.').append(token(j + 1).text());
    }
    return name.toString();
  }

  /** Names that a WITH gives to subqueries. */
  private static List<String> named(List<Token> tokens) {
    List<String> names = new ArrayList<>();
    boolean with = false;
    for (int i = 0; i + 2 < tokens.size(); i++) {
      with |= tokens.get(i).is("with");
      boolean query =
          tokens.get(i + 1).is("as")
              && tokens.get(i + 2).isSymbol('(')
              && i + 3 < tokens.size()
              && (tokens.get(i + 3).is("select") || tokens.get(i + 3).is("with"));
      if (with && query && tokens.get(i).isName()) {
        names.add(tokens.get(i).text());
      }
    }
    return names;
  }
}
