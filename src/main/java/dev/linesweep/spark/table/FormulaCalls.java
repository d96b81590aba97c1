package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Function calls in a formula, as in R and Python. They are refused, with the lines of the job file
 * that do the same.
 */
final class FormulaCalls {
  private static final Pattern BEGIN =
      Pattern.compile("`(?:[^`]|``)*`|(?<![\\w.])([A-Za-z][A-Za-z0-9_.]*)\\s*\\(");
  private static final Pattern POWER =
      Pattern.compile("([^\\s^]+|`[^`]+`)\\s*(?:\\^|\\*\\*)\\s*(\\d+)");
  private static final Pattern NAME = Pattern.compile("`(?:[^`]|``)+`|[\\p{L}_][\\p{L}\\p{N}_.]*");
  private static final Set<String> CATEGORIES =
      Set.of("factor", "as.factor", "ordered", "c", "cat", "category", "categorical", "dummy");
  private static final Set<String> AS_IT_IS = Set.of("i", "identity");

  private final String formula;
  private final List<String> computed = new ArrayList<>();
  private final List<String> categories = new ArrayList<>();
  private final List<String> plain = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final StringBuilder rewritten = new StringBuilder();
  private String first = "";

  private FormulaCalls(String formula) {
    this.formula = formula;
  }

  /** Refuses a formula that calls a function. */
  static void refuse(String formula) {
    FormulaCalls calls = new FormulaCalls(formula);
    calls.rewrite();
    if (!calls.first.isEmpty()) {
      throw new JobException(calls.message());
    }
  }

  private void rewrite() {
    Matcher begin = BEGIN.matcher(formula);
    int copied = 0;
    while (begin.find()) {
      if (begin.group(1) != null && begin.start() >= copied) {
        int end = end(begin.end());
        rewritten.append(formula, copied, begin.start());
        String inner = formula.substring(begin.end(), Math.max(begin.end(), end - 1)).strip();
        rewritten.append(replacement(begin.group(1), inner));
        copied = end;
      }
    }
    rewritten.append(formula.substring(copied));
  }

  /** The place after the bracket that closes the one before {@code from}. */
  private int end(int from) {
    int open = 1;
    for (int i = from; i < formula.length(); i++) {
      open += formula.charAt(i) == '(' ? 1 : formula.charAt(i) == ')' ? -1 : 0;
      if (open == 0) {
        return i + 1;
      }
    }
    return formula.length();
  }

  private String replacement(String function, String inner) {
    first = first.isEmpty() ? function : first;
    String word = function.toLowerCase(Locale.ROOT);
    if (CATEGORIES.contains(word)) {
      String name = inner.replaceFirst("^`(.*)`$", "$1");
      categories.add(QuotedName.yaml(name) + ": text");
      return inner;
    }
    if (AS_IT_IS.contains(word) && NAME.matcher(inner).matches()) {
      plain.add("%s(%s)".formatted(function, inner));
      return inner;
    }
    Matcher power = POWER.matcher(inner);
    if (AS_IT_IS.contains(word) && power.matches()) {
      return computed("pow(%s, %s)".formatted(power.group(1), power.group(2)), inner);
    }
    if (AS_IT_IS.contains(word)) {
      return computed(inner, inner);
    }
    String spark = word.substring(word.lastIndexOf('.') + 1);
    if (!QueryRunner.builtin(spark)) {
      unknown.add(function);
      return inner;
    }
    return computed("%s(%s)".formatted(spark, inner), spark + "_" + inner);
  }

  private String computed(String sql, String name) {
    String plain = name.replaceAll("\\W+", "_").replaceAll("^_+|_+$", "");
    computed.add("%s AS %s".formatted(sql, plain));
    return plain;
  }

  private String message() {
    StringBuilder message =
        new StringBuilder(
            "data.formula: \"%s\" calls %s(…), but a formula cannot call functions."
                .formatted(formula, first));
    if (!unknown.isEmpty()) {
      return message
          .append(
              " Compute the result of %s(…) in a query under a new name, and use that name in the"
                  .formatted(unknown.get(0)))
          .append(" formula.")
          .toString();
    }
    if (!computed.isEmpty()) {
      message.append(" Compute the result in a query and use its name:\n");
      message.append(
          JobLines.query(
              computed.stream().collect(Collectors.joining(", ", "SELECT *, ", " FROM input"))));
    }
    if (computed.isEmpty() && categories.isEmpty() && !plain.isEmpty()) {
      message.append(" %s is the column itself. Write:".formatted(String.join(" or ", plain)));
    }
    if (!categories.isEmpty()) {
      message.append(computed.isEmpty() ? " Declare the column as a category under data:" : "");
      message.append("\n  types: {").append(String.join(", ", categories)).append('}');
    }
    return message
        .append("\n  formula: ")
        .append(QuotedName.yamlText(rewritten.toString()))
        .toString();
  }
}
