package dev.linesweep.spark;

import dev.linesweep.spec.JobException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * A table's columns under the user's names, whatever characters these have.
 *
 * <p>Spark sees aliases by position ({@code c0, c1, …}); names are compared as they are written,
 * case included, so that {@code a.b}, {@code `} and {@code Price} beside {@code price} all work.
 */
final class Columns {
  private static final int SHOWN = 30;

  private final Dataset<Row> rows;
  private final List<String> names;
  private final List<DataType> types;

  Columns(Dataset<Row> table) {
    this.names = List.of(table.columns());
    this.types = Arrays.stream(table.schema().fields()).map(StructField::dataType).toList();
    this.rows =
        table.toDF(IntStream.range(0, names.size()).mapToObj(i -> "c" + i).toArray(String[]::new));
  }

  /** The rows under aliases. */
  Dataset<Row> rows() {
    return rows;
  }

  List<String> names() {
    return names;
  }

  /** The column as it is. */
  Column column(String name) {
    return functions.col("c" + names.indexOf(name));
  }

  /** The column as a double: null where it is missing or is text that is no number. */
  Column number(String name) {
    return isText(name)
        ? column(name).try_cast(DataTypes.DoubleType)
        : column(name).cast(DataTypes.DoubleType);
  }

  Column text(String name) {
    return column(name).cast(DataTypes.StringType);
  }

  boolean isText(String name) {
    return type(name) instanceof StringType;
  }

  boolean isNumeric(String name) {
    return type(name) instanceof NumericType;
  }

  boolean isBoolean(String name) {
    return type(name) instanceof BooleanType;
  }

  DataType type(String name) {
    return types.get(names.indexOf(name));
  }

  /** The first column of a date or a time, a good choice to order by. */
  Optional<String> firstTime() {
    return names.stream()
        .filter(name -> type(name).typeName().matches("date|timestamp.*"))
        .findFirst();
  }

  /** What is wrong with naming this column under {@code key}, if anything. */
  Optional<String> problem(String key, String name) {
    long found = names.stream().filter(name::equals).count();
    if (found == 1) {
      return Optional.empty();
    }
    if (found > 1) {
      return Optional.of(
          "%s: the table has %d columns named \"%s\". Give them different names in a query."
              .formatted(key, found, name));
    }
    return Optional.of(
        "%s: the table has no column \"%s\"%s. Its columns are: %s."
            .formatted(key, name, suggestion(name), shown()));
  }

  void require(String key, List<String> wanted) {
    List<String> problems =
        wanted.stream().distinct().flatMap(name -> problem(key, name).stream()).toList();
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }

  private String suggestion(String name) {
    return names.stream()
        .min(Comparator.comparingInt(other -> distance(name, other)))
        .filter(other -> distance(name, other) <= Math.max(1, name.length() / 3))
        .map(" (did you mean \"%s\"?)"::formatted)
        .orElse("");
  }

  private String shown() {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }

  /** Levenshtein's distance; a letter in the other case costs nothing. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
