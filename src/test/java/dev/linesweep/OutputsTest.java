package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.linesweep.fixture.Ran;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.result.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep leaves behind reads as the README says and agrees with itself. */
class OutputsTest {
  private static final String JOB =
      """
      name: outputs
      data: {linear: {rows: 200, features: 3}}
      split: {test: 0.2, validation: 0.1}
      parameters:
        optimizer: {values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}, adadelta]}
        learning_rate: {values: [0.1, 1e30]}
        epochs: {values: [1, 20, 60]}
        batch_size: {values: [full, 32]}
        l2: {values: [0, 0.01]}
      """;
  private static final List<String> OWN_TO_THE_RUN =
      List.of(
          "trajectory_id",
          "engine",
          "device",
          "host",
          "attempt",
          "block_seconds",
          "started",
          "finished");

  @TempDir static Path folder;
  private static Path out;
  private static SweepResult result;

  @BeforeAll
  static void sweep() throws Exception {
    Path job = Files.writeString(folder.resolve("job.yaml"), JOB);
    out = folder.resolve("out");
    result =
        Sweep.read(job.toString(), "engine=fused")
            .withOut(out.toString())
            .run(SharedSpark.session());
  }

  @Test
  void theFolderHoldsWhatItShouldAndNothingElse() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains(
              "summary.csv",
              "trials.parquet",
              "curves.parquet",
              "best",
              "job.yaml",
              "provenance.json",
              "status.json",
              "_spark_metadata",
              "journal")
          .isSubsetOf(
              "summary.csv",
              "trials.parquet",
              "curves.parquet",
              "best",
              "job.yaml",
              "provenance.json",
              "status.json",
              "_spark_metadata",
              "journal",
              "report.html");
    }
  }

  @Test
  void parquetAndCsvAgreeInEveryValue() throws IOException {
    Dataset<Row> trials = parquet("trials.parquet");
    List<String> columns = csv().get(0).getHeader();
    assertThat(trials.columns()).startsWith(columns.toArray(String[]::new));
    assertThat(List.of(trials.columns()).subList(columns.size(), trials.columns().length))
        .isEqualTo(OWN_TO_THE_RUN);

    List<Row> rows = trials.collectAsList();
    List<NamedCsvRecord> lines = csv();
    assertThat(rows).hasSameSizeAs(lines).hasSize((3 * 2 + 1) * 3 * 2 * 2);
    for (int i = 0; i < rows.size(); i++) {
      for (String column : columns) {
        requireSame(rows.get(i).getAs(column), lines.get(i).getField(column), column);
      }
    }
  }

  private static void requireSame(Object value, String text, String column) {
    if (value == null) {
      assertThat(text).as(column).isEmpty();
    } else if (value instanceof Double number) {
      assertThat(Double.parseDouble(text)).as(column).isEqualTo(number);
    } else if (value instanceof scala.collection.Seq<?> numbers) {
      List<?> list = scala.jdk.javaapi.CollectionConverters.asJava(numbers);
      String[] written = text.substring(1, text.length() - 1).split(",");
      assertThat(Stream.of(written).map(Double::valueOf).toList()).as(column).isEqualTo(list);
    } else {
      assertThat(text).as(column).isEqualTo(value.toString());
    }
  }

  @Test
  void ranksCountFromOneAndDivergedTrialsComeLast() throws IOException {
    List<NamedCsvRecord> lines = csv();
    boolean diverged = false;
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i).getField("rank")).isEqualTo(String.valueOf(i + 1));
      boolean now = lines.get(i).getField("state").equals("DIVERGED");
      assertThat(diverged && !now).isFalse();
      assertThat(lines.get(i).getField("diverged_epoch").isEmpty()).isEqualTo(!now);
      diverged = now;
    }
    assertThat(result.completed() + result.diverged()).isEqualTo(lines.size());
  }

  @Test
  void lossesComeInTheOrderOfTheValidationMetric() throws IOException {
    double last = 0;
    for (NamedCsvRecord line : csv()) {
      if (line.getField("state").equals("COMPLETE")) {
        double loss = Double.parseDouble(line.getField("validation_loss"));
        assertThat(loss).isGreaterThanOrEqualTo(last);
        last = loss;
      }
    }
  }

  @Test
  void curvesHaveARowForEachTrajectoryAndEpoch() {
    Dataset<Row> curves = parquet("curves.parquet");
    assertThat(curves.columns())
        .containsExactly(
            "trajectory_id",
            "optimizer",
            "learning_rate",
            "batch_size",
            "l1",
            "l2",
            "nesterovs_momentum",
            "adadelta_rho",
            "adadelta_epsilon",
            "seed",
            "epoch",
            "train_loss",
            "validation_loss",
            "test_loss");
    assertThat(curves.select("trajectory_id").distinct().count()).isEqualTo((3 * 2 + 1) * 2 * 2);
    assertThat(curves.groupBy("trajectory_id", "epoch").count().where("count > 1").isEmpty())
        .isTrue();
    assertThat(curves.where("epoch in (1, 20, 60)").count()).isEqualTo(28 * 3);
  }

  @Test
  void curvesJoinTheTrialsByTrajectoryAndBySettings() {
    Dataset<Row> trials = parquet("trials.parquet");
    Dataset<Row> curves =
        parquet("curves.parquet")
            .withColumnRenamed("epoch", "epochs")
            .withColumnRenamed("train_loss", "curve_loss");
    List<String> settings =
        Stream.of(curves.columns())
            .filter(c -> !c.equals("trajectory_id") && !c.endsWith("_loss"))
            .toList();
    for (List<String> keys : List.of(List.of("trajectory_id", "epochs"), settings)) {
      org.apache.spark.sql.Column same =
          keys.stream()
              .map(key -> trials.col("`" + key + "`").eqNullSafe(curves.col("`" + key + "`")))
              .reduce(org.apache.spark.sql.Column::and)
              .orElseThrow();
      Dataset<Row> joined = trials.join(curves, same);
      assertThat(joined.count()).isEqualTo(trials.count());
      assertThat(joined.where("not (train_loss <=> curve_loss)").count()).isZero();
    }
  }

  @Test
  void noColumnNeedsQuotesInSql() throws IOException {
    for (String table : List.of("trials.parquet", "curves.parquet", "best/path.parquet")) {
      assertThat(parquet(table).columns()).as(table).allMatch(name -> name.matches("[a-z0-9_]+"));
    }
    assertThat(csv().get(0).getHeader()).allMatch(name -> name.matches("[a-z0-9_]+"));
    assertThat(parquet("trials.parquet").where("nesterovs_momentum = 0.5").count()).isPositive();
  }

  @Test
  void theDocumentHasEveryFileAndColumn() throws IOException {
    String document = Files.readString(Path.of("docs/outputs.md"));
    for (OutputFile file : OutputFile.values()) {
      assertThat(document).contains("`" + file.shown() + "`");
    }
    for (String table :
        List.of(
            "trials.parquet", "curves.parquet", "best/path.parquet", "best/predictions.parquet")) {
      assertThat(parquet(table).columns())
          .filteredOn(name -> !name.matches("(nesterovs|adadelta)_.*"))
          .as(table)
          .allMatch(name -> document.contains("`" + name + "`"));
    }
    for (String file : List.of("best/model.json", "provenance.json")) {
      assertThat(json(file).fieldNames())
          .toIterable()
          .as(file)
          .allMatch(name -> document.contains("`" + name + "`"));
    }
  }

  @Test
  void forSparkTheFolderIsTheTableOfItsTrials() {
    List<Row> trials = parquet("trials.parquet").sort("rank").collectAsList();
    assertThat(trials).isNotEmpty();
    assertThat(SharedSpark.session().read().parquet(out.toString()).sort("rank").collectAsList())
        .isEqualTo(trials);
    assertThat(
            SharedSpark.session()
                .sql("select * from parquet.`%s` order by rank".formatted(out))
                .collectAsList())
        .isEqualTo(trials);
  }

  @Test
  void aCopyOfTheFolderIsNotATableUntilItsReportIsWritten() throws IOException {
    Path copy = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(out.relativize(file)));
      }
    }
    assertThatThrownBy(() -> SharedSpark.session().read().parquet(copy.toString()))
        .hasMessageContaining("UNABLE_TO_INFER_SCHEMA");

    assertThat(Ran.command("report", copy.toString()).code()).isZero();
    Dataset<Row> trials = SharedSpark.session().read().parquet(copy.toString());
    assertThat(trials.count()).isEqualTo(parquet("trials.parquet").count());
    assertThat(trials.inputFiles()).singleElement().asString().contains("/copy/");
  }

  @Test
  void predictionsAreThoseOfTheModel() throws IOException {
    Dataset<Row> predictions = parquet("best/predictions.parquet");
    assertThat(predictions.columns())
        .containsExactly("part", "row", "features", "actual", "predicted");
    assertThat(predictions.where("part = 'test'").count()).isEqualTo(40);
    assertThat(predictions.where("part = 'validation'").count()).isEqualTo(20);
    assertThat(predictions.where("part = 'train'").count()).isEqualTo(140);
    JsonNode model = json("best/model.json");
    Row row = predictions.first();
    double predicted = model.get("bias").asDouble();
    for (int i = 0; i < 3; i++) {
      predicted += model.get("weights").get(i).asDouble() * row.<Double>getList(2).get(i);
    }
    assertThat(row.<Double>getAs("predicted")).isCloseTo(predicted, within(1e-12));
    assertThat(
            predictions.where("part = 'test'").selectExpr("avg(abs(actual - predicted))").first())
        .satisfies(
            mae ->
                assertThat(mae.getDouble(0))
                    .isCloseTo(
                        Double.parseDouble(csv().get(0).getField("test_mae")), within(1e-6)));
  }

  @Test
  void thePathEndsAtTheBestModel() throws IOException {
    Dataset<Row> path = parquet("best/path.parquet");
    assertThat(path.columns())
        .containsExactly("epoch", "weights", "bias", "train_loss", "validation_loss", "test_loss");
    Row last = path.orderBy(path.col("epoch").desc()).first();
    NamedCsvRecord best = csv().get(0);
    assertThat(last.getInt(0)).isEqualTo(Integer.parseInt(best.getField("epochs")));
    assertThat(last.<Double>getAs("bias")).isEqualTo(Double.parseDouble(best.getField("bias")));
    assertThat(last.<Double>getAs("test_loss"))
        .isEqualTo(Double.parseDouble(best.getField("test_loss")));
  }

  @Test
  void modelJsonIsTheFirstRowOfTheSummary() throws IOException {
    JsonNode model = json("best/model.json");
    NamedCsvRecord best = csv().get(0);
    assertThat(model.get("trial").get("trial_id").asText()).isEqualTo(best.getField("trial_id"));
    assertThat(model.get("weights").toString()).isEqualTo(best.getField("weights"));
    assertThat(model.get("errors").get("test").get("mae").asDouble())
        .isEqualTo(Double.parseDouble(best.getField("test_mae")));
    assertThat(model.get("baselines")).isNotEmpty();
  }

  @Test
  void statusSaysHowItEnded() throws IOException {
    JsonNode status = json("status.json");
    assertThat(status.get("state").asText()).isEqualTo("COMPLETE");
    assertThat(status.get("exit_code").asInt()).isZero();
    assertThat(status.get("trials").get("done")).isEqualTo(status.get("trials").get("total"));
    assertThat(status.get("trials").get("diverged").asLong()).isEqualTo(result.diverged());
    assertThat(status.get("version").asInt()).isEqualTo(2);
    assertThat(status.get("application").asText()).startsWith("local-");
    assertThat(status.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(Instant.parse(status.get("written").asText()))
        .isAfter(Instant.parse(status.get("began").asText()));
  }

  @Test
  void provenanceNamesWhatRan() throws IOException {
    JsonNode provenance = json("provenance.json");
    assertThat(provenance.get("versions").get("spark").asText()).startsWith("4.");
    assertThat(provenance.get("master").asText()).isEqualTo("local[2]");
    assertThat(provenance.get("engine").asText()).startsWith("fused");
    assertThat(provenance.get("devices").get(0).asText()).isEqualTo("cpu");
    assertThat(provenance.get("data").get("rows").toString())
        .isEqualTo("{\"train\":140,\"validation\":20,\"test\":40}");
    assertThat(provenance.get("dl4j_check").asText())
        .startsWith("plain DL4J, trained separately: ");
    assertThat(provenance.get("phase_seconds").has("training")).isTrue();
  }

  @Test
  void jobYamlRunsAgainAndGivesTheSameBytes() throws Exception {
    Path again = folder.resolve("again");
    Sweep.read(out.resolve("job.yaml").toString())
        .withOut(again.toString())
        .run(SharedSpark.session());
    for (String name : List.of("summary.csv", "job.yaml", "best/model.json")) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(out.resolve(name));
    }
  }

  private static Dataset<Row> parquet(String name) {
    return SharedSpark.session().read().parquet(out.resolve(name).toString());
  }

  private static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(out.resolve(name).toFile());
  }

  private static List<NamedCsvRecord> csv() throws IOException {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(out.resolve("summary.csv"))) {
      return rows.stream().toList();
    }
  }
}
