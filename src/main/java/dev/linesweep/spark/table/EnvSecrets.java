package dev.linesweep.spark.table;

import dev.linesweep.spec.EnvReferences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@code ${env:NAME}} references, resolved on the driver and kept out of every message.
 */
public final class EnvSecrets {
  private final Function<String, @Nullable String> environment;
  private final Map<String, String> namesByValue = new LinkedHashMap<>();

  public EnvSecrets(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /** The options with their references replaced by values; what is replaced is remembered. */
  Map<String, String> resolve(Map<String, String> options) {
    return EnvReferences.resolve(options, this::remember);
  }

  private @Nullable String remember(String name) {
    String value = environment.apply(name);
    if (value != null && !value.isEmpty()) {
      namesByValue.put(value, "${env:" + name + "}");
    }
    return value;
  }

  /** The message with every resolved value put back to its reference. */
  String scrub(String message) {
    String clean = message;
    List<String> longestFirst = new ArrayList<>(namesByValue.keySet());
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    for (String value : longestFirst) {
      String reference = Matcher.quoteReplacement(namesByValue.getOrDefault(value, ""));
      String quoted = Pattern.quote(value);
      // A short value may be a part of other words; it is replaced only as a word of its own.
      String pattern = value.length() < 4 ? "(?<![\\w{:])" + quoted + "(?!\\w)" : quoted;
      clean =
          Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(clean).replaceAll(reference);
    }
    return clean;
  }
}
