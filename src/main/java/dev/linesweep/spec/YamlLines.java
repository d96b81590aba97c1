package dev.linesweep.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lines of YAML, ended by a line feed. */
final class YamlLines {
  private final StringBuilder out = new StringBuilder();

  @Override
  public String toString() {
    return out.toString();
  }

  void line(String key, String value) {
    out.append(key).append(": ").append(value).append('\n');
  }

  void lineUnlessEmpty(String key, String value) {
    if (!value.isEmpty()) {
      line(key, quoted(value));
    }
  }

  /** A line as it is. */
  void line(String text) {
    out.append(text).append('\n');
  }

  static <T> String list(List<T> values, Function<T, String> written) {
    return values.stream().map(written).collect(Collectors.joining(", ", "[", "]"));
  }

  @SafeVarargs
  static String flow(Map.Entry<String, String>... entries) {
    return flow(List.of(entries));
  }

  static String flow(List<Map.Entry<String, String>> entries) {
    return entries.stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A double-quoted YAML scalar on one line. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int codePoint) {
    return switch (codePoint) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default ->
          isPrintable(codePoint)
              ? Character.toString(codePoint)
              : String.format(Locale.ROOT, "\\U%08X", codePoint);
    };
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
