package dev.linesweep.spark.table;

import dev.linesweep.spec.JobException;
import dev.linesweep.text.EditDistance;
import dev.linesweep.text.NameList;
import dev.linesweep.text.Printable;
import dev.linesweep.text.QuotedName;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table's columns under the user's names, whatever characters these have.
 *
 * <p>Spark sees aliases by position ({@code c0, c1, …}); names are compared as they are written,
 * case included, so that {@code a.b}, {@code `}, and both {@code Price} and {@code price} all work.
 */
public final class Columns {
  private static final int SHOWN = 30;

  private final TableRows table;
  private final List<String> names;

  Columns(TableRows table) {
    this.table = table;
    this.names = table.names();
  }

  Columns(Dataset<Row> table) {
    this(TableRows.of(table));
  }

  Optional<LocalRows> local() {
    return table.local();
  }

  /** Spark's rows under aliases. */
  Dataset<Row> rows() {
    return table.byPlace();
  }

  List<String> names() {
    return names;
  }

  Column column(String name) {
    return functions.col("c" + names.indexOf(name));
  }

  Column column(int place) {
    return functions.col("c" + place);
  }

  boolean isText(int place) {
    return table.types().get(place) instanceof StringType;
  }

  /**
   * The column as a double: null if it is missing. Text is read as JSON writes numbers; any other
   * text fails when it is read.
   */
  Column number(String name) {
    return isText(name)
        ? TextReading.read(column(name), CellRule.of(name, CellType.NUMBER, List.of()))
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
    return table.types().get(names.indexOf(name));
  }

  /** The first column of a date or a time, a good choice to order by. */
  Optional<String> firstTime() {
    return names.stream()
        .filter(name -> type(name).typeName().matches("date|timestamp.*"))
        .findFirst();
  }

  /**
   * A column named in a job or a command.
   *
   * @param key where it is named
   */
  record Mention(String key, String name) {
    /** Whether a query cannot be used to change the columns. */
    boolean isAtPredict() {
      return key.equals("--data");
    }

    static Stream<Mention> of(String key, List<String> names) {
      return names.stream().map(name -> new Mention(key, name));
    }
  }

  /** What is wrong with these names; the last missing one lists the table's columns. */
  List<String> problems(Stream<Mention> mentions) {
    List<Mention> wrong = mentions.distinct().filter(mention -> count(mention) != 1).toList();
    Optional<Mention> lastMissing =
        wrong.stream().filter(mention -> count(mention) == 0).reduce((first, second) -> second);
    String fields = fields(wrong.stream().map(Mention::name).distinct().toList());
    return wrong.stream()
        .map(
            mention ->
                problem(mention)
                    + (lastMissing.filter(mention::equals).isPresent()
                        ? fields.isEmpty() || mention.isAtPredict() ? shown() : fields
                        : ""))
        .toList();
  }

  /** The query that selects fields within columns, such as {@code house.area}, as columns. */
  private String fields(List<String> missing) {
    List<String> selected =
        missing.stream()
            .flatMap(name -> field(name).map(sql -> sql + " AS " + QuotedName.sql(name)).stream())
            .toList();
    Optional<String> rows = rowsWithin("", new StructType(fields()), missing);
    if (selected.isEmpty() && rows.isPresent()) {
      return rows.get();
    }
    return selected.isEmpty()
        ? ""
        : " To use a field of a column, select it in a query:\n%s"
            .formatted(
                JobLines.query("SELECT *, %s FROM input".formatted(String.join(", ", selected))));
  }

  private StructField[] fields() {
    return IntStream.range(0, names.size())
        .mapToObj(i -> DataTypes.createStructField(names.get(i), table.types().get(i), true))
        .toArray(StructField[]::new);
  }

  /** The query that makes rows of a list of structs that have these fields, or of one within. */
  private static Optional<String> rowsOf(String list, StructType row, List<String> missing) {
    String told = " The rows are in %s. Select them in a query:\n%s";
    if (Arrays.asList(row.fieldNames()).containsAll(missing)) {
      String query = "SELECT inline(%s) FROM input".formatted(list);
      return Optional.of(told.formatted(list, JobLines.query(query)));
    }
    for (StructField field : row.fields()) {
      if (field.dataType() instanceof StructType inner
          && Arrays.asList(inner.fieldNames()).containsAll(missing)) {
        String query =
            "SELECT each.%1$s.* FROM (SELECT explode(%2$s) AS each FROM input)"
                .formatted(QuotedName.sql(field.name()), list);
        return Optional.of(told.formatted(list, JobLines.query(query)));
      }
    }
    return Optional.empty();
  }

  /** Says in which column the rows with these fields are, and which query selects them. */
  private static Optional<String> rowsWithin(String at, StructType type, List<String> missing) {
    for (StructField field : type.fields()) {
      String path = at + QuotedName.sql(field.name());
      if (field.dataType() instanceof ArrayType list
          && list.elementType() instanceof StructType row) {
        Optional<String> rows = rowsOf(path, row, missing);
        if (rows.isPresent()) {
          return rows;
        }
      }
      if (field.dataType() instanceof StructType inner) {
        Optional<String> found = rowsWithin(path + ".", inner, missing);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** A field within a column as SQL names it. */
  private Optional<String> field(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length < 2 || names.stream().filter(parts[0]::equals).count() != 1) {
      return Optional.empty();
    }
    DataType type = type(parts[0]);
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      if (!(type instanceof StructType struct)
          || !Arrays.asList(struct.fieldNames()).contains(part)) {
        return Optional.empty();
      }
      type = struct.apply(part).dataType();
    }
    return Optional.of(Arrays.stream(parts).map(QuotedName::sql).collect(Collectors.joining(".")));
  }

  private String problem(Mention mention) {
    long found = count(mention);
    return found > 1
        ? "%s: the table has %d columns named \"%s\". Give them different names%s."
            .formatted(
                mention.key(), found, mention.name(), mention.isAtPredict() ? "" : " in a query")
        : "%s: the table has no column \"%s\"%s."
            .formatted(mention.key(), mention.name(), suggestion(mention));
  }

  private long count(Mention mention) {
    return names.stream().filter(mention.name()::equals).count();
  }

  void require(String key, List<String> wanted) {
    List<String> problems = problems(Mention.of(key, wanted));
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
  }

  private String suggestion(Mention mention) {
    String name = mention.name();
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    Optional<String> accents =
        names.stream()
            .filter(other -> Normalizer.normalize(other, Normalizer.Form.NFC).equals(composed))
            .findFirst();
    if (accents.isPresent()) {
      return ", but has one with the same letters in a different Unicode form. %s \"%s\""
          .formatted(
              mention.isAtPredict() ? "Rename the column" : "Copy its name from this message:",
              accents.get());
    }
    Optional<String> encoding = NameEncoding.of(name, names);
    if (encoding.isPresent()) {
      return ", but has one that reads \"%s\" in the encoding %s. %s"
          .formatted(
              name,
              encoding.get(),
              mention.isAtPredict()
                  ? "Convert the file to UTF-8"
                  : "Set encoding: %s under data".formatted(encoding.get()));
    }
    if (names.contains(name + "_1") && names.contains(name + "_2")) {
      return ", but has \"%1$s_1\" and \"%1$s_2\", since columns with the same name are numbered"
          .formatted(name);
    }
    return names.stream()
        .filter(other -> name.length() > 1 || other.length() > 1 || distance(name, other) == 0)
        .min(
            Comparator.comparingInt((String other) -> distance(name, other))
                .thenComparingInt(other -> -sameLetters(name, other)))
        .filter(other -> distance(name, other) <= Math.max(1, name.length() / 3))
        .map(other -> " (did you mean \"%s\"?)".formatted(Printable.coded(other)))
        .orElse("");
  }

  /** How many letters at the start are the same, case included. */
  private static int sameLetters(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return same;
  }

  private String shown() {
    return " Its columns are: %s.".formatted(NameList.first(names, SHOWN));
  }

  /** A letter in the other case costs nothing. */
  private static int distance(String one, String other) {
    return EditDistance.between(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }
}
