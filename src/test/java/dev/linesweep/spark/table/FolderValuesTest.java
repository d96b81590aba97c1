package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SplitSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values in the names of folders are what the same values are as cells of a CSV file. */
class FolderValuesTest {
  private final SparkSession spark = SharedSpark.session();
  @TempDir Path folder;

  /** A folder for each value of a column, with two rows, in the order of the values twice. */
  private Path write(String format, String column, @Nullable String... values) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 2 * values.length; i++) {
      rows.add(RowFactory.create(i + 1.0, 10L * i, values[i % values.length]));
    }
    Path root = folder.resolve("t");
    spark
        .createDataFrame(rows, StructType.fromDDL("y DOUBLE, x BIGINT, k STRING"))
        .withColumnRenamed("k", column)
        .coalesce(1)
        .write()
        .format(format)
        .option("header", "true")
        .partitionBy(column)
        .save(root.toString());
    return root;
  }

  private static DataSpec.Table table(String format, Path root, String... keys) {
    String yaml =
        "name: t\ndata:\n  format: %s\n  path: '%s'\n  order_by: [y]\n  %s\nparameters: {optimizer: sgd, epochs: 1}\n"
            .formatted(format, root.toUri(), String.join("\n  ", keys));
    return (DataSpec.Table) SpecReader.read(yaml, "file:/job.yaml", List.of()).data().source();
  }

  private TableData read(DataSpec.Table table) {
    return TableReader.read(
        spark,
        table,
        new TableReader.Rules(
            table.selection() instanceof DataSpec.Formula
                ? DataSpec.Missing.DROP
                : DataSpec.Missing.ERROR,
            DataSpec.Unseen.AT_PREDICT,
            new SplitSpec(0.2, 0, SplitSpec.By.ORDER, 13),
            0),
        name -> null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "json", "orc"})
  void codesStayCodes(String format) {
    Path root = write(format, "zip", "01", "1", "07");
    DataSpec.Table job = table(format, root, "formula: y ~ zip", "types: {zip: text}");
    TableData data = read(job);

    assertThat(data.encoder().inputs().get(0).levels()).containsExactlyInAnyOrder("01", "1", "07");
    assertThat(data.matrix().features()).hasSize(2);
    Predictor predictor =
        new Predictor(job, data.encoder(), new double[] {5, 7}, 1, DataSpec.Unseen.AT_PREDICT);
    List<String> levels = data.encoder().inputs().get(0).levels();
    Map<String, Double> expected =
        Map.of(levels.get(0), 6.0, levels.get(1), 8.0, levels.get(2), 1.0);
    Path plain = Tables.write(folder, "new.csv", "zip", "1", "01", "07");
    assertThat(predicted(predictor, plain)).isEqualTo(expected);
    assertThat(predicted(predictor, root)).isEqualTo(expected);
  }

  private Map<String, Double> predicted(Predictor predictor, Path data) {
    return predictor
        .predict(spark, data.toUri().toString(), name -> null)
        .rows()
        .collectAsList()
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.getAs("zip"), row -> row.getAs("prediction"), (one, other) -> one));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void codesAmongFoldersOfTwoDigitsAreNoNumbers(String format) {
    Path root = write(format, "zip", "01", "07", "10");

    assertThat(
            new TreeSet<>(
                read(table(format, root, "formula: y ~ zip")).encoder().inputs().get(0).levels()))
        .containsExactly("01", "07", "10");
    assertThat(read(table(format, root, "formula: y ~ zip", "types: {zip: number}")).matrix().x())
        .containsExactly(1, 7, 10, 1, 7, 10);
    assertThatThrownBy(() -> read(table(format, root, "label: y", "features: [zip]")))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("zip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void numbersStayNumbers(String format) {
    Path root = write(format, "year", "2020", "2021", "2022");

    TableData formula = read(table(format, root, "formula: y ~ year + x"));
    assertThat(formula.matrix().x())
        .containsExactly(2020, 0, 2021, 10, 2022, 20, 2020, 30, 2021, 40, 2022, 50);
    assertThat(formula.notes()).isEmpty();
    assertThat(read(table(format, root, "label: y", "features: [year]")).matrix().x())
        .containsExactly(2020, 2021, 2022, 2020, 2021, 2022);
    assertThat(
            read(table(
                    format,
                    root,
                    "query: SELECT y, year - 2000 AS age FROM input WHERE year > 2020",
                    "formula: y ~ age"))
                .matrix()
                .x())
        .containsExactly(21, 22, 21, 22);
    assertThat(
            read(table(format, root, "formula: y ~ year", "types: {year: text}"))
                .matrix()
                .features())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet"})
  void escapedNamesAndMissingValues(String format) {
    Path root = write(format, "k", "a b", null, "c/d");
    TableData data = read(table(format, root, "formula: y ~ k"));

    assertThat(data.encoder().inputs().get(0).levels()).containsExactlyInAnyOrder("a b", "c/d");
    assertThat(data.matrix().y()).hasSize(4);
  }

  @Test
  void numbersWithAMissingValue() {
    Path root = write("parquet", "k", "1.5", null, "3");

    assertThat(read(table("parquet", root, "formula: y ~ k")).matrix().x())
        .containsExactly(1.5, 3, 1.5, 3);
  }

  @Test
  void theSessionOfTheCallerKeepsItsSetting() {
    String setting = "spark.sql.sources.partitionColumnTypeInference.enabled";
    String before = spark.conf().get(setting);
    read(table("csv", write("csv", "zip", "1", "2"), "formula: y ~ zip"));

    assertThat(spark.conf().get(setting)).isEqualTo(before);
  }
}
