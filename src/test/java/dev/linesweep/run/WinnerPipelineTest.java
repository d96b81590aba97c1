package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.fixture.Tables;
import dev.linesweep.model.LinearModel;
import dev.linesweep.spark.table.Encoder;
import dev.linesweep.spark.table.Predictor;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.store.Identity;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark's own loader reads the pipeline, which then predicts as {@link Predictor} does. */
class WinnerPipelineTest {
  private final SparkSession spark = SharedSpark.session();
  @TempDir Path folder;

  private OutputFolder out;

  @BeforeEach
  void makeFolder() throws IOException {
    out =
        OutputFolder.forRun(
            new Configuration(),
            new org.apache.hadoop.fs.Path(folder.resolve("out").toUri().toString()),
            new Identity(Map.of("data", "of this test")),
            false);
  }

  private static LinearModel model(Encoder encoder) {
    Random random = new Random(7);
    double[] weights =
        encoder.features().stream().mapToDouble(feature -> random.nextDouble() * 9 - 4).toArray();
    return new LinearModel(weights, 1.5, encoder.featureNames(), encoder.label());
  }

  private PipelineModel written(Tables table, Encoder encoder, DataSpec.Unseen unseen)
      throws IOException {
    DataSpec data =
        new DataSpec(table.spec(), DataSpec.Standardize.NONE, DataSpec.Missing.DROP, unseen);
    assertThat(WinnerPipeline.note(data, Optional.of(encoder))).isEmpty();
    WinnerPipeline.write(out, data, Optional.of(encoder), model(encoder), "0123456789abcdef");
    return PipelineModel.load(folder.resolve("out/best/spark").toUri().toString());
  }

  private static List<Double> predictions(Dataset<Row> rows) {
    int column = rows.columns().length - 1;
    assertThat(rows.columns()[column]).isEqualTo("prediction");
    return rows.collectAsList().stream()
        .map(row -> row.isNullAt(column) ? Double.NaN : row.getDouble(column))
        .toList();
  }

  @Test
  void aColumnCalledFeaturesIsLeftAlone() throws IOException {
    for (String formula : List.of("price ~ rooms", "price ~ rooms + town")) {
      Tables table = homes(formula);
      PipelineModel pipeline = written(table, table.read().encoder(), DataSpec.Unseen.BASE);
      Dataset<Row> raw = spark.read().option("header", true).csv(homes().toUri().toString());
      Dataset<Row> plain =
          raw.where("try_cast(rooms AS INT) > 0").selectExpr("*", "length(kind) AS size");

      Dataset<Row> scored = pipeline.transform(plain.selectExpr("*", "'mine' AS features"));

      assertThat(predictions(scored)).isEqualTo(predictions(pipeline.transform(plain)));
      assertThat(scored.where("features = 'mine'").count()).isEqualTo(plain.count());
    }
  }

  /** Of the file as {@code predict} and as two readers of Spark have it. */
  private List<Double> predictedAlike(Tables table, DataSpec.Unseen unseen, Path file)
      throws IOException {
    Encoder encoder = table.read().encoder();
    List<Double> expected =
        predictions(
            new Predictor(table.spec(), encoder, model(encoder).weights(), 1.5, unseen)
                .predict(spark, file.toUri().toString(), name -> null)
                .rows());
    PipelineModel pipeline = written(table, encoder, unseen);
    for (String inferred : List.of("false", "true")) {
      Map<String, String> options = ((DataSpec.Files) table.origin()).options();
      Dataset<Row> raw =
          spark
              .read()
              .option("header", "true")
              .option("inferSchema", inferred)
              .options(options)
              .format(table.format())
              .load(file.toUri().toString());
      assertAlike(predictions(pipeline.transform(raw)), expected);
    }
    return expected;
  }

  private static void assertAlike(List<Double> actual, List<Double> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      double value = expected.get(i);
      if (Double.isNaN(value)) {
        assertThat(actual.get(i)).as("row %d", i).isNaN();
      } else {
        assertThat(actual.get(i)).as("row %d", i).isCloseTo(value, within(1e-9 * Math.abs(value)));
      }
    }
  }

  private static final String[] HOMES = {
    "price,rooms,The Area,town,kind",
    "1,2,10.5,Rome,flat",
    "2,3,20,O'Neil \\ $1,house",
    "3,1,30,Rome,house",
    "4,2,15,${spark.app.name},hut",
    "5,5,25,__THIS__,flat",
    "6,3,11,Rome,flat",
    "7,4,11,Rome,house",
    "8,,11,Rome,house",
    "9,NA,12,,hut"
  };

  private Path homes() {
    return Tables.write(folder, "homes.csv", HOMES);
  }

  private Tables homes(String formula) {
    return Tables.at(homes()).formula(formula).drop();
  }

  @Test
  void numbersAndMissingValuesArePredictedAlike() throws IOException {
    Tables table = Tables.at(homes()).select("price", "The Area", "rooms").drop();

    assertThat(predictedAlike(table, DataSpec.Unseen.AT_PREDICT, homes()))
        .hasSize(9)
        .endsWith(Double.NaN, Double.NaN);
  }

  @Test
  void levelsAndProductsOfThemArePredictedAlike() throws IOException {
    Tables table =
        homes("price ~ town + kind:rooms + town:kind + `The Area` + rooms:`The Area` + kind");

    assertThat(predictedAlike(table, DataSpec.Unseen.AT_PREDICT, homes()))
        .hasSize(9)
        .endsWith(Double.NaN, Double.NaN);
  }

  @Test
  void unseenLevelsAreTheBaseLevelIfTheJobSaysSo() throws IOException {
    Path file =
        Tables.write(
            folder, "new.csv", "rooms,town,kind,The Area", "1,Paris,flat,1", "2,Oslo,tent,3");

    predictedAlike(homes("price ~ town + town:kind"), DataSpec.Unseen.BASE, file);
  }

  @Test
  void unseenLevelsEndItOtherwise() throws IOException {
    Tables table = homes("price ~ town");
    PipelineModel pipeline = written(table, table.read().encoder(), DataSpec.Unseen.AT_PREDICT);
    Dataset<Row> rows = spark.sql("SELECT 'Paris' AS town");

    assertThatThrownBy(() -> pipeline.transform(rows).collectAsList())
        .hasStackTraceContaining("Unseen label: Paris");
  }

  @Test
  void numbersInOtherNotationsArePredictedAlike() throws IOException {
    Path file =
        Tables.write(
            folder,
            "dressed.csv",
            "y;x;share;cost;n",
            "1;1.234,5;12,5%;€ 3,50;1000",
            "2;-0,25;-1%;€4;2",
            "3;\u22127,5; 3%;-€5,25;3",
            "4;12.345.678,9;0,5 %;€6,1;4",
            "5;;1%;€1;5",
            "6;n/a;1%;€1;6");
    Tables table = Tables.at(file).option("sep", ";").select("y", "x", "share", "cost", "n").drop();

    assertThat(predictedAlike(table, DataSpec.Unseen.AT_PREDICT, file)).hasSize(6);
  }

  @Test
  void cellInANotationOfItsOwnEndsItWithTheCell() throws IOException {
    Tables table = Tables.at(homes()).select("price", "The Area").drop();
    PipelineModel pipeline = written(table, table.read().encoder(), DataSpec.Unseen.AT_PREDICT);
    Dataset<Row> rows = spark.sql("SELECT '1.234,5' AS `The Area`");

    assertThatThrownBy(() -> pipeline.transform(rows).collectAsList())
        .hasStackTraceContaining(
            "column \"The Area\" holds \"1.234,5\", but in the training table it is a number");
  }

  @Test
  void queryRunsBeforeTheModel() throws IOException {
    Path file =
        Tables.write(
            folder,
            "days.csv",
            "day,open,t,wind",
            "2024-01-01,true,1,\"1,5\"",
            "2024-01-02,false,3,\"2,5\"",
            "2024-01-03,true,2,\"2,0\"",
            "2024-01-04,NA,5,\"4,25\"",
            "2024-01-05,false,4,\"8,5\"",
            "2024-01-06,true,6,");
    Tables table =
        Tables.at(file)
            .query(
                """
                WITH days AS (
                  SELECT *, dayofyear(day) AS n, lead(t) OVER (ORDER BY day) AS tomorrow,
                         weekday(day) IN (5, 6) AS weekend, t div 2 AS half,
                         CASE WHEN open THEN 'open' ELSE 'closed' END AS state
                  FROM input WHERE t > 0)
                SELECT * FROM days ORDER BY day;
                -- the end
                """)
            .formula("tomorrow ~ n + weekend + half + wind + state + state:wind")
            .orderBy("day")
            .drop();

    assertThat(predictedAlike(table, DataSpec.Unseen.AT_PREDICT, file))
        .hasSize(6)
        .endsWith(Double.NaN);
  }

  @Test
  void tableWithTypesNeedsNoSql() throws IOException {
    String file = folder.resolve("typed.parquet").toUri().toString();
    spark
        .sql("SELECT id AS y, float(id) / 3 AS x, id % 2 = 0 AS even, id AS features FROM range(9)")
        .coalesce(1)
        .write()
        .parquet(file);
    Tables table = Tables.at(file).format("parquet").select("y", "x", "even", "features");

    predictedAlike(table, DataSpec.Unseen.AT_PREDICT, Path.of(java.net.URI.create(file)));

    try (Stream<Path> stages = Files.list(folder.resolve("out/best/spark/stages"))) {
      assertThat(stages.map(stage -> stage.getFileName().toString()).sorted())
          .containsExactly(
              "0_VectorAssembler_0123456789abcdef", "1_LinearRegression_0123456789abcdef");
    }
  }

  @Test
  void theModelAloneIsALinearRegressionModel() throws IOException {
    Tables table = homes("price ~ rooms + kind");
    written(table, table.read().encoder(), DataSpec.Unseen.AT_PREDICT);
    LinearRegressionModel model =
        LinearRegressionModel.load(
            folder
                .resolve("out/best/spark/stages/4_LinearRegression_0123456789abcdef")
                .toUri()
                .toString());

    assertThat(model.coefficients().toArray()).isEqualTo(model(table.read().encoder()).weights());
    assertThat(model.intercept()).isEqualTo(1.5);
    assertThat(model.getLabelCol()).isEqualTo("price");
    assertThat(model.uid()).isEqualTo("LinearRegression_0123456789abcdef");
  }

  /** All that Spark's writer leaves, of each stage, but times and the version. */
  @Test
  void sparksOwnWriterLeavesTheSame() throws IOException {
    Tables table = homes("price ~ town + town:kind + rooms");
    PipelineModel ours = written(table, table.read().encoder(), DataSpec.Unseen.AT_PREDICT);
    Path theirs = folder.resolve("theirs");
    ours.save(theirs.toUri().toString());

    assertThat(parts(folder.resolve("out/best/spark"))).isEqualTo(parts(theirs));
    PipelineModel again = PipelineModel.load(theirs.toUri().toString());
    for (int i = 0; i < ours.stages().length; i++) {
      assertThat(params(ours.stages()[i])).isEqualTo(params(again.stages()[i]));
      assertThat(ours.stages()[i].getClass()).isEqualTo(again.stages()[i].getClass());
    }
  }

  private static String params(Transformer stage) {
    return stage.explainParams().replaceAll("(?<=\\[L)java.lang.String;@\\w+", "texts");
  }

  /**
   * What the files say, by folder: of metadata the keys and set params, of data schema and rows.
   */
  private Map<String, Object> parts(Path root) throws IOException {
    Map<String, Object> parts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().matches("part-.*")).toList()) {
        String name = root.relativize(file.getParent()).toString();
        if (name.endsWith("metadata")) {
          Map<String, Object> fields =
              new JsonMapper()
                  .readValue(file.toFile(), new TypeReference<Map<String, Object>>() {});
          fields.replaceAll(
              (key, value) ->
                  List.of("timestamp", "sparkVersion", "defaultParamMap").contains(key)
                      ? "any"
                      : value);
          parts.put(name, fields);
        } else {
          Dataset<Row> data = spark.read().parquet(file.toUri().toString());
          parts.put(name, data.schema().json() + data.toJSON().collectAsList());
        }
      }
    }
    return parts;
  }

  @Test
  void sameWinnerHasTheSameBytesAndAnotherTakesItsPlace() throws IOException {
    Tables table = homes("price ~ town");
    written(table, table.read().encoder(), DataSpec.Unseen.AT_PREDICT);
    Map<String, String> first = bytes();
    written(table, table.read().encoder(), DataSpec.Unseen.AT_PREDICT);
    assertThat(bytes()).isEqualTo(first);

    Tables other = homes("price ~ rooms");
    written(other, other.read().encoder(), DataSpec.Unseen.AT_PREDICT);
    assertThat(bytes().keySet()).noneMatch(name -> name.contains("StringIndexer"));
  }

  private Map<String, String> bytes() throws IOException {
    Map<String, String> all = new TreeMap<>();
    Path root = folder.resolve("out/best/spark");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(
            root.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  @Test
  void tableThatSparkCannotTellApartHasNoneAndSaysWhy() throws IOException {
    Tables table =
        Tables.csv(folder, "case.csv", "y,x,X", "1,2,3", "2,3,5", "3,5,4").select("y", "x", "X");
    Encoder encoder = table.read().encoder();
    DataSpec data = new DataSpec(table.spec(), DataSpec.Standardize.NONE, DataSpec.Missing.ERROR);
    written(homes("price ~ town"), homes("price ~ town").read().encoder(), DataSpec.Unseen.ERROR);

    WinnerPipeline.write(out, data, Optional.of(encoder), model(encoder), "0");

    assertThat(WinnerPipeline.note(data, Optional.of(encoder)))
        .contains(
            "best/spark cannot be written: Spark cannot tell \"X\" from another column"
                + " (linesweep predict works)");
    assertThat(folder.resolve("out/best/spark")).doesNotExist();
  }
}
