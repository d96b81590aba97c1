package dev.linesweep.spark.table.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Refuses files whose JSON is not a list of rows: rows as arrays, or one of pandas' forms of a
 * table as one object. Looks only at their beginning.
 */
final class JsonShape {
  private static final String PANDAS =
      "%s: %s has one object for the whole table, as pandas writes it. Write one object per row:"
          + " df.to_json(\"rows.json\", orient=\"records\", lines=True).";

  private JsonShape() {}

  static void refuse(PathKey key, SourceFile source, JsonSyntax syntax, byte[] head) {
    try (JsonParser parser = syntax.factory().createParser(head)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        refuseArray(key, source, parser);
      } else if (first == JsonToken.START_OBJECT && isPandas(parser)) {
        throw new JobException(PANDAS.formatted(key, source.shown()));
      }
    } catch (IOException beyondTheBeginning) {
      // What cannot be read is found elsewhere.
    }
  }

  /** Elements must be objects; what the file begins with decides. */
  private static void refuseArray(PathKey key, SourceFile source, JsonParser parser)
      throws IOException {
    JsonToken element = parser.nextToken();
    boolean row = element == JsonToken.START_OBJECT || element == JsonToken.END_ARRAY;
    if (row || element == null) {
      return;
    }
    boolean nested = element == JsonToken.START_ARRAY;
    int cells = 1;
    if (nested) {
      cells = 0;
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
        cells++;
        parser.skipChildren();
      }
    } else {
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
        cells++;
        parser.skipChildren();
      }
    }
    String names =
        IntStream.range(0, cells)
            .mapToObj(i -> "c%1$d: .[%1$d]".formatted(i))
            .collect(Collectors.joining(", "));
    throw new JobException(
        "%s: the rows of %s are arrays but must be objects with column names. Convert the file: jq -c '%s{%s}' %s > rows.json."
            .formatted(key, source.shown(), nested ? ".[] | " : "", names, source.shown()));
  }

  /**
   * Whether the columns, or the rows, are objects under numbers from 0 on, or the table is columns,
   * index and data.
   */
  private static boolean isPandas(JsonParser parser) throws IOException {
    List<String> outer = new ArrayList<>();
    boolean digits = false;
    boolean arrays = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      outer.add(parser.currentName());
      JsonToken value = parser.nextToken();
      if (outer.size() == 1 && value == JsonToken.START_OBJECT) {
        boolean named = parser.nextToken() == JsonToken.FIELD_NAME;
        digits = outer.get(0).equals("0") || named && parser.currentName().equals("0");
        return digits;
      }
      arrays |= value == JsonToken.START_ARRAY;
      parser.skipChildren();
    }
    return arrays && outer.size() == 3 && outer.containsAll(List.of("columns", "index", "data"));
  }
}
