package dev.linesweep.spark.table.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.linesweep.spec.JobException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/**
 * A JSON file: one value per line, or one value over many lines.
 *
 * <p>Spark ignores what follows the first value of a line, or of a file that it reads as one value.
 * Linesweep refuses such files.
 *
 * @param values lines that hold one whole value, if each line does; 1 for a file of one value
 * @param torn malformed lines
 */
public record JsonFile(SourceFile file, boolean lines, long values, long torn) {

  /**
   * The JSON files of a table.
   *
   * @param whole whether each file is to be read as one value ({@code multiLine})
   * @param values lines that hold one whole value
   * @param torn malformed lines, which are dropped
   */
  public record Table(boolean whole, long values, long torn) {}

  /**
   * Finds out how to read the files.
   *
   * @param options Spark's
   */
  public static Table probe(
      PathKey key, List<SourceFile> sources, Map<String, String> options, Configuration hadoop) {
    Optional<Boolean> asked =
        Optional.ofNullable(options.get("multiLine")).map(Boolean::parseBoolean);
    JsonSyntax syntax = JsonSyntax.of(options);
    Set<Boolean> whole = new TreeSet<>();
    long values = 0;
    long torn = 0;
    long left = CsvTable.READ_WHOLE;
    for (SourceFile source : sources) {
      try {
        long bytes = source.path().getFileSystem(hadoop).getFileStatus(source.path()).getLen();
        JsonFile file = of(key, source, bytes <= left, syntax, hadoop);
        whole.add(!file.lines());
        values += file.values();
        torn += file.torn();
        left -= Math.min(bytes, left);
      } catch (IOException failure) {
        throw new JobException("%s: %s.".formatted(key, source.told(failure)));
      }
    }
    boolean found = whole.contains(true);
    if (whole.size() > 1) {
      throw new JobException(
          key
              + ": some of the files have one JSON value per line, others one value over many"
              + " lines. All files of a table must have the same form.");
    }
    if (asked.isPresent() && asked.get() != found) {
      throw new JobException(
          "%s: %s has one JSON value %s. Remove options: {multiLine: %s}; this is detected."
              .formatted(
                  key,
                  sources.get(0).shown(),
                  found ? "over many lines" : "per line",
                  asked.get()));
    }
    return new Table(found, values, torn);
  }

  /** The message about the first malformed line; reads all files to their ends. */
  public static Optional<String> firstTorn(
      PathKey key, List<SourceFile> sources, Map<String, String> options, Configuration hadoop) {
    JsonSyntax syntax = JsonSyntax.of(options).withoutRepeats();
    for (SourceFile source : sources) {
      try {
        of(key, source, true, syntax, hadoop);
      } catch (JobException torn) {
        return Optional.of(torn.problems().get(0));
      } catch (IOException failure) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static JsonFile of(
      PathKey key, SourceFile source, boolean whole, JsonSyntax syntax, Configuration hadoop)
      throws IOException {
    byte[] head = source.head(hadoop, CsvFile.HEAD);
    Optional<String> other = Disguise.of(source.name(), head, "json", key);
    if (other.isPresent()) {
      throw new JobException("%s: %s %s".formatted(key, source.shown(), other.get()));
    }
    boolean cut = head.length == CsvFile.HEAD && !whole;
    try (InputStream in = cut ? new ByteArrayInputStream(head) : source.open(hadoop)) {
      Lines lines = Lines.of(in, cut, syntax);
      boolean wide = Encoding.utf16(head).isPresent();
      if (!lines.firstIsWhole) {
        oneValue(key, source, wide, syntax, cut ? Optional.empty() : Optional.of(hadoop));
        JsonShape.refuse(key, source, syntax, head);
        return new JsonFile(source, false, 1, 0);
      }
      if (lines.torn > 0 && syntax.strict()) {
        throw new JobException(
            "%s: %s: %s".formatted(key, source.shown(), lines.message(key, source.shown(), cut)));
      }
      if (wide) {
        throw inUtf16(key, source);
      }
      JsonShape.refuse(key, source, syntax, head);
      return new JsonFile(source, true, lines.whole, lines.torn);
    }
  }

  /** Refuses a file that should hold exactly one value and does not. */
  private static void oneValue(
      PathKey key,
      SourceFile source,
      boolean wide,
      JsonSyntax syntax,
      Optional<Configuration> hadoop)
      throws IOException {
    if (hadoop.isEmpty()) {
      return;
    }
    try (InputStream in = source.open(hadoop.get());
        JsonParser parser = syntax.factory().createParser(in)) {
      JsonToken first = parser.nextToken();
      parser.skipChildren();
      boolean array = first == JsonToken.START_ARRAY;
      if (parser.nextToken() != null) {
        if (wide) {
          throw inUtf16(key, source);
        }
        throw new JobException(
            "%s: %s: line %d begins a second JSON value, but a value over several lines must be the only one in its file. Put all values into one array, or each on its own line (jq -c . does that)."
                .formatted(key, source.shown(), parser.currentTokenLocation().getLineNr()));
      }
      if (!array && first != JsonToken.START_OBJECT) {
        throw new JobException(
            "%s: %s does not hold a JSON object.".formatted(key, source.shown()));
      }
    } catch (JsonProcessingException torn) {
      if (JsonSyntax.isRepeat(torn)) {
        throw new JobException(
            "%s: %s: %s"
                .formatted(
                    key,
                    source.shown(),
                    JsonSyntax.repeat(
                        JsonSyntax.name(torn), source.shown(), torn.getLocation().getLineNr())));
      }
      long line = torn.getLocation() == null ? 0 : torn.getLocation().getLineNr();
      String said = Excerpt.of(torn.getOriginalMessage());
      boolean comma = said.matches("Unexpected character \\('[]}]'.*expected a value.*");
      throw new JobException(
          "%s: %s: line %d %s"
              .formatted(
                  key,
                  source.shown(),
                  line,
                  comma
                      ? "has a comma before a closing bracket. Remove the comma."
                      : "is not JSON: %s. Fix the file.".formatted(said)));
    }
  }

  private static JobException inUtf16(PathKey key, SourceFile source) {
    return new JobException(
        "%1$s: %2$s is in UTF-16. Convert it to UTF-8: iconv -f UTF-16 -t UTF-8 %2$s > utf8.json."
            .formatted(key, source.shown()));
  }

  /** A pass over lines, each of which should be one value. */
  private static final class Lines {
    private boolean firstIsWhole;
    private long whole;
    private long torn;
    private long tornLine;
    private String tornText = "";
    private boolean more;
    private String repeat = "";
    private final JsonSyntax syntax;

    Lines(JsonSyntax syntax) {
      this.syntax = syntax;
    }

    static Lines of(InputStream in, boolean cut, JsonSyntax syntax) throws IOException {
      Lines lines = new Lines(syntax);
      BufferedReader text =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
      long number = 0;
      String held = null;
      for (String line; (line = text.readLine()) != null; held = line) {
        if (held != null && !lines.see(held, ++number)) {
          return lines;
        }
      }
      if (held != null && (!cut || number == 0)) {
        lines.see(held, number + 1);
      }
      return lines;
    }

    /** False if the first line shows that the file is not a list of lines. */
    private boolean see(String line, long number) {
      String json = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
      if (json.isBlank()) {
        return true;
      }
      int values = values(json);
      if (values == 1) {
        whole++;
        firstIsWhole = true;
        return true;
      }
      if (torn++ == 0) {
        tornLine = number;
        tornText = json;
        more = values > 1;
        firstIsWhole |= more || !repeat.isEmpty();
      }
      return firstIsWhole;
    }

    /** Values on the line; 0 if it is not JSON, or begins or ends within a value. */
    private int values(String line) {
      try (JsonParser parser = syntax.factory().createParser(line)) {
        int values = 0;
        for (JsonToken token; (token = parser.nextToken()) != null; values++) {
          if (!token.isStructStart()) {
            return 0;
          }
          parser.skipChildren();
          if (!parser.currentToken().isStructEnd()) {
            return 0;
          }
        }
        return values;
      } catch (IOException torn) {
        repeat = JsonSyntax.isRepeat(torn) ? JsonSyntax.name(torn) : repeat;
        return 0;
      }
    }

    String message(PathKey key, String file, boolean cut) {
      if (!repeat.isEmpty()) {
        return JsonSyntax.repeat(repeat, file, tornLine);
      }
      String where = "line %d ".formatted(tornLine);
      String shown = ": \"%s\".".formatted(Excerpt.of(tornText));
      if (more) {
        return where
            + "has more than one JSON value"
            + shown
            + " Put each value on its own line (jq -c . does that).";
      }
      boolean few = !cut && torn * 10 <= whole + torn;
      return where
          + "is not a complete JSON object"
          + shown
          + (few
              ? String.format(
                  Locale.ROOT,
                  key.either(
                      " Fix the line, or set options: {mode: DROPMALFORMED} to drop such lines (%d"
                          + " of %d).",
                      " Fix such lines (%d of %d)."),
                  torn,
                  whole + torn)
              : " Fix the file.");
    }
  }
}
