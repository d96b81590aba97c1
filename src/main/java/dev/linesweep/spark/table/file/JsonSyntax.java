package dev.linesweep.spark.table.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is accepted as JSON: the options of Spark's reader with Spark's defaults.
 *
 * @param factory makes parsers that read as Spark's do
 * @param strict whether a torn line is an error
 */
record JsonSyntax(JsonFactory factory, boolean strict) {
  private static final Pattern REPEAT = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

  private static final Map<String, JsonReadFeature> OFF =
      Map.of(
          "allowComments", JsonReadFeature.ALLOW_JAVA_COMMENTS,
          "allowUnquotedFieldNames", JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
          "allowNumericLeadingZeros", JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS,
          "allowBackslashEscapingAnyCharacter",
              JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
          "allowUnquotedControlChars", JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS);

  private static final Map<String, JsonReadFeature> ON =
      Map.of(
          "allowSingleQuotes", JsonReadFeature.ALLOW_SINGLE_QUOTES,
          "allowNonNumericNumbers", JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

  static JsonSyntax of(Map<String, String> options) {
    JsonFactory factory = new JsonFactory();
    OFF.forEach(
        (key, feature) -> factory.configure(feature.mappedFeature(), is(options, key, false)));
    ON.forEach(
        (key, feature) -> factory.configure(feature.mappedFeature(), is(options, key, true)));
    return new JsonSyntax(factory, "FAILFAST".equalsIgnoreCase(options.get("mode")));
  }

  private static boolean is(Map<String, String> options, String key, boolean usual) {
    return Optional.ofNullable(options.get(key)).map(Boolean::parseBoolean).orElse(usual);
  }

  /** The same syntax, with a repeated name in an object as an error. */
  JsonSyntax withoutRepeats() {
    JsonFactory other = factory.copy();
    other.configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
    return new JsonSyntax(other, true);
  }

  static boolean isRepeat(IOException failure) {
    return REPEAT.matcher(String.valueOf(failure.getMessage())).find();
  }

  /** The repeated name. */
  static String name(IOException failure) {
    Matcher repeat = REPEAT.matcher(String.valueOf(failure.getMessage()));
    return repeat.find() ? repeat.group(1) : "";
  }

  static String repeat(String name, String file, long line) {
    return "line %d has the name \"%s\" twice in one object. Remove one of them; jq -c . %s > once.json keeps the last."
        .formatted(line, Excerpt.of(name), file);
  }
}
