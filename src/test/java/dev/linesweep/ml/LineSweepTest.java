package dev.linesweep.ml;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.Sweep;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.model.LinearModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estimator next to the same job from a file, and in what Spark ML does with estimators. */
class LineSweepTest {
  private static final SparkSession SPARK = SharedSpark.session();

  @TempDir private Path folder;

  /** price = 3 rooms - 2 age + 5, with noise. */
  private static Dataset<Row> homes() {
    Random random = new Random(13);
    List<Row> rows =
        IntStream.range(0, 80)
            .mapToObj(
                i -> {
                  double rooms = random.nextDouble() * 5;
                  double age = random.nextDouble();
                  double price = 3 * rooms - 2 * age + 5 + 0.1 * random.nextGaussian();
                  return RowFactory.create(rooms, age, price);
                })
            .toList();
    return SPARK.createDataFrame(
        rows,
        new StructType()
            .add("rooms", DataTypes.DoubleType)
            .add("age", DataTypes.DoubleType)
            .add("price", DataTypes.DoubleType));
  }

  private static VectorAssembler assembler() {
    return new VectorAssembler()
        .setInputCols(new String[] {"rooms", "age"})
        .setOutputCol("features");
  }

  private static Dataset<Row> assembled() {
    return assembler().transform(homes());
  }

  private LineSweep small(String out) {
    return new LineSweep()
        .setLabelCol("price")
        .setOptimizers("adam")
        .setLearningRates(0.01, 0.1)
        .setEpochs(50, 200)
        .setEngine("fused")
        .setOut(folder.resolve(out).toString());
  }

  @Test
  void theModelIsTheWinnerOfTheSameJobOnTheSameRows() throws Exception {
    LinearRegressionModel model = small("estimator").fit(assembled());

    homes().write().parquet(folder.resolve("homes.parquet").toString());
    Path job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        """
        name: linesweep
        data: {format: parquet, path: homes.parquet, label: price, features: [rooms, age]}
        parameters: {optimizer: adam, learning_rate: {values: [0.01, 0.1]}, epochs: {values: [50, 200]}}
        engine: fused
        """);
    LinearModel winner =
        Sweep.read(job.toString())
            .withOut(folder.resolve("file").toString())
            .run(SPARK)
            .model()
            .orElseThrow();
    assertThat(model.coefficients().toArray()).isEqualTo(winner.weights());
    assertThat(model.intercept()).isEqualTo(winner.bias());
    assertThat(model.coefficients().toArray()[0]).isCloseTo(3, within(0.3));
  }

  @Test
  void worksInAPipelineThatIsSavedAndLoaded() throws Exception {
    Pipeline pipeline =
        new Pipeline().setStages(new PipelineStage[] {assembler(), small("pipeline")});
    String saved = folder.resolve("saved").toString();

    PipelineModel model = pipeline.fit(homes());
    model.write().save(saved);

    List<Row> predicted =
        PipelineModel.load(saved).transform(homes()).select("prediction", "price").collectAsList();
    assertThat(predicted).hasSize(80);
    for (Row row : predicted) {
      assertThat(row.getDouble(0)).isCloseTo(row.getDouble(1), within(2.0));
    }
    pipeline.write().save(saved + "-unfitted");
    LineSweep loaded = (LineSweep) Pipeline.load(saved + "-unfitted").getStages()[1];
    assertThat(loaded.getOrDefault(loaded.learningRates())).containsExactly(0.01, 0.1);
  }

  @Test
  void theModelOfTheFolderScoresTheDataFrameOfVectorsToo() {
    LinearRegressionModel model = small("scores").fit(assembled());

    List<Row> pairs =
        PipelineModel.load(folder.resolve("scores/best/spark").toString())
            .transform(model.setPredictionCol("mine").transform(assembled()))
            .select("prediction", "mine")
            .collectAsList();

    assertThat(pairs).hasSize(80);
    for (Row pair : pairs) {
      assertThat(pair.getDouble(0)).isCloseTo(pair.getDouble(1), within(1e-9));
    }
  }

  @Test
  void theTransformerShowsTheTables() {
    small("tables").fit(assembled());
    LineSweepTrials tables = new LineSweepTrials().setFolder(folder.resolve("tables").toString());

    assertThat(tables.transform(homes()).count()).isEqualTo(4);
    assertThat(tables.setTable("curves").transform(homes()).columns()).contains("train_loss");
    assertThat(tables.setTable("settings").transform(homes()).collectAsList()).hasSize(4);
  }

  @Test
  void theTransformerNamesTheParamsOfTheEstimatorWhereThereIsNoSweep() throws Exception {
    Dataset<Row> rows = homes();
    LineSweepTrials tables = new LineSweepTrials().setFolder(folder.resolve("none").toString());

    assertThatThrownBy(() -> tables.transform(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "holds no sweep. Give the folder (the param out) of a run that has begun.");
  }

  @Test
  void theModelIsTheEstimatorsOwn() {
    LineSweep sweep = small("own").setPredictionCol("guess");
    LinearRegressionModel model = sweep.fit(assembled());

    assertThat(model.uid()).isEqualTo(sweep.uid());
    assertThat(model.parent().uid()).isEqualTo(sweep.uid());
    assertThat(model.copy(ParamMap.empty()).parent()).isEqualTo(model.parent());
    assertThat(model.getLabelCol()).isEqualTo("price");
    assertThat(model.getFeaturesCol()).isEqualTo("features");
    assertThat(model.transform(assembled()).columns()).endsWith("features", "guess");
    assertThat(model.hasSummary()).isFalse();
    assertThat(model.evaluate(assembled()).r2()).isGreaterThan(0.9);
  }

  @Test
  void everyTypeOfNumberIsALabel() {
    Dataset<Row> rows =
        assembler().transform(homes().withColumn("whole", col("price").cast("int")));
    LinearRegressionModel doubles =
        small("double")
            .setLabelCol("whole")
            .fit(rows.withColumn("whole", col("whole").cast("double")));

    for (String type : List.of("tinyint", "smallint", "int", "bigint", "float", "decimal(10,0)")) {
      LinearRegressionModel model =
          small(type.replaceAll("\\W", "_"))
              .setLabelCol("whole")
              .fit(rows.withColumn("whole", col("whole").cast(type)));
      assertThat(model.coefficients()).as(type).isEqualTo(doubles.coefficients());
      assertThat(model.intercept()).as(type).isEqualTo(doubles.intercept());
    }
  }

  @Test
  void paramsOfOneFitDoNotChangeTheEstimator() {
    LineSweep sweep = small("one");
    ParamMap other =
        new ParamMap()
            .put(sweep.epochs(), new int[] {1})
            .put(sweep.out(), folder.resolve("other").toString());

    LinearRegressionModel model = sweep.fit(assembled(), other);

    assertThat(
            new LineSweepTrials()
                .setFolder(folder.resolve("other").toString())
                .transform(homes())
                .count())
        .isEqualTo(2);
    LineSweep parent = (LineSweep) (Object) model.parent();
    assertThat(parent.getOrDefault(parent.epochs())).containsExactly(1);
    assertThat(sweep.getOrDefault(sweep.epochs())).containsExactly(50, 200);
  }

  @Test
  void aSecondFitOfTheSameRowsTrainsNothingAndGivesTheSameModel() throws Exception {
    LinearRegressionModel first = small("twice").fit(assembled());
    Path ended = folder.resolve("twice/provenance.json");
    String provenance = Files.readString(ended);

    LinearRegressionModel second = small("twice").fit(assembled().repartition(5));

    assertThat(second.coefficients()).isEqualTo(first.coefficients());
    assertThat(second.intercept()).isEqualTo(first.intercept());
    assertThat(Files.readString(ended)).isEqualTo(provenance);
  }

  @Test
  void aSearchWithFoldsIsTrainedOnceMoreOnAllTrainingRows() {
    LinearRegressionModel model =
        small("search")
            .setFolds(3)
            .setMethod("sobol")
            .setCount(2)
            .setL2(0, 0.001)
            .setSelect("one_standard_error")
            .setJobSettings("early_terminate={type: halving, eta: 2, min_epochs: 20}")
            .fit(assembled());

    assertThat(model.coefficients().toArray()[0]).isCloseTo(3, within(0.5));
    assertThat(
            new LineSweepTrials()
                .setFolder(folder.resolve("search").toString())
                .setTable("settings")
                .transform(homes())
                .columns())
        .contains("validation_loss_mean", "validation_loss_standard_error");
  }

  @Test
  void sparksOwnModelSelectionTunesItsParams() {
    LineSweep sweep = small("selection").setFreshStart(true);
    ParamMap[] grid = {
      new ParamMap().put(sweep.epochs(), new int[] {1}),
      new ParamMap().put(sweep.epochs(), new int[] {200})
    };

    TrainValidationSplitModel chosen =
        new TrainValidationSplit()
            .setEstimator(sweep)
            .setEvaluator(new RegressionEvaluator().setLabelCol("price"))
            .setEstimatorParamMaps(grid)
            .setSeed(7)
            .fit(assembled());

    assertThat(chosen.validationMetrics()[1]).isLessThan(chosen.validationMetrics()[0]);
    assertThat(((LinearRegressionModel) (Object) chosen.bestModel()).coefficients().toArray()[0])
        .isCloseTo(3, within(0.3));
  }

  @Test
  void whatOnlyTheJobShowsIsRefusedWithTheParam() {
    Dataset<Row> rows = assembled();

    assertThatThrownBy(() -> small("wrong").setMetric("validation_loss").fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("param metric: there is no validation part");
    assertThatThrownBy(() -> small("wrong").setGroupsCol("town").fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            ": param groupsCol: there is no column \"town\". The columns are rooms, age, price,"
                + " features.");
    assertThatThrownBy(() -> small("wrong").setLabelCol("Price").fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            ": param labelCol: there is no column \"Price\" (did you mean \"price\"?). The columns"
                + " are rooms, age, price, features.");
    assertThatThrownBy(() -> small("wrong").setOrderByCols("day").fit(rows))
        .hasMessageContaining(": param orderByCols: there is no column \"day\".");
    assertThatThrownBy(() -> small("wrong").setOptimizers("adam", "adam").fit(rows))
        .hasMessageEndingWith(
            ": param optimizers: adam is listed twice with the same parameters and learning rate");
    Dataset<Row> uneven =
        homes()
            .selectExpr("price", "IF(rooms > 3, array(rooms), array(rooms, age)) AS features")
            .withColumn("features", functions.array_to_vector(col("features")));
    assertThatThrownBy(() -> small("wrong").fit(uneven))
        .hasMessageEndingWith(
            ": param featuresCol: the vectors of column \"features\" must have the same number of"
                + " elements but have 1 to 2");
    assertThatThrownBy(() -> small("wrong").setJobSettings("data.baseline=[guess]").fit(rows))
        .hasMessageContaining(": param jobSettings: data.baseline: the DataFrame has no column");
    assertThatThrownBy(() -> small("wrong").setMethod("random").fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("param count must be set");
    assertThatThrownBy(() -> small("wrong").setJobSettings("epoch=3").fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("param jobSettings: ")
        .hasMessageContaining("did you mean \"epochs\"?");
    assertThat(Files.exists(folder.resolve("wrong"))).isFalse();

    small("there").setEpochs(1).fit(rows);
    assertThatThrownBy(() -> small("there").setTestFraction(0.5).fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "Use another folder (the param out), or freshStart = true to remove that sweep.");
  }

  private static Dataset<Row> weighted() {
    return assembled().withColumn("w", col("rooms").cast("int").plus(0.5));
  }

  @Test
  void theModelOfWeightedRowsIsThatOfTheSameJobOnAFile() throws Exception {
    LinearRegressionModel model = small("weighted").setWeightCol("w").fit(weighted());

    weighted().drop("features").write().parquet(folder.resolve("weighted.parquet").toString());
    Path job = folder.resolve("weighted.yaml");
    Files.writeString(
        job,
        """
        name: linesweep
        data: {format: parquet, path: weighted.parquet, label: price, features: [rooms, age], row_weight: w}
        parameters: {optimizer: adam, learning_rate: {values: [0.01, 0.1]}, epochs: {values: [50, 200]}}
        engine: fused
        """);
    LinearModel winner =
        Sweep.read(job.toString())
            .withOut(folder.resolve("weightedFile").toString())
            .run(SPARK)
            .model()
            .orElseThrow();
    assertThat(model.coefficients().toArray()).isEqualTo(winner.weights());
    assertThat(model.intercept()).isEqualTo(winner.bias());
    assertThat(model.getWeightCol()).isEqualTo("w");
    LinearRegressionModel unweighted = small("unweighted").fit(assembled());
    assertThat(unweighted.isDefined(unweighted.weightCol())).isFalse();
  }

  @Test
  void wrongWeightsAreRefusedWithTheParam() {
    assertThatThrownBy(
            () ->
                small("negative")
                    .setWeightCol("w")
                    .fit(weighted().withColumn("w", col("w").minus(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(": param weightCol: column \"w\" is negative in ")
        .hasMessageContaining("WHERE coalesce(w, 0) >= 0");
    assertThatThrownBy(() -> small("label").setWeightCol("price").fit(assembled()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(": param weightCol: \"price\" is the label");
    assertThatThrownBy(() -> small("feature").setWeightCol("rooms").fit(assembled()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(": param weightCol: \"rooms\" is among the features too");
    assertThatThrownBy(
            () ->
                small("nothing")
                    .setWeightCol("w")
                    .fit(weighted().withColumn("w", col("w").multiply(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            ": param weightCol: no row has a weight above 0. Name another column.");
  }

  @Test
  void withoutATrialThatCompletesThereIsNoModel() {
    LineSweep diverging =
        small("diverged").setOptimizers("sgd").setLearningRates(1e30).setTrainingLoss("mse");

    assertThatThrownBy(() -> diverging.fit(assembled()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no trial completed, so there is no model: 2 diverged, 0 failed");
  }

  @Test
  void anInterruptedFitSaysSoAndContinues() throws Exception {
    LineSweep sweep = small("interrupted");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> sweep.fit(assembled()))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("fit again to continue");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(sweep.fit(assembled()).numFeatures()).isEqualTo(2);
  }
}
