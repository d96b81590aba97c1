package dev.linesweep.spec;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of an optimizer's parameter in tables and conditions, {@code adam_beta1}: one that SQL
 * and pandas take without quotes. The form with a dot, as in paths of the job file, is understood
 * too.
 */
public final class ParameterName {
  private static final Map<String, String> BY_DOTTED = byDotted();

  /** A quoted text, which is kept, or a name with a dot, with or without backticks. */
  private static final Pattern TEXT_OR_DOTTED =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|(?<![\\w.])(?<name>"
              + BY_DOTTED.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"))
              + ")(?![\\w.])",
          Pattern.CASE_INSENSITIVE);

  private ParameterName() {}

  public static String of(Optimizer optimizer, Optimizer.Parameter parameter) {
    return optimizer.key() + "_" + parameter.key();
  }

  /** Whether a column has this parameter of one optimizer. */
  public static boolean isOne(String column) {
    return BY_DOTTED.containsValue(column);
  }

  /** A condition or a column with the names of tables; no character changes its position. */
  public static String undotted(String text) {
    return TEXT_OR_DOTTED
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group().startsWith("'") || found.group().startsWith("\"")
                        ? found.group()
                        : found.group().replace('.', '_')));
  }

  private static Map<String, String> byDotted() {
    Map<String, String> names = new TreeMap<>();
    Arrays.stream(Optimizer.values())
        .forEach(
            optimizer ->
                optimizer
                    .parameters()
                    .forEach(
                        parameter ->
                            names.put(
                                optimizer.key() + "." + parameter.key(),
                                of(optimizer, parameter))));
    return names;
  }
}
