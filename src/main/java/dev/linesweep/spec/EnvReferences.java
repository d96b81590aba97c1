package dev.linesweep.spec;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * References {@code ${env:NAME}} to environment variables, which stand for secrets in the values of
 * {@code data.options}. They are resolved on the driver, when the options are passed to Spark; no
 * message contains a value.
 */
public final class EnvReferences {
  static final String START = "${env:";

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  private EnvReferences() {}

  /** True if the text holds a reference, well formed or not. */
  static boolean in(String text) {
    return text.contains(START);
  }

  /** True if every reference of the text is {@code ${env:NAME}}. */
  static boolean wellFormed(String text) {
    return !in(REFERENCE.matcher(text).replaceAll(""));
  }

  /**
   * The text with its references replaced.
   *
   * @param environment such as {@code System::getenv}
   * @throws JobException naming a variable that is not set
   */
  public static String resolve(String text, Function<String, @Nullable String> environment) {
    return resolve("data.options", text, environment);
  }

  /**
   * Reader options with their references replaced, sorted by key.
   *
   * @throws JobException naming a variable that is not set, and the option
   */
  public static SortedMap<String, String> resolve(
      Map<String, String> options, Function<String, @Nullable String> environment) {
    SortedMap<String, String> resolved = new TreeMap<>();
    options.forEach(
        (key, value) -> resolved.put(key, resolve("data.options." + key, value, environment)));
    return Collections.unmodifiableSortedMap(resolved);
  }

  private static String resolve(
      String path, String text, Function<String, @Nullable String> environment) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String value = environment.apply(matcher.group(1));
      if (value == null) {
        throw new JobException(
            path + ": the environment variable " + matcher.group(1) + " is not set; export it");
      }
      matcher.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(out).toString();
  }
}
