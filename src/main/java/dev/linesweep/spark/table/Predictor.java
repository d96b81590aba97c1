package dev.linesweep.spark.table;

import dev.linesweep.spark.table.file.PathKey;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.FileFormat;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Predicts with a fitted linear model: the same query, formula and encoding as in training.
 *
 * <p>Cells that the query passes through unchanged come out as they were written. A row with a
 * missing feature gets a null prediction and is counted. A value that is not a finite number where
 * a number belongs is an error that names its row, column and value; so is a text that no training
 * row had, unless it is to be treated as the base level. The label is not needed, unless the query
 * mentions it. Rows keep the order of the file; if the query combines rows (a join, a group),
 * {@code order_by} sorts them.
 *
 * @param table how the job read its table
 * @param weights by feature of the encoder, in the units of the data
 */
public record Predictor(
    DataSpec.Table table, Encoder encoder, double[] weights, double bias, DataSpec.Unseen unseen) {
  public static final String PREDICTION = "prediction";

  /**
   * Predictions of a table.
   *
   * @param rows the table's columns, or the query's, and {@code prediction}
   * @param count rows
   * @param missing rows whose prediction is null because a feature is missing
   * @param unseen rows with a level that no training row had, treated as the base level
   * @param read rows before the query
   * @param notes what was guessed of the files
   */
  public record Predictions(
      Dataset<Row> rows, long count, long missing, long unseen, long read, List<String> notes) {
    public Predictions {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Predicts a file, read with the options of training if the format is the same.
   *
   * @param path a .csv, .parquet, .json or .orc file, or of the training table's format
   */
  public Predictions predict(
      SparkSession spark, String path, Function<String, @Nullable String> environment) {
    EnvSecrets secrets = new EnvSecrets(environment);
    TableSession session = TableSession.ofAllFiles(spark);
    return SparkErrors.during("--data", secrets, () -> predictFile(session, secrets, file(path)));
  }

  /** Predicts the rows of a data frame. */
  public Predictions apply(SparkSession spark, Dataset<Row> input) {
    Dataset<Row> copied =
        org.apache.spark.sql.classic.Dataset.ofRows(
            TableSession.of(spark).spark(), QueryRunner.plan(input).analyzed());
    return SparkErrors.during(
        "--data",
        new EnvSecrets(name -> null),
        () -> {
          Dataset<Row> result = query(TypedTable.applyOnly(copied, encoder.rules(), List.of()));
          return of(new Source(copied, result, Optional.empty(), List.of()));
        });
  }

  /**
   * What is predicted.
   *
   * @param read before the query
   * @param result after it
   * @param cells what the result carries of the file, if each of its rows comes from one row there
   */
  private record Source(
      Dataset<Row> read, Dataset<Row> result, Optional<CarriedCells> cells, List<String> notes) {}

  private Predictions predictFile(TableSession session, EnvSecrets secrets, DataSpec.Files file) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(file.options());
    // It is detected for each file.
    options.remove("multiLine");
    // Spark would take the marker out of the cells that are copied.
    String marker = file.format().equals("csv") ? options.remove("nullValue") : null;
    TableOrigin origin =
        TableFiles.read(
            session,
            PathKey.PREDICT,
            new DataSpec.Files(file.format(), file.path(), options),
            secrets,
            "Check the path: it is relative to the working directory.",
            encoder.inputs().stream().map(Encoder.Input::column).toList());
    Dataset<Row> read = origin.rows().spark();
    Dataset<Row> marked = marker == null ? read : without(marker, read);
    try {
      return SparkErrors.during(
          "--data", secrets, origin.torn(), () -> of(source(origin, read, marked)));
    } catch (JobException problem) {
      throw located(problem, marked);
    }
  }

  private Source source(TableOrigin origin, Dataset<Row> read, Dataset<Row> marked) {
    Dataset<Row> typed =
        origin.isWritten()
            ? TypedTable.apply(marked, encoder.rules())
            : TypedTable.applyOnly(marked, encoder.rules(), origin.folders());
    Dataset<Row> result = query(typed);
    return new Source(read, result, CarriedCells.of(read, typed, result), origin.notes());
  }

  private static Dataset<Row> without(String marker, Dataset<Row> rows) {
    Columns columns = new Columns(rows);
    Column[] values =
        columns.rows().columns().length == 0
            ? new Column[0]
            : Arrays.stream(columns.rows().columns())
                .map(name -> functions.nullif(functions.col(name), functions.lit(marker)).as(name))
                .toArray(Column[]::new);
    return columns.rows().select(values).toDF(rows.columns());
  }

  /**
   * Names the row of a cell that its column's rule cannot read, which the executors do not know.
   */
  private JobException located(JobException problem, Dataset<Row> text) {
    Columns columns = new Columns(text);
    String message = String.valueOf(problem.getMessage());
    for (CellRule rule : encoder.rules()) {
      String mention = "--data: column \"" + rule.column() + "\" holds ";
      if (message.startsWith(mention) && columns.names().contains(rule.column())) {
        Column cell = columns.column(rule.column());
        Column reads =
            functions
                .udf(
                    (org.apache.spark.sql.api.java.UDF1<@Nullable String, Boolean>)
                        written -> written == null || rule.reads(written),
                    DataTypes.BooleanType)
                .apply(cell);
        Dataset<Row> numbered =
            columns
                .rows()
                .select(functions.monotonically_increasing_id().as("row"), reads.as("reads"));
        Row first =
            numbered.filter(functions.not(functions.col("reads"))).agg(functions.min("row")).head();
        if (!first.isNullAt(0)) {
          long row = numbered.filter(functions.col("row").lt(first.getLong(0))).count() + 1;
          return new JobException(
              message.replaceFirst("^--data: ", "--data: row %d: ".formatted(row)));
        }
      }
    }
    return problem;
  }

  private DataSpec.Files file(String path) {
    String format = FileFormat.of(FileFormat.ending(path)).map(FileFormat::key).orElse("");
    if (table.origin() instanceof DataSpec.Files trained
        && FileFormat.of(trained.format()).isPresent()) {
      boolean same = format.isEmpty() || format.equals(trained.format());
      return same
          ? new DataSpec.Files(trained.format(), path, trained.options())
          : new DataSpec.Files(format, path, Map.of());
    }
    return new DataSpec.Files(format.isEmpty() ? "csv" : format, path, Map.of());
  }

  private Predictions of(Source source) {
    Columns columns = new Columns(source.result());
    columns.require("--data", encoder.inputs().stream().map(Encoder.Input::column).toList());
    if (columns.names().contains(PREDICTION)) {
      throw new JobException(
          "--data: the table already has a column \"%s\". Rename it.".formatted(PREDICTION));
    }
    Dataset<Row> rows = source.cells().map(CarriedCells::rows).orElse(columns.rows());
    PredictionCheck.Counts counts =
        new PredictionCheck(encoder, unseen, columns, source.cells()).of(rows);
    Column prediction =
        functions
            .udf(new LinearPrediction(encoder, weights, bias), DataTypes.DoubleType)
            .apply(functions.struct(inputs(columns).toArray(Column[]::new)));
    List<Column> output = new ArrayList<>();
    for (int i = 0; i < columns.names().size(); i++) {
      int column = i;
      output.add(functions.col(source.cells().map(c -> c.cell(column)).orElse("c" + i)));
    }
    output.add(prediction);
    List<String> names = new ArrayList<>(columns.names());
    names.add(PREDICTION);
    return new Predictions(
        sorted(source, columns, rows)
            .select(output.toArray(Column[]::new))
            .toDF(names.toArray(String[]::new)),
        counts.rows(),
        counts.missing(),
        counts.unseen(),
        table.query().isBlank() ? counts.rows() : source.read().count(),
        source.notes());
  }

  private Dataset<Row> query(Dataset<Row> input) {
    if (table.query().isBlank()) {
      return input;
    }
    try {
      return QueryRunner.run(input, table.query());
    } catch (Exception failure) {
      RuntimeException told = SparkErrors.translate("data.query", failure);
      throw told instanceof JobException job
          ? new JobException(
              job.getMessage()
                  + "\n"
                  + "The job's query also runs on this table, which needs every column that the"
                  + " query"
                  + " names (label: \"%s\").".formatted(encoder.label()))
          : told;
    }
  }

  private Dataset<Row> sorted(Source source, Columns columns, Dataset<Row> rows) {
    if (QueryRunner.keepsOrder(source.result())) {
      return rows;
    }
    if (source.cells().isPresent()) {
      return rows.orderBy(functions.col(source.cells().get().row()));
    }
    boolean known = columns.names().containsAll(table.orderBy());
    return table.orderBy().isEmpty() || !known
        ? rows
        : rows.orderBy(table.orderBy().stream().map(columns::column).toArray(Column[]::new));
  }

  private List<Column> inputs(Columns columns) {
    List<Column> inputs = new ArrayList<>();
    for (Encoder.Input input : encoder.inputs()) {
      inputs.add(input.text() ? columns.text(input.column()) : columns.number(input.column()));
    }
    return inputs;
  }
}
