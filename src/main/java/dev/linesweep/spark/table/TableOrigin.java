package dev.linesweep.spark.table;

import dev.linesweep.spark.job.RowTasks;
import dev.linesweep.spark.table.file.PathKey;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
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
 * @param folders columns that the names of folders hold, such as year=2024; text too
 * @param oneFile whether all rows come from a single file
 * @param described what it is, for messages
 * @param notes what was guessed of the files, for the user
 * @param torn finds the row that cannot be read
 */
record TableOrigin(
    TableRows rows,
    boolean isWritten,
    Set<String> folders,
    boolean oneFile,
    Described described,
    List<String> notes,
    TornRows torn) {
  /**
   * What a table is, for messages.
   *
   * @param kind such as 3 files
   * @param description with its name or path
   */
  record Described(String kind, String description) {}

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.]*");
  private static final Pattern BACKTICKS = Pattern.compile("`([^`]+)`");

  private static final String GONE =
      "data.format: the rows of this job came from a program's DataFrame, which a job file cannot"
          + " read again. Run that program again, or save the columns that the job names as"
          + " rows.parquet, and run job.yaml with --set data.format=parquet --set"
          + " data.path=rows.parquet. ";
  private static final String SAVE =
      "To save a DataFrame, call df.write().parquet(\"rows.parquet\"), or in Python"
          + " df.write.parquet(\"rows.parquet\").";

  /** Tables below this size are queried in one partition, which fixes the bits of sums. */
  private static final long SMALL = 64L << 20;

  static TableOrigin of(
      RowSource source, TableSession session, DataSpec.Table table, EnvSecrets secrets) {
    return source instanceof RowSource.Given given
        ? given(session.spark(), given.rows(), table.origin())
        : read(session, table, secrets);
  }

  private static TableOrigin read(TableSession session, DataSpec.Table table, EnvSecrets secrets) {
    DataSpec.Origin origin = table.origin();
    if (origin instanceof DataSpec.DataFrame) {
      throw new JobException(GONE + (table.hint().isEmpty() ? SAVE : table.hint()));
    }
    return SparkErrors.during(
        key(origin),
        secrets,
        () ->
            origin instanceof DataSpec.Files files
                ? TableFiles.read(session, PathKey.JOB, files, secrets, table.hint(), wanted(table))
                : catalog(session.spark(), (DataSpec.CatalogTable) origin, table.hint()));
  }

  /** Names that the job gives to columns, those between backticks among them. */
  private static List<String> wanted(DataSpec.Table table) {
    List<String> names = new ArrayList<>();
    String written = table.query();
    if (table.selection() instanceof DataSpec.Columns columns) {
      names.addAll(columns.features());
      names.add(columns.label());
    } else if (table.selection() instanceof DataSpec.Formula formula) {
      written += " " + formula.text();
      NAME.matcher(formula.text()).results().map(MatchResult::group).forEach(names::add);
    }
    BACKTICKS.matcher(written).results().map(found -> found.group(1)).forEach(names::add);
    return names;
  }

  static String key(DataSpec.Origin origin) {
    if (origin instanceof DataSpec.Files files) {
      return files.format().equals("jdbc") ? "data.options" : "data.path";
    }
    return origin instanceof DataSpec.DataFrame ? "data" : "data.table";
  }

  private static TableOrigin catalog(SparkSession spark, DataSpec.CatalogTable table, String hint)
      throws Exception {
    try {
      return typed(spark.table(table.name()), "a catalog table", "table " + table.name());
    } catch (Exception e) {
      if (!hint.isEmpty()
          && e instanceof SparkThrowable known
          && "TABLE_OR_VIEW_NOT_FOUND".equals(known.getCondition())) {
        throw new JobException(
            "data.table: there is no table or view %s. %s".formatted(table.name(), hint));
      }
      throw e;
    }
  }

  private static TableOrigin given(SparkSession spark, Dataset<Row> rows, DataSpec.Origin origin) {
    String name = origin instanceof DataSpec.CatalogTable table ? " " + table.name() : "";
    return typed(RowTasks.adopted(spark, rows), "a DataFrame", "DataFrame" + name);
  }

  private static TableOrigin typed(Dataset<Row> rows, String kind, String description) {
    return new TableOrigin(
        TableRows.of(rows),
        false,
        Set.of(),
        false,
        new Described(kind, description),
        List.of(),
        TornRows.NONE);
  }

  String kind() {
    return described.kind();
  }

  String description() {
    return described.description();
  }

  /** Whether a column is text only because what it is read from has no types. */
  boolean isWritten(String column) {
    return isWritten || folders.contains(column);
  }

  /** The same table with another note. */
  TableOrigin noted(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new TableOrigin(rows, isWritten, folders, oneFile, described, more, torn);
  }

  /** The same table with other rows. */
  TableOrigin with(TableRows others) {
    return new TableOrigin(others, isWritten, folders, oneFile, described, notes, torn);
  }

  /**
   * The rows for a query that sums: a small table in one partition and in one order, since the bits
   * of a sum depend on both. A larger one stays as it is, and so do its bits.
   */
  Dataset<Row> forSums() {
    Dataset<Row> all = rows.spark();
    scala.math.BigInt size = QueryRunner.plan(all).optimizedPlan().stats().sizeInBytes();
    if (size.compare(scala.math.BigInt.apply(SMALL)) > 0) {
      return all;
    }
    Dataset<Row> one = all.coalesce(1);
    if (oneFile) {
      return one;
    }
    Columns columns = new Columns(rows);
    Column[] sortable =
        Arrays.stream(all.schema().fields())
            .filter(field -> !(field.dataType() instanceof MapType))
            .filter(
                field -> !field.dataType().typeName().toLowerCase(Locale.ROOT).contains("variant"))
            .map(field -> columns.column(field.name()))
            .toArray(Column[]::new);
    return columns.rows().coalesce(1).sortWithinPartitions(sortable).toDF(all.columns());
  }
}
