package dev.linesweep.spark.table.file;

import dev.linesweep.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of checked CSV files as text, by Spark's reader or, if that would read them wrong, by
 * Linesweep's own.
 */
public final class CsvSource {
  /** Where Spark's reader puts rows that it cannot read, a name that no column has. */
  private static final String CORRUPT = "_corrupt_record_of_linesweep";

  private CsvSource() {}

  /**
   * The rows, all columns text under their names.
   *
   * @param roots files and folders, as Spark is to list them
   */
  public static Dataset<Row> rows(
      SparkSession spark,
      PathKey key,
      CsvTable table,
      CsvOptions options,
      List<String> roots,
      Configuration hadoop) {
    return table.isPlain(key, options)
        ? bySpark(spark, table, options, roots)
        : byRow(spark, key, table, options, roots, hadoop);
  }

  private static Dataset<Row> bySpark(
      SparkSession spark, CsvTable table, CsvOptions options, List<String> roots) {
    Dataset<Row> rows =
        spark
            .read()
            .format("csv")
            .options(reading(table, options))
            .schema(text(names(table)))
            .load(roots.toArray(String[]::new));
    List<String> read = List.of(rows.columns());
    List<String> placed = new ArrayList<>(places(table.width()));
    // The values that Spark reads from the names of folders such as year=2024.
    placed.addAll(read.subList(table.width(), read.size()));
    Dataset<Row> byPlace = rows.toDF(placed.toArray(String[]::new));
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      columns.add(byPlace.col("c" + i).as(table.columns().get(i)));
    }
    placed
        .subList(table.width(), placed.size())
        .forEach(name -> columns.add(functions.col(QuotedName.inBackticks(name))));
    return byPlace.select(columns.toArray(Column[]::new));
  }

  /** The first row that Spark's parser cannot read with these options. */
  public static Optional<String> firstTorn(
      SparkSession spark, PathKey key, CsvTable table, CsvOptions options, List<String> roots) {
    Map<String, String> all = reading(table, options);
    all.put("mode", "PERMISSIVE");
    List<String> names = new ArrayList<>(places(table.width()));
    names.add(CORRUPT);
    List<Row> found =
        spark
            .read()
            .format("csv")
            .options(all)
            .schema(text(names))
            .load(roots.toArray(String[]::new))
            .filter(functions.col(CORRUPT).isNotNull())
            .takeAsList(1);
    return found.stream()
        .map(row -> row.<String>getAs(CORRUPT))
        .map(
            row ->
                "%s: a row cannot be read with these options: it has more or fewer cells than the %d of the header, or its quotes do not close: \"%s\". %s"
                    .formatted(
                        key,
                        table.width(),
                        Excerpt.of(row),
                        key.either(
                            "Fix the row, or set options: {mode: DROPMALFORMED} to drop such rows.",
                            "Fix the row.")))
        .findFirst();
  }

  static Map<String, String> reading(CsvTable table, CsvOptions options) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(options.spark());
    List.of("delimiter", "charset", "inferSchema", "enforceSchema").forEach(all::remove);
    all.put("sep", table.dialect().separator());
    all.put("encoding", table.dialect().charset());
    all.put("header", Boolean.toString(table.dialect().header()));
    all.put("columnNameOfCorruptRecord", CORRUPT);
    all.putIfAbsent("maxColumns", Integer.toString(maxColumns(table)));
    return all;
  }

  static int maxColumns(CsvTable table) {
    return Math.max(20_480, table.width() + 1);
  }

  private static Dataset<Row> byRow(
      SparkSession spark,
      PathKey key,
      CsvTable table,
      CsvOptions options,
      List<String> roots,
      Configuration hadoop) {
    FolderColumns folders = FolderColumns.of(spark, options.spark(), roots);
    List<CsvRows.Part> parts =
        table.files().stream()
            .map(file -> table.part(key, file, options, folders.values(file.file())))
            .toList();
    int own = table.columns().size();
    Dataset<Row> rows =
        CsvRows.read(spark, hadoop, parts, text(places(own + folders.fields().size())));
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < own; i++) {
      columns.add(rows.col("c" + i).as(table.columns().get(i)));
    }
    for (StructField field : folders.fields()) {
      Column cell = rows.col("c" + columns.size());
      columns.add(cell.cast(field.dataType()).as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  /** Spark warns if the names differ from the header's, and accepts no name twice. */
  private static List<String> names(CsvTable table) {
    boolean header = table.dialect().header() && table.headerHasEachNameOnce();
    return header ? table.header() : places(table.width());
  }

  private static List<String> places(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
  }

  private static StructType text(List<String> names) {
    return new StructType(
        names.stream()
            .map(name -> DataTypes.createStructField(name, DataTypes.StringType, true))
            .toArray(StructField[]::new));
  }
}
