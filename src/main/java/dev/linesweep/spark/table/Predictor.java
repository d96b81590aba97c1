package dev.linesweep.spark.table;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * <p>No row is dropped: one with a missing feature gets a null prediction and is counted. A text
 * that no training row had is an error that names it, and so is a text where a number belongs. The
 * label is not needed, unless the query mentions it. Rows keep the order of a single file, unless
 * the query shuffles them; then {@code order_by} sorts them.
 */
public final class Predictor {
  public static final String PREDICTION = "prediction";

  private Predictor() {}

  /**
   * Predictions of a table.
   *
   * @param rows the table's columns, or the query's, and {@code prediction}
   * @param count rows
   * @param missing rows whose prediction is null because a feature is missing
   */
  public record Predictions(Dataset<Row> rows, long count, long missing) {}

  /**
   * Predicts a file, read with the options of training where the format is the same.
   *
   * @param path a .csv, .parquet, .json or .orc file, or of the training table's format
   */
  public static Predictions predict(
      SparkSession spark,
      DataSpec.Table table,
      Encoder encoder,
      double[] weights,
      double bias,
      String path,
      Function<String, @Nullable String> environment) {
    Secrets secrets = new Secrets(environment);
    SparkSession copy = TableSession.of(spark);
    TableOrigin origin =
        SparkErrors.during(
            "--data",
            secrets,
            () ->
                TableFiles.read(
                    copy,
                    "--data",
                    file(table, path),
                    secrets,
                    "Check the path: it is in the working directory.",
                    encoder.inputs().stream().map(Encoder.Input::column).toList()));
    return SparkErrors.during(
        "--data",
        secrets,
        origin.torn(),
        () -> predict(table, encoder, weights, bias, typed(origin, encoder)));
  }

  private static Dataset<Row> typed(TableOrigin origin, Encoder encoder) {
    return origin.isWritten() ? TypedTable.apply(origin.rows(), encoder.rules()) : origin.rows();
  }

  /** Predicts the rows of a data frame. */
  public static Predictions apply(
      SparkSession spark,
      DataSpec.Table table,
      Encoder encoder,
      double[] weights,
      double bias,
      Dataset<Row> input) {
    Dataset<Row> copied =
        org.apache.spark.sql.classic.Dataset.ofRows(
            TableSession.of(spark), QueryRunner.plan(input).analyzed());
    return SparkErrors.during(
        "--data", new Secrets(name -> null), () -> predict(table, encoder, weights, bias, copied));
  }

  private static DataSpec.Files file(DataSpec.Table table, String path) {
    String name = path.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|bz2|zst)$", "");
    String format =
        List.of("csv", "parquet", "json", "orc").stream()
            .filter(known -> name.endsWith("." + known))
            .findFirst()
            .orElse("");
    if (table.origin() instanceof DataSpec.Files trained && !trained.format().equals("jdbc")) {
      boolean same = format.isEmpty() || format.equals(trained.format());
      return same
          ? new DataSpec.Files(trained.format(), path, trained.options())
          : new DataSpec.Files(format, path, Map.of());
    }
    return new DataSpec.Files(format.isEmpty() ? "csv" : format, path, Map.of());
  }

  private static Predictions predict(
      DataSpec.Table table, Encoder encoder, double[] weights, double bias, Dataset<Row> input) {
    Dataset<Row> rows = query(table, encoder, input);
    Columns columns = new Columns(rows);
    columns.require("--data", encoder.inputs().stream().map(Encoder.Input::column).toList());
    if (columns.names().contains(PREDICTION)) {
      throw new JobException(
          "--data: the table has a column \"%s\" already. Rename it.".formatted(PREDICTION));
    }
    Row checked = check(columns, encoder);
    Dataset<Row> sorted = sorted(table, columns, QueryRunner.keepsOrder(rows));
    Column prediction =
        functions
            .udf(new LinearPrediction(encoder, weights, bias), DataTypes.DoubleType)
            .apply(functions.struct(inputs(columns, encoder).toArray(Column[]::new)));
    List<String> names = new ArrayList<>(columns.names());
    names.add(PREDICTION);
    return new Predictions(
        sorted.withColumn(PREDICTION, prediction).toDF(names.toArray(String[]::new)),
        checked.getLong(0),
        checked.getLong(1));
  }

  private static Dataset<Row> query(DataSpec.Table table, Encoder encoder, Dataset<Row> input) {
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
                  + "\nThe job's query runs on this table too; it needs every column that the query"
                  + " names (label: \"%s\").".formatted(encoder.label()))
          : told;
    }
  }

  private static Dataset<Row> sorted(DataSpec.Table table, Columns columns, boolean inOrder) {
    boolean known = columns.names().containsAll(table.orderBy());
    if (inOrder || table.orderBy().isEmpty() || !known) {
      return columns.rows();
    }
    return columns
        .rows()
        .orderBy(table.orderBy().stream().map(columns::column).toArray(Column[]::new));
  }

  private static List<Column> inputs(Columns columns, Encoder encoder) {
    List<Column> inputs = new ArrayList<>();
    for (Encoder.Input input : encoder.inputs()) {
      inputs.add(input.text() ? columns.text(input.column()) : columns.number(input.column()));
    }
    return inputs;
  }

  /** One pass: rows, rows with a missing feature; refuses values that cannot be encoded. */
  private static Row check(Columns columns, Encoder encoder) {
    List<Column> found = new ArrayList<>();
    Column missing = functions.lit(false);
    for (Encoder.Input input : encoder.inputs()) {
      Column given = columns.column(input.column());
      Column number = columns.number(input.column());
      Column text = columns.text(input.column());
      missing = missing.or(given.isNull());
      if (input.text()) {
        Column unknown = functions.not(text.isInCollection(input.levels()));
        found.add(functions.min(functions.when(unknown, text)));
      } else {
        missing = missing.or(functions.coalesce(functions.isnan(number), functions.lit(false)));
        found.add(functions.min(functions.when(number.isNull(), text)));
      }
    }
    found.add(0, functions.count_if(missing));
    Row row =
        columns.rows().agg(functions.count(functions.lit(1)), found.toArray(Column[]::new)).head();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < encoder.inputs().size(); i++) {
      if (!row.isNullAt(i + 2)) {
        problems.add(problem(encoder.inputs().get(i), row.getString(i + 2)));
      }
    }
    if (!problems.isEmpty()) {
      throw new JobException(problems);
    }
    return row;
  }

  private static String problem(Encoder.Input input, String value) {
    return input.text()
        ? "--data: column \"%s\" holds \"%s\", which no training row had. Known are: %s."
            .formatted(
                input.column(),
                value,
                String.join(", ", input.levels().subList(0, Math.min(30, input.levels().size()))))
        : "--data: column \"%s\" holds \"%s\", which is no number."
            .formatted(input.column(), value);
  }
}
