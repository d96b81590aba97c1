package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.linesweep.fixture.Homes;
import dev.linesweep.fixture.Ran;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.run.ReplayRun;
import dev.linesweep.run.Replayed;
import dev.linesweep.run.SavedModel;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.EngineChoice;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole sweeps whose rows have weights, next to repeated rows and to plain loops. */
class WeightedSweepTest {
  private static final SparkSession SPARK = SharedSpark.session();

  /** Of rows in turn; their mean is 2 over each ten rows, so parts keep their shares. */
  private static final int[] WEIGHTS = {1, 3, 1, 4, 2, 2, 0, 3, 1, 3};

  private static final List<Point> POINTS = points();

  private static final String JOB =
      """
      name: weighted
      data: {format: csv, path: %s, label: y, features: [a, b], standardize: %s%s}
      split: {test: 0.2, by: order}
      training: {loss: %s}
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {values: [0.01, 0.2]}
        epochs: {values: [3, 40]}
      engine: %s
      """;

  @TempDir private Path folder;

  private record Point(double a, double b, double y, int weight) {}

  private static List<Point> points() {
    Random random = new Random(11);
    List<Point> points = new ArrayList<>();
    for (int row = 0; row < 50; row++) {
      double a = random.nextGaussian();
      double b = random.nextDouble();
      int weight = WEIGHTS[row % WEIGHTS.length];
      // Rows that count more lie on another line, so that weights show in every number.
      double y = (1 + weight) * a - 2 * b + 5 + 0.1 * random.nextGaussian();
      points.add(new Point(a, b, y, weight));
    }
    return points;
  }

  private interface Line {
    Stream<String> of(Point point);
  }

  private Path run(String name, String weight, String standardize, String engine, Line line)
      throws Exception {
    return run(name, weight, standardize, "mae", engine, line);
  }

  private Path run(
      String name, String weight, String standardize, String loss, String engine, Line line)
      throws Exception {
    Path data = folder.resolve(name + ".csv");
    Files.write(
        data, Stream.concat(Stream.of("a,b,y,w"), POINTS.stream().flatMap(line::of)).toList());
    Path job = folder.resolve(name + ".yaml");
    String key = weight.isEmpty() ? "" : ", row_weight: " + weight;
    Files.writeString(job, JOB.formatted(data, standardize, key, loss, engine));
    Path out = folder.resolve(name);
    Sweep.read(job.toString()).withOut(out.toString()).run(SPARK);
    return out;
  }

  private static String line(Point point, Object weight) {
    return "%s,%s,%s,%s".formatted(point.a(), point.b(), point.y(), weight);
  }

  /** Rows of the summary by their settings. */
  private static Map<String, NamedCsvRecord> summary(Path out) throws IOException {
    Map<String, NamedCsvRecord> rows = new TreeMap<>();
    try (CsvReader<NamedCsvRecord> all =
        CsvReader.builder().ofNamedCsvRecord(out.resolve("summary.csv"))) {
      for (NamedCsvRecord row : all) {
        rows.put(
            Stream.of("optimizer", "learning_rate", "epochs")
                .map(row::getField)
                .toList()
                .toString(),
            row);
      }
    }
    return rows;
  }

  private static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }

  private static double[] weights(NamedCsvRecord row) throws IOException {
    return new ObjectMapper().readValue(row.getField("weights"), double[].class);
  }

  @ParameterizedTest
  @CsvSource({"fused, mae", "fused, mse", "dl4j, mae", "dl4j, mse"})
  void rowsCountAsIfTheyWereRepeated(String engine, String loss) throws Exception {
    Path weighted =
        run("weighted", "w", "none", loss, engine, point -> Stream.of(line(point, point.weight())));
    Path repeated =
        run(
            "repeated",
            "",
            "none",
            loss,
            engine,
            point -> Stream.generate(() -> line(point, 1)).limit(point.weight()));

    Map<String, NamedCsvRecord> expected = summary(repeated);
    assertThat(expected).hasSize(8);
    for (Map.Entry<String, NamedCsvRecord> trial : summary(weighted).entrySet()) {
      NamedCsvRecord there = Objects.requireNonNull(expected.get(trial.getKey()));
      for (String column :
          List.of("train_loss", "test_loss", "test_mae", "test_rmse", "test_r2", "bias")) {
        assertThat(number(trial.getValue(), column))
            .as("%s of %s", column, trial.getKey())
            .isCloseTo(number(there, column), offset(1e-4));
      }
      assertThat(weights(trial.getValue())).containsExactly(weights(there), offset(1e-4));
    }
    assertThat(baselines(weighted)).isNotEmpty();
    baselines(weighted)
        .forEach(
            (name, values) ->
                assertThat(values)
                    .as(name)
                    .containsExactly(
                        baselines(repeated).getOrDefault(name, new double[0]), offset(1e-4)));
  }

  /** Test errors of the baselines that a folder's model has. */
  private static Map<String, double[]> baselines(Path out) {
    try {
      JsonNode model = new ObjectMapper().readTree(out.resolve("best/model.json").toFile());
      Map<String, double[]> all = new TreeMap<>();
      model
          .get("baselines")
          .fields()
          .forEachRemaining(
              each ->
                  all.put(
                      each.getKey(),
                      Stream.of("mae", "rmse")
                          .mapToDouble(name -> each.getValue().get("test").get(name).asDouble())
                          .toArray()));
      return all;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theFolderAndAComparisonSayHowRowsCount() throws Exception {
    Line line = point -> Stream.of(line(point, point.weight()));
    Path weighted = run("weighted", "w", "all", "fused", line);
    Path without = run("without", "", "all", "fused", line);

    String model = Files.readString(weighted.resolve("best/model.json"));
    assertThat(new ObjectMapper().readTree(model).get("row_weight").asText()).isEqualTo("w");
    assertThat(Files.readString(without.resolve("best/model.json"))).doesNotContain("row_weight");
    assertThat(Files.readString(without.resolve("job.yaml"))).doesNotContain("row_weight");
    assertThat(Files.readString(weighted.resolve("report.html"))).contains("rows count by w");
    Ran compared = Ran.command("compare", weighted.toString(), without.toString());
    assertThat(compared.code()).as(compared.err()).isZero();
    assertThat(compared.out().replaceAll("\\s+", " "))
        .contains("data.row_weight")
        .contains(
            "The sweeps weight rows differently, and may have different rows, so their errors are"
                + " different means.")
        .doesNotContain("different data");
  }

  @ParameterizedTest
  @CsvSource({"fused", "dl4j"})
  void weightsThatAreAllTheSameChangeNoByteOfTheTable(String engine) throws Exception {
    Path weighted = run("same", "w", "all", engine, point -> Stream.of(line(point, 2.5)));
    Path without = run("without", "", "all", engine, point -> Stream.of(line(point, 2.5)));

    assertThat(Files.readString(weighted.resolve("summary.csv")))
        .isEqualTo(Files.readString(without.resolve("summary.csv")));
    assertThat(Files.readString(weighted.resolve("provenance.json")))
        .contains("row_weight: w is 2.5 in every row, so it changes nothing");
  }

  @Test
  void testErrorsAreWeightedMeansOverTheTestRows() throws Exception {
    Path out =
        run("loop", "w", "all", "fused", point -> Stream.of(line(point, 0.5 * point.weight())));

    for (NamedCsvRecord row : summary(out).values()) {
      double[] weights = weights(row);
      double all = 0;
      double mae = 0;
      double mse = 0;
      double mean = 0;
      for (Point point : POINTS.subList(40, 50)) {
        double error =
            weights[0] * point.a() + weights[1] * point.b() + number(row, "bias") - point.y();
        all += point.weight();
        mae += point.weight() * Math.abs(error);
        mse += point.weight() * error * error;
        mean += point.weight() * point.y();
      }
      double variance = 0;
      for (Point point : POINTS.subList(40, 50)) {
        variance += point.weight() * Math.pow(point.y() - mean / all, 2);
      }
      assertThat(number(row, "test_mae")).isCloseTo(mae / all, offset(1e-4));
      assertThat(number(row, "test_rmse")).isCloseTo(Math.sqrt(mse / all), offset(1e-4));
      assertThat(number(row, "test_r2")).isCloseTo(1 - mse / variance, offset(1e-4));
    }
    assertThat(Files.readString(out.resolve("provenance.json")))
        .contains(
            "row_weight: rows count by w, from 0 to 2; 50 rows are worth about 37 of equal weight;"
                + " 5 rows have weight 0");
  }

  @Test
  void aDataFrameByColumnsFormulaOrVectorGivesTheBytesOfTheFile() throws Exception {
    Dataset<Row> rows = Homes.rows().selectExpr("*", "1 + int(4 * rooms) AS w");
    rows.write().parquet(folder.resolve("homes.parquet").toString());
    Path job = folder.resolve("homes.yaml");
    Files.writeString(
        job,
        """
        name: homes
        data: {format: parquet, path: homes.parquet, label: price, features: [rooms, age], row_weight: w}
        parameters: {optimizer: adam, learning_rate: {values: [0.1, 1]}, epochs: {values: [10, 50]}}
        engine: fused
        """);
    Sweep.read(job.toString()).withOut(folder.resolve("homes").toString()).run(SPARK);
    String expected = Files.readString(folder.resolve("homes/summary.csv"));
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(new String[] {"rooms", "age"})
            .setOutputCol("features")
            .transform(rows)
            .select("price", "features", "w");
    Dataset<Row> three = rows.select("rooms", "age", "price", "w");

    assertThat(summaryOf(Sweep.on(rows).columns("price", "rooms", "age"), "columns"))
        .isEqualTo(expected)
        .isEqualTo(summaryOf(Sweep.on(three).formula("price ~ ."), "formula"))
        .isEqualTo(summaryOf(Sweep.on(vectors).vector("price", "features"), "vector"));
    assertThat(Files.readString(folder.resolve("vector/job.yaml")))
        .contains("  row_weight: \"w\"\n")
        .contains("df.select(\\\"price\\\", \\\"w\\\", *[vector_to_array(");
  }

  private String summaryOf(SweepBuilder builder, String out) throws Exception {
    builder
        .rowWeight("w")
        .optimizers("adam")
        .learningRates(0.1, 1)
        .epochs(10, 50)
        .engine(EngineChoice.FUSED)
        .build()
        .withOut(folder.resolve(out).toString())
        .run(SPARK);
    return Files.readString(folder.resolve(out).resolve("summary.csv"));
  }

  @Test
  void generatedRowsHaveNoWeights() {
    SweepBuilder builder =
        Sweep.builder("line")
            .data(new DataSpec.Line(0.7, 0.3, 0, 1, 0.02))
            .rowWeight("w")
            .optimizers("sgd")
            .epochs(1);
    assertThatThrownBy(builder::build)
        .isInstanceOf(JobException.class)
        .hasMessage(
            "data.row_weight: names a column of a table, and generated rows have none; leave it"
                + " out");
  }

  @Test
  void replayAgreesAndPredictDoesNotNeedTheWeights() throws Exception {
    Path out = run("used", "w", "all", "fused", point -> Stream.of(line(point, point.weight())));
    Path fresh = folder.resolve("fresh.csv");
    Files.writeString(fresh, "a,b\n1,2\n3,4\n");

    Replayed replay =
        ReplayRun.run(
            new ReplayRun.Request(out.toString(), "best"),
            SparkHandle.of(SPARK, false),
            note -> {});
    assertThat(replay.text(80)).contains("EQUAL up to rounding");
    OutputFolder used =
        OutputFolder.existing(new Configuration(), new org.apache.hadoop.fs.Path(out.toString()));
    assertThat(SavedModel.read(used).predict(SPARK, fresh.toString()).rows().count()).isEqualTo(2);
  }
}
