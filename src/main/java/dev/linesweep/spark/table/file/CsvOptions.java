package dev.linesweep.spark.table.file;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A job's settings for its CSV files: Spark's options, and the keys {@code sep} and {@code
 * encoding} if they are not {@code auto}.
 */
public record CsvOptions(Map<String, String> spark) {
  public static final String AUTO = "auto";

  public CsvOptions {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(spark);
    spark = java.util.Collections.unmodifiableMap(sorted);
  }

  Optional<String> separator() {
    return option("sep").or(() -> option("delimiter")).map(s -> s.equals("\\t") ? "\t" : s);
  }

  Optional<String> charset() {
    return option("encoding").or(() -> option("charset"));
  }

  char quote() {
    return option("quote").map(CsvOptions::single).orElse('"');
  }

  char comment() {
    return option("comment").map(CsvOptions::single).orElse(CsvDialect.NONE);
  }

  private static char single(String text) {
    return text.isEmpty() || text.equals("\u0000") ? CsvDialect.NONE : text.charAt(0);
  }

  boolean header() {
    return option("header").map(Boolean::parseBoolean).orElse(true);
  }

  /** What happens to a row with more or fewer cells than the first. */
  enum Torn {
    REFUSED,
    LEFT_OUT,
    /** Cells that are too many are cut off, and those that lack have no value. */
    BENT
  }

  /** As Spark's modes have it: any other than FAILFAST and DROPMALFORMED is PERMISSIVE. */
  Torn torn() {
    String mode = option("mode").orElse("FAILFAST").toUpperCase(Locale.ROOT);
    return switch (mode) {
      case "FAILFAST" -> Torn.REFUSED;
      case "DROPMALFORMED" -> Torn.LEFT_OUT;
      default -> Torn.BENT;
    };
  }

  /** Whether rows can be read without Spark's parser, as RFC 4180 has them. */
  boolean standard() {
    boolean escape =
        quote() == CsvDialect.NONE
            || option("escape").map(e -> e.isEmpty() || single(e) == quote()).orElse(true);
    return escape && option("lineSep").isEmpty() && option("charToEscapeQuoteEscaping").isEmpty();
  }

  /** Refuses options that no reader could follow. */
  Optional<String> problem() {
    for (String key : List.of("quote", "escape", "comment", "charToEscapeQuoteEscaping")) {
      if (option(key).filter(text -> text.length() > 1 && !text.equals("\\u0000")).isPresent()) {
        return Optional.of("%s must be one character".formatted(key));
      }
    }
    Optional<String> separator = separator();
    if (separator.filter(String::isEmpty).isPresent()) {
      return Optional.of("sep is empty; remove it, and the separator is detected");
    }
    boolean clash =
        separator
            .filter(text -> text.indexOf(quote()) >= 0 || text.indexOf(comment()) >= 0)
            .isPresent();
    return clash || quote() == comment() && quote() != CsvDialect.NONE
        ? Optional.of("sep, quote and comment must be different characters")
        : Optional.empty();
  }

  Optional<Boolean> multiLine() {
    return option("multiLine").map(text -> text.toLowerCase(Locale.ROOT).equals("true"));
  }

  boolean isSet(String key) {
    return option(key).map(Boolean::parseBoolean).orElse(false);
  }

  Optional<String> option(String key) {
    return Optional.ofNullable(spark.get(key));
  }
}
