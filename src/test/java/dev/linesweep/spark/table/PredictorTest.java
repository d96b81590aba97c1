package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorTest {
  private final SparkSession spark = SharedSpark.session();
  @TempDir Path folder;

  private Predictor.Predictions predict(Tables table, double[] weights, Path file) {
    Encoder encoder = Encoder.fromJson(table.read().encoder().toJson());
    return predictor(table, encoder, weights).predict(spark, file.toUri().toString(), name -> null);
  }

  private static Predictor predictor(Tables table, Encoder encoder, double... weights) {
    return new Predictor(table.spec(), encoder, weights, 1.0, DataSpec.Unseen.AT_PREDICT);
  }

  private static List<Object> column(Predictor.Predictions predictions, int column) {
    return predictions.rows().collectAsList().stream().map((Row row) -> row.get(column)).toList();
  }

  private Tables numbers() {
    return Tables.csv(folder, "train.csv", "y,x,the z", "1,2,3", "2,3,4").select("y", "the z", "x");
  }

  @Test
  void predictsInTheOrderOfTheFileWithoutALabel() {
    Predictor.Predictions predictions =
        predict(
            numbers(),
            new double[] {10, 1},
            Tables.write(folder, "new.csv", "id,the z,x", "a,1,2", "b,2.5,3", "c,,4", "d,4,5"));

    assertThat(predictions.rows().columns()).containsExactly("id", "the z", "x", "prediction");
    assertThat(column(predictions, 0)).containsExactly("a", "b", "c", "d");
    assertThat(column(predictions, 3)).containsExactly(13.0, 29.0, null, 46.0);
    assertThat(predictions.count()).isEqualTo(4);
    assertThat(predictions.missing()).isEqualTo(1);
  }

  @Test
  void predictsADataFrame() {
    Tables table = numbers();
    Predictor.Predictions predictions =
        predictor(table, table.read().encoder(), 10, 1)
            .apply(spark, spark.range(3).selectExpr("id as x", "float(1) as `the z`"));

    assertThat(column(predictions, 2)).containsExactly(11.0, 12.0, 13.0);
  }

  @Test
  void queryAndFormulaAreThoseOfTraining() {
    Tables table =
        Tables.csv(folder, "train.csv", "y,x,w", "1,2,007", "2,3,b", "3,4,b", "4,5,a", "5,6,b")
            .query("SELECT *, x * x AS xx FROM input")
            .formula("y ~ xx + w");
    Predictor.Predictions predictions =
        predict(
            table,
            new double[] {1, 100, 200},
            Tables.write(folder, "new.csv", "y,x,w", ",2,007", ",3,007"));

    assertThat(table.read().matrix().features()).containsExactly("xx", "w_b", "w_007");
    assertThat(predictions.rows().columns()).containsExactly("y", "x", "w", "xx", "prediction");
    assertThat(column(predictions, 4)).containsExactly(205.0, 210.0);
  }

  @Test
  void unseenLevelIsNamed() {
    Tables table = Tables.csv(folder, "train.csv", "y,w", "1,a", "2,b", "3,b").formula("y ~ w");
    refused(
        table,
        "--data: row 2: column \"w\" holds \"c\", which no training row has. Known values: a, b. To"
            + " treat it as the base level, \"b\", add --unseen base.",
        "w",
        "a",
        "c",
        "d");
  }

  @Test
  void textWhereANumberBelongsIsNamed() {
    refused(
        numbers(),
        "--data: row 3: column \"x\" holds \"two\", but in the training table it is a number.",
        "x,the z",
        "1,1",
        "2,2",
        "two,2",
        "three,2");
  }

  @Test
  void numberThatIsNotFiniteIsNamed() {
    refused(
        numbers(),
        "--data: row 2: column \"x\" holds \"1e400\", which is not a finite number. Correct it or"
            + " drop the row.",
        "x,the z",
        "1,1",
        "1e400,2");
  }

  @Test
  void cellsOfEveryKindOfQueryAreThoseOfTheFile() {
    Path file = Tables.write(folder, "new.csv", "id,x,y", "007,1.50,", "008,02,3", "010,-1E1,");
    Tables table = Tables.csv(folder, "train.csv", "y,x,id", "1,2,3", "2,3,3");
    String[] queries = {
      "",
      "SELECT * FROM input",
      "SELECT id, y, x FROM input AS i WHERE x > -100 ORDER BY x",
      "SELECT x, id, y, lag(x) OVER (ORDER BY x) AS l FROM (SELECT id, x, y FROM input)",
    };
    for (String query : queries) {
      Tables asked = table.query(query).select("y", "x");
      Predictor.Predictions predictions =
          predictor(asked, Encoder.ofNumbers("y", List.of("x"), List.of()), 2)
              .predict(spark, file.toUri().toString(), name -> null);
      assertThat(predictions.rows().select("id", "x", "prediction").collectAsList())
          .as(query)
          .extracting(Row::toString)
          .containsExactly("[007,1.50,4.0]", "[008,02,5.0]", "[010,-1E1,-19.0]");
    }
  }

  /** The equation of each row: 1 + 10 x + 100 w. */
  private static void equationHolds(Tables table) {
    for (String query : List.of("", "SELECT * FROM input", "SELECT * FROM input WHERE x > -100")) {
      Tables asked = table.query(query).select("y", "x", "w");
      Encoder encoder = Encoder.fromJson(asked.read().encoder().toJson());
      Predictor.Predictions predictions =
          predictor(asked, encoder, 10, 100)
              .predict(SharedSpark.session(), asked.path(), name -> null);
      assertThat(predictions.rows().columns())
          .as(query)
          .containsExactlyInAnyOrder("id", "y", "x", "w", "prediction");
      assertThat(predictions.rows().select("id", "prediction").collectAsList())
          .as(query)
          .extracting(Row::toString)
          .containsExactly("[07,71.0]", "[08,96.0]", "[09,161.0]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json", "orc"})
  void filesWithTypesArePredicted(String format) {
    Path file = folder.resolve("train." + format);
    spark
        .sql(
            "SELECT * FROM VALUES ('07', 1, 2.0D, 0.5D), ('08', 2, 4.5D, 0.5D), ('09', 3, 6.0D,"
                + " 1.0D) AS t(id, y, x, w)")
        .coalesce(1)
        .write()
        .format(format)
        .save(file.toUri().toString());
    equationHolds(Tables.at(file).format(format));
  }

  @Test
  void csvThatStaysTextIsPredicted() {
    equationHolds(
        Tables.csv(folder, "train.csv", "id,y,x,w", "07,1,2,.5", "08,2,4.50,.5", "09,3,6,1e0")
            .option("inferSchema", "false"));
  }

  @Test
  void textOfAFileWithTypesIsReadAsInTraining() {
    Path file = folder.resolve("train.parquet");
    spark
        .sql(
            "SELECT * FROM VALUES ('07', 1, '2,0', 0.5D), ('08', 2, '4,5', 0.5D), ('09', 3,"
                + " '6,0', 1.0D) AS t(id, y, x, w)")
        .coalesce(1)
        .write()
        .parquet(file.toUri().toString());
    equationHolds(Tables.at(file).format("parquet"));
  }

  @Test
  void textOfAFileWithTypesStaysTextInAFileWithout() {
    Path file = folder.resolve("codes.parquet");
    spark
        .sql(
            "SELECT * FROM VALUES ('12', 1), ('007', 1), ('008', 2), ('007', 3), ('008', 3),"
                + " ('007', 3) AS t(w, y)")
        .coalesce(1)
        .write()
        .parquet(file.toUri().toString());
    Tables table = Tables.at(file).format("parquet").formula("y ~ w");
    Predictor.Predictions predictions =
        predict(table, new double[] {10, 100}, Tables.write(folder, "new.csv", "w", "007", "12"));

    assertThat(table.read().matrix().features()).containsExactly("w_007", "w_008");
    assertThat(column(predictions, 0)).containsExactly("007", "12");
    assertThat(column(predictions, 1)).containsExactly(11.0, 1.0);
  }

  @Test
  void theNotationOfTheTrainingTableIsSaid() {
    refused(
        Tables.csv(folder, "train.csv", "y;x", "1;1.234,5", "2;3,25").select("y", "x"),
        "--data: row 1: column \"x\" holds \"1.5\", but in the training table it is a number such"
            + " as 1.234,5.",
        "x",
        "1.5");
  }

  @Test
  void aQueryThatGroupsRowsHasNoCellsToCopy() {
    Path file = Tables.write(folder, "new.csv", "id,x", "b,1.50", "a,02", "b,2.50");
    Tables table =
        Tables.csv(folder, "train.csv", "y,x", "1,2", "2,3")
            .query("SELECT id, sum(x) AS x FROM input GROUP BY id")
            .orderBy("id");
    Predictor.Predictions predictions =
        predictor(table, Encoder.ofNumbers("y", List.of("x"), List.of()), 2)
            .predict(spark, file.toUri().toString(), name -> null);

    assertThat(column(predictions, 0)).containsExactly("a", "b");
    assertThat(column(predictions, 2)).containsExactly(5.0, 9.0);
    assertThat(predictions.read()).isEqualTo(3);
    assertThat(predictions.count()).isEqualTo(2);
  }

  @Test
  void missingColumnIsNamed() {
    refused(
        numbers(),
        "--data: the table has no column \"the z\". Its columns are: x, y.",
        "x,y",
        "1,1");
  }

  @Test
  void queryThatNamesAnAbsentLabelSaysSo() {
    assertThatThrownBy(
            () ->
                predict(
                    numbers().query("SELECT x, `the z`, y * 2 AS y FROM input"),
                    new double[] {1, 1},
                    Tables.write(folder, "new.csv", "x,the z", "1,2")))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("data.query: [UNRESOLVED_COLUMN")
        .hasMessageEndingWith(
            "\n"
                + "The job's query also runs on this table, which needs every column that the query"
                + " names (label: \"y\").");
  }

  @Test
  void missingFileIsNamed() {
    Path file = folder.resolve("no.csv");
    assertThatThrownBy(() -> predict(numbers(), new double[] {1, 1}, file))
        .hasMessageStartingWith("--data: there is no ");
  }

  private void refused(Tables table, String message, String... lines) {
    assertThatThrownBy(
            () -> predict(table, new double[] {1, 1}, Tables.write(folder, "new.csv", lines)))
        .isInstanceOf(JobException.class)
        .hasMessage(message);
  }
}
