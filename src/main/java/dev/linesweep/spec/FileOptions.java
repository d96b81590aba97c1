package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The options of Spark's readers that a job may write. Each is honoured however the files are read,
 * or refused with what to write instead; none is ignored.
 *
 * <p>Keys with a point are settings of Hadoop's file systems, which are passed on, like values with
 * a reference to the environment, which may be secrets for these systems. Options of jdbc are those
 * of its driver.
 */
final class FileOptions {
  private static final String LEAVE_OUT = "leave it out";
  private static final String WRITING = "it is for writing; leave it out";
  private static final String TYPES = "the types of columns are found from all rows; leave it out";
  private static final String PACKED =
      "the compression is found from the file's name; leave it out, and let the name end with .gz"
          + " or .bz2";
  private static final String NO_HOLES =
      "a file that cannot be read is an error; remove it from the folder, and leave this out";

  private static final List<String> OF_FOLDERS =
      List.of(
          "recursiveFileLookup",
          "pathGlobFilter",
          "modifiedBefore",
          "modifiedAfter",
          "basePath",
          "ignoreInvalidPartitionPaths");

  private static final List<String> OF_CSV =
      List.of(
          "sep",
          "delimiter",
          "encoding",
          "charset",
          "quote",
          "escape",
          "charToEscapeQuoteEscaping",
          "comment",
          "header",
          "inferSchema",
          "enforceSchema",
          "ignoreLeadingWhiteSpace",
          "ignoreTrailingWhiteSpace",
          "nullValue",
          "mode",
          "multiLine",
          "lineSep",
          "locale",
          "inputBufferSize");

  private static final List<String> OF_JSON =
      List.of(
          "encoding",
          "charset",
          "mode",
          "columnNameOfCorruptRecord",
          "multiLine",
          "lineSep",
          "primitivesAsString",
          "prefersDecimal",
          "dropFieldIfAllNull",
          "allowComments",
          "allowUnquotedFieldNames",
          "allowSingleQuotes",
          "allowNumericLeadingZeros",
          "allowNonNumericNumbers",
          "allowBackslashEscapingAnyCharacter",
          "allowUnquotedControlChars",
          "inferTimestamp",
          "timestampFormat",
          "timestampNTZFormat",
          "enableDateTimeParsingFallback",
          "timeZone");

  private static final List<String> OF_PARQUET =
      List.of("mergeSchema", "datetimeRebaseMode", "int96RebaseMode", "timeZone");

  private static final List<String> OF_ORC = List.of("mergeSchema", "timeZone");

  /**
   * An option that is not honoured.
   *
   * @param harmless the value that changes nothing; empty if there is none
   * @param remedy what to write instead; {@code %s} in quotes is the value
   */
  private record Refused(String harmless, String remedy) {}

  private static final Map<String, Refused> EVERYWHERE =
      Map.ofEntries(
          Map.entry("ignoreCorruptFiles", new Refused("false", NO_HOLES)),
          Map.entry("ignoreMissingFiles", new Refused("false", NO_HOLES)),
          Map.entry("samplingRatio", new Refused("1.0", TYPES)),
          Map.entry("singleVariantColumn", new Refused("", LEAVE_OUT)),
          Map.entry("compression", new Refused("", PACKED)),
          Map.entry("codec", new Refused("", PACKED)),
          Map.entry("parquet.compression", new Refused("", PACKED)),
          Map.entry("orc.compress", new Refused("", PACKED)),
          Map.entry("dateFormat", new Refused("yyyy-MM-dd", inAQuery("to_date"))),
          Map.entry("timeFormat", new Refused("", LEAVE_OUT)),
          Map.entry("escapeQuotes", new Refused("", WRITING)),
          Map.entry("quoteAll", new Refused("", WRITING)),
          Map.entry("extension", new Refused("", WRITING)),
          Map.entry("pretty", new Refused("", WRITING)),
          Map.entry("sortKeys", new Refused("", WRITING)),
          Map.entry("ignoreNullFields", new Refused("", WRITING)),
          Map.entry("writeNonAsciiCharacterAsCodePoint", new Refused("", WRITING)),
          Map.entry("useUnsafeRow", new Refused("", LEAVE_OUT)));

  private static final Map<String, Refused> IN_CSV =
      Map.ofEntries(
          Map.entry("timestampFormat", new Refused("", inAQuery("to_timestamp"))),
          Map.entry("timestampNTZFormat", new Refused("", inAQuery("to_timestamp_ntz"))),
          Map.entry(
              "timeZone",
              new Refused(
                  "",
                  "leave it out, and move times in a query: SELECT * EXCEPT (t),"
                      + " to_utc_timestamp(t, '%s') AS t FROM input, with the name of your column"
                      + " instead of t")),
          Map.entry("preferDate", new Refused("true", TYPES)),
          Map.entry("enableDateTimeParsingFallback", new Refused("", TYPES)),
          Map.entry("nanValue", new Refused("NaN", asMissing())),
          Map.entry("positiveInf", new Refused("Inf", asMissing())),
          Map.entry("negativeInf", new Refused("-Inf", asMissing())),
          Map.entry(
              "emptyValue",
              new Refused(
                  "",
                  "leave it out, and replace empty texts in a query: SELECT * EXCEPT (c), if(c ="
                      + " '', '%s', c) AS c FROM input, with the name of your column instead of"
                      + " c")),
          Map.entry(
              "maxColumns", new Refused("", "a file may have any number of columns; leave it out")),
          Map.entry(
              "maxCharsPerColumn", new Refused("-1", "a cell may have any length; leave it out")),
          Map.entry(
              "unescapedQuoteHandling",
              new Refused(
                  "STOP_AT_DELIMITER",
                  "a cell whose quotes are not doubled is an error; leave it out, and write"
                      + " options: {quote: \"\"} if quotes are part of the text")),
          Map.entry(
              "columnPruning", new Refused("false", "every row is checked whole; leave it out")),
          Map.entry(
              "columnNameOfCorruptRecord",
              new Refused(
                  "", "leave it out; mode: DROPMALFORMED drops malformed rows and counts them")));

  private static final Map<String, Refused> IN_JSON =
      Map.of(
          "locale",
          new Refused("en-US", "numbers in JSON have a point; leave it out"),
          "nullValue",
          new Refused("", asMissing()));

  private FileOptions() {}

  private static String inAQuery(String function) {
    return "leave it out, and read the text in a query: SELECT * EXCEPT (day), "
        + function
        + "(day, '%s') AS day FROM input, with the name of your column instead of day";
  }

  private static String asMissing() {
    return "leave it out; to mark missing values write na_values: [\"%s\"] under data";
  }

  /** Why an option cannot be written, and what to write instead. */
  static Optional<String> problem(FileFormat format, String key, String value) {
    boolean secret = value.contains("${") || key.contains("${");
    if (format == FileFormat.JDBC
        || format.isLibrarys()
        || secret
        || value.isEmpty()
        || isOneOf(known(format), key)) {
      return specialProblem(format, key, value);
    }
    return refused(format, key)
        .map(
            refused ->
                refused.harmless().equalsIgnoreCase(value)
                    ? Optional.<String>empty()
                    : Optional.of("is not an option here: " + withValue(refused.remedy(), value)))
        .orElseGet(
            () ->
                key.contains(".")
                    ? Optional.empty()
                    : Optional.of(
                        "%s has no such option%s"
                            .formatted(format.key(), Words.didYouMean(key, known(format)))));
  }

  /** Puts the value into the remedy, in single quotes of SQL or double quotes of YAML. */
  private static String withValue(String remedy, String value) {
    String escaped = value.replace("\\", "\\\\");
    return remedy
        .replace("'%s'", "'" + escaped.replace("'", "\\'") + "'")
        .replace("\"%s\"", '"' + escaped.replace("\"", "\\\"") + '"');
  }

  private static Optional<String> specialProblem(FileFormat format, String key, String value) {
    if (format == FileFormat.CSV && key.equalsIgnoreCase("locale")) {
      return decimalOf(value).isPresent()
          ? Optional.empty()
          : Optional.of(
              "is not a known locale; leave it out, and write decimal: \",\"" + " under data");
    }
    boolean breaks = List.of("\n", "\r\n", "\r").contains(value);
    if (format == FileFormat.CSV && key.equalsIgnoreCase("lineSep") && !breaks) {
      return Optional.of(
          "is not an option here: rows end with line breaks; replace the characters in the file,"
              + " and leave it out");
    }
    return Optional.empty();
  }

  /** The decimal mark of numbers in a locale; empty if it is neither a point nor a comma. */
  static Optional<DataSpec.Decimal> decimalOf(String locale) {
    Locale found = Locale.forLanguageTag(locale.replace('_', '-'));
    if (!Arrays.asList(Locale.getISOLanguages()).contains(found.getLanguage())) {
      return Optional.empty();
    }
    char mark = java.text.DecimalFormatSymbols.getInstance(found).getDecimalSeparator();
    return Stream.of(DataSpec.Decimal.POINT, DataSpec.Decimal.COMMA)
        .filter(decimal -> decimal.key().charAt(0) == mark)
        .findFirst();
  }

  private static List<String> known(FileFormat format) {
    List<String> own =
        switch (format) {
          case CSV -> OF_CSV;
          case JSON -> OF_JSON;
          case PARQUET -> OF_PARQUET;
          case ORC -> OF_ORC;
          case JDBC, DELTA, ICEBERG -> List.of();
        };
    return Stream.concat(own.stream(), OF_FOLDERS.stream()).toList();
  }

  private static boolean isOneOf(List<String> keys, String key) {
    return keys.stream().anyMatch(key::equalsIgnoreCase);
  }

  private static Optional<Refused> refused(FileFormat format, String key) {
    Map<String, Refused> own =
        switch (format) {
          case CSV -> IN_CSV;
          case JSON -> IN_JSON;
          default -> Map.of();
        };
    return Stream.of(own, EVERYWHERE)
        .flatMap(options -> options.entrySet().stream())
        .filter(option -> option.getKey().equalsIgnoreCase(key))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
