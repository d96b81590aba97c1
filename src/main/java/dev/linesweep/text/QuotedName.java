package dev.linesweep.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Column names as SQL, formulas and YAML require them. */
public final class QuotedName {
  /** Words that SQL reads as a value. */
  private static final Set<String> VALUES =
      Set.of(
          "null",
          "true",
          "false",
          "user",
          "current_user",
          "session_user",
          "current_date",
          "current_time",
          "current_timestamp",
          "localtimestamp");

  private QuotedName() {}

  /** The name in backticks. */
  public static String inBackticks(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** The name, in backticks if SQL requires them. */
  public static String sql(String name) {
    boolean plain =
        name.matches("[A-Za-z_][A-Za-z0-9_]*") && !VALUES.contains(name.toLowerCase(Locale.ROOT));
    return plain ? name : inBackticks(name);
  }

  /** The name, in backticks if a formula requires them. */
  public static String formula(String name) {
    return name.matches("[\\p{L}_][\\p{L}\\p{N}_.]*") ? name : inBackticks(name);
  }

  /** The name as a key of YAML. */
  public static String yaml(String name) {
    boolean plain =
        name.matches("[A-Za-z_][A-Za-z0-9_]*")
            && !List.of("null", "true", "false").contains(name.toLowerCase(Locale.ROOT));
    return plain ? name : yamlText(name);
  }

  /** A text in YAML's double quotes, on one line. */
  public static String yamlText(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '\\' -> quoted.append("\\\\");
        case '"' -> quoted.append("\\\"");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default ->
            quoted.append(
                Character.getType(c) == Character.FORMAT
                    ? String.format(Locale.ROOT, "\\u%04X", (int) c)
                    : Character.isISOControl(c)
                        ? String.format(Locale.ROOT, "\\x%02x", (int) c)
                        : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }
}
