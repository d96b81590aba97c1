package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.feature.ParsedRFormula;
import org.apache.spark.ml.feature.RFormulaParser;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A formula of the job file, as RFormula understands it.
 *
 * <p>RFormula reads neither {@code `Living Area`} nor {@code _x}; here a name is anything between
 * backticks, or any run of characters that are not operators.
 *
 * @param columns the columns on the right, in order of appearance
 * @param terms what RFormula resolves the right to: products of columns, as indices into them
 */
record Formula(String label, List<String> columns, List<List<Integer>> terms) {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:`((?:[^`]|``)+)`|([~+\\-:*^()])|([^\\s`~+\\-:*^()]+))");
  private static final String FORM = "Write it as label ~ column + column";

  Formula {
    columns = List.copyOf(columns);
    terms = terms.stream().map(List::copyOf).toList();
  }

  private record Token(String text, boolean name) {
    boolean is(String other) {
      return !name && text.equals(other);
    }
  }

  private static String alias(int column) {
    return "x" + column;
  }

  /** The column name before the ~. */
  static String labelOf(String text) {
    String label = text.substring(0, Math.max(0, text.indexOf('~'))).strip();
    return label.length() > 1 && label.startsWith("`") && label.endsWith("`")
        ? label.substring(1, label.length() - 1).replace("``", "`")
        : label;
  }

  /**
   * Parses a formula.
   *
   * @param leftOut a column that {@code .} does not stand for, besides the label; empty for none
   */
  static Formula parse(String text, Columns table, String leftOut) {
    FormulaCalls.refuse(text);
    List<Token> tokens = tokens(text);
    if (tokens.size() < 3 || !tokens.get(0).name() || !tokens.get(1).is("~")) {
      throw problem("\"%s\" is not a formula. %s, with one column before the ~.", text, FORM);
    }
    refuseIntercept(text, tokens);
    String label = tokens.get(0).text();
    table.require("data.formula", List.of(label));
    List<String> dot =
        table.names().stream().filter(n -> !n.equals(label) && !n.equals(leftOut)).toList();
    Set<String> columns = new LinkedHashSet<>();
    for (Token token : tokens.subList(2, tokens.size())) {
      if (token.name()) {
        columns.addAll(named(token, dot));
      }
    }
    table.require("data.formula", List.copyOf(columns));
    if (columns.contains(label)) {
      throw problem("\"%s\" has the label %s among its features.", text, label);
    }
    return resolved(text, label, List.copyOf(columns), aliased(tokens, dot, columns));
  }

  /** Keeps the columns that RFormula keeps: {@code . - x} names x, but does not use it. */
  private static Formula resolved(String text, String label, List<String> columns, String aliased) {
    StructType schema = new StructType().add("y", DataTypes.DoubleType);
    for (int i = 0; i < columns.size(); i++) {
      schema = schema.add(alias(i), DataTypes.DoubleType);
    }
    List<String> used = new ArrayList<>();
    List<List<Integer>> terms = new ArrayList<>();
    for (var term : CollectionConverters.asJava(parsed(text, aliased).resolve(schema).terms())) {
      List<Integer> factors = new ArrayList<>();
      for (String factor : CollectionConverters.asJava(term)) {
        String column = columns.get(Integer.parseInt(factor.substring(1)));
        if (!used.contains(column)) {
          used.add(column);
        }
        factors.add(used.indexOf(column));
      }
      terms.add(factors);
    }
    if (terms.isEmpty()) {
      throw problem("\"%s\" leaves no features. Name a column after the ~.", text);
    }
    return new Formula(label, used, terms);
  }

  private static ParsedRFormula parsed(String text, String aliased) {
    try {
      return RFormulaParser.parse(aliased);
    } catch (IllegalArgumentException failure) {
      throw problem("\"%s\" is not a formula that Spark's RFormula reads. %s.", text, FORM);
    }
  }

  private static List<String> named(Token token, List<String> dot) {
    return token.text().equals(".") ? dot : List.of(token.text());
  }

  private static String aliased(List<Token> tokens, List<String> dot, Set<String> columns) {
    List<String> order = List.copyOf(columns);
    StringBuilder aliased = new StringBuilder("y ~");
    for (Token token : tokens.subList(2, tokens.size())) {
      if (token.name()) {
        List<String> aliases =
            named(token, dot).stream().map(name -> alias(order.indexOf(name))).toList();
        String all = String.join(" + ", aliases);
        aliased.append(' ').append(aliases.size() == 1 ? all : "(" + all + ")");
      } else {
        aliased.append(' ').append(token.text());
      }
    }
    return aliased.toString();
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text.strip());
    int at = 0;
    while (at < text.strip().length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw problem("\"%s\" has a ` without a closing one.", text);
      }
      Token token = token(matcher);
      if (token.name() && !tokens.isEmpty() && tokens.get(tokens.size() - 1).name()) {
        String before = tokens.get(tokens.size() - 1).text();
        throw problem(
            "\"%s\" has no operator between %s and %s. Put a name with a space in backticks:"
                + " `%s %s`.",
            text, before, token.text(), before, token.text());
      }
      tokens.add(token);
      at = matcher.end();
    }
    return tokens;
  }

  private static Token token(Matcher matcher) {
    if (matcher.group(1) != null) {
      return new Token(matcher.group(1).replace("``", "`"), true);
    }
    if (matcher.group(2) != null) {
      return new Token(matcher.group(2), false);
    }
    String word = matcher.group(3);
    return new Token(word, !word.matches("\\d+"));
  }

  private static void refuseIntercept(String text, List<Token> tokens) {
    for (int i = 2; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.name() || !token.text().matches("\\d+") || tokens.get(i - 1).is("^")) {
        continue;
      }
      boolean plusOne = token.text().equals("1") && !tokens.get(i - 1).is("-");
      if (!plusOne) {
        throw problem(
            "\"%s\" asks for a model without an intercept (\"%s %s\"), but every model here has a"
                + " bias. Remove that term.",
            text, tokens.get(i - 1).text(), token.text());
      }
    }
  }

  static JobException problem(String message, Object... values) {
    return new JobException("data.formula: " + message.formatted(values));
  }
}
