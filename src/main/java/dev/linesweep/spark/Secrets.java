package dev.linesweep.spark;

import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@code ${env:NAME}} references, resolved on the driver and kept out of every message.
 */
final class Secrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([^}]*)}");

  private final Function<String, @Nullable String> environment;
  private final Map<String, String> namesByValue = new LinkedHashMap<>();

  Secrets(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /** The options with their references replaced by values; what is replaced is remembered. */
  Map<String, String> resolve(Map<String, String> options) {
    Map<String, String> resolved = new LinkedHashMap<>();
    options.forEach((key, value) -> resolved.put(key, resolve(key, value)));
    return resolved;
  }

  private String resolve(String key, String text) {
    return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(key, found)));
  }

  private String value(String key, MatchResult reference) {
    String value = environment.apply(reference.group(1));
    if (value == null) {
      throw new JobException(
          "data.options.%s: the environment variable %s is not set. Export it before the run."
              .formatted(key, reference.group(1)));
    }
    if (!value.isEmpty()) {
      namesByValue.put(value, reference.group());
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
      // A short value would tear other words apart; it is replaced where it stands alone.
      String pattern = value.length() < 4 ? "(?<![\\w{:])" + quoted + "(?!\\w)" : quoted;
      clean = clean.replaceAll(pattern, reference);
    }
    return clean;
  }
}
