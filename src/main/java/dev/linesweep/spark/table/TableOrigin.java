package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.MapType;

/**
 * The table as Spark reads it, before any query.
 *
 * <p>Options are Spark's. Unless the job file says otherwise, CSV files have a header and quotes
 * within quotes are doubled (RFC 4180), and a row of a CSV or JSON file that does not parse is an
 * error (mode FAILFAST).
 *
 * @param isWritten whether the columns are text only because the format has no types
 * @param oneFile whether all rows come from a single file
 * @param kind what it is, for messages
 */
record TableOrigin(
    Dataset<Row> rows, boolean isWritten, boolean oneFile, String kind, String description) {
  /** Tables below this size are queried in one partition, which fixes the bits of sums. */
  private static final long SMALL = 64L << 20;

  static TableOrigin read(SparkSession spark, DataSpec.Table table, Secrets secrets) {
    DataSpec.Origin origin = table.origin();
    return SparkErrors.during(
        key(origin),
        secrets,
        () ->
            origin instanceof DataSpec.Files files
                ? files(spark, "data.path", files, secrets, table.hint())
                : catalog(spark, (DataSpec.CatalogTable) origin));
  }

  static String key(DataSpec.Origin origin) {
    if (origin instanceof DataSpec.Files files) {
      return files.format().equals("jdbc") ? "data.options" : "data.path";
    }
    return "data.table";
  }

  private static TableOrigin catalog(SparkSession spark, DataSpec.CatalogTable table) {
    return new TableOrigin(
        spark.table(table.name()), false, false, "a catalog table", "table " + table.name());
  }

  /** Reads files; all columns of CSV files are text. */
  static TableOrigin files(
      SparkSession spark, String key, DataSpec.Files files, Secrets secrets, String hint) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    defaults(options, files.format());
    options.putAll(secrets.resolve(files.options()));
    if (files.format().equals("jdbc")) {
      Dataset<Row> rows = spark.read().format("jdbc").options(options).load();
      return new TableOrigin(rows, false, false, "a jdbc table", "jdbc table");
    }
    boolean csv = files.format().equals("csv");
    boolean leftAsText = csv && "false".equalsIgnoreCase(options.get("inferSchema"));
    if (csv) {
      options.put("inferSchema", "false");
    }
    requireExists(spark, key, files.path(), hint);
    Dataset<Row> rows = spark.read().format(files.format()).options(options).load(files.path());
    int count = rows.inputFiles().length;
    return new TableOrigin(
        rows,
        csv && !leftAsText,
        count == 1,
        count + " files",
        "%s %s (%s)"
            .formatted(files.format(), files.path(), count == 1 ? "1 file" : count + " files"));
  }

  private static void defaults(Map<String, String> options, String format) {
    if (format.equals("csv")) {
      options.put("header", "true");
      options.put("escape", "\"");
    }
    if (format.equals("csv") || format.equals("json")) {
      options.put("mode", "FAILFAST");
    }
  }

  private static void requireExists(SparkSession spark, String key, String path, String hint) {
    if (path.matches(".*[*?\\[{].*")) {
      return;
    }
    boolean exists;
    try {
      org.apache.hadoop.fs.Path at = new org.apache.hadoop.fs.Path(path);
      exists = at.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(at);
    } catch (java.io.IOException | IllegalArgumentException failure) {
      throw new JobException(
          "%s: %s cannot be read: %s".formatted(key, path, failure.getMessage()));
    }
    if (!exists) {
      throw new JobException(
          "%s: there is no %s. %s"
              .formatted(
                  key,
                  path,
                  hint.isEmpty() ? "Check the path: in a job file it is beside that file." : hint));
    }
  }

  /** The same table with other rows. */
  TableOrigin with(Dataset<Row> others) {
    return new TableOrigin(others, isWritten, oneFile, kind, description);
  }

  /**
   * The rows for a query that sums: a small table in one partition and in one order, since the bits
   * of a sum depend on both. A larger one stays as it is, and so do its bits.
   */
  Dataset<Row> forSums() {
    scala.math.BigInt size = QueryRunner.plan(rows).optimizedPlan().stats().sizeInBytes();
    if (size.compare(scala.math.BigInt.apply(SMALL)) > 0) {
      return rows;
    }
    Dataset<Row> one = rows.coalesce(1);
    if (oneFile) {
      return one;
    }
    Columns columns = new Columns(rows);
    Column[] sortable =
        Arrays.stream(rows.schema().fields())
            .filter(field -> !(field.dataType() instanceof MapType))
            .filter(
                field -> !field.dataType().typeName().toLowerCase(Locale.ROOT).contains("variant"))
            .map(field -> columns.column(field.name()))
            .toArray(Column[]::new);
    return columns.rows().coalesce(1).sortWithinPartitions(sortable).toDF(rows.columns());
  }
}
