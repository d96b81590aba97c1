package dev.linesweep.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Spark's own tests ask of the params and the persistence of every stage. */
class StagesTest {
  private static final SparkSession SPARK = SharedSpark.session();

  @TempDir private Path folder;

  /** Each with a value of every param. */
  static List<PipelineStage> stages() {
    return List.of(
        new LineSweep()
            .setFeaturesCol("x")
            .setLabelCol("y")
            .setPredictionCol("p")
            .setWeightCol("w")
            .setOrderByCols("day", "hour")
            .setMissing("drop")
            .setStandardize("features")
            .setTrainingLoss("mse")
            .setTestFraction(0.25)
            .setValidationFraction(0.125)
            .setFolds(0)
            .setSplitBy("interleaved")
            .setSplitSeed(1L << 40)
            .setGroupsCol("town")
            .setOptimizers("nadam", "sgd")
            .setLearningRates(0.5, 0.25)
            .setEpochs(3, 7)
            .setSeeds(-1, 2)
            .setBatchSizes(8, 0)
            .setL1(0, 0.5)
            .setL2(0.25)
            .setMethod("sobol")
            .setCount(5)
            .setSearchSeed(9)
            .setMetric("test_r2")
            .setSelect("best")
            .setName("homes")
            .setEngine("auto")
            .setDevice("cpu")
            .setOut("runs/x")
            .setFreshStart(true)
            .setOverwrite(true)
            .setTimeBudget(60)
            .setMaxTrials(100)
            .setJobSettings("training.init=zeros"),
        new LineSweepTrials().setFolder("runs/x").setTable("settings"));
  }

  private static Object value(Params stage, Param<?> param) {
    Object value = stage.getOrDefault(param);
    return value instanceof double[] doubles
        ? Arrays.stream(doubles).boxed().toList()
        : value instanceof int[] ints
            ? Arrays.stream(ints).boxed().toList()
            : value instanceof String[] texts ? List.of(texts) : value;
  }

  private static void assertSame(PipelineStage stage, PipelineStage other) {
    assertThat(other).isNotSameAs(stage).hasSameClassAs(stage);
    assertThat(other.uid()).isEqualTo(stage.uid());
    for (Param<?> param : stage.params()) {
      Param<Object> there = other.getParam(param.name());
      assertThat(other.isSet(there)).as(param.name()).isEqualTo(stage.isSet(param));
      assertThat(other.hasDefault(there)).as(param.name()).isEqualTo(stage.hasDefault(param));
      assertThat(value(other, there)).as(param.name()).isEqualTo(value(stage, param));
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void everyParamBelongsToItsStageIsExplainedAndHasASetter(PipelineStage stage) throws Exception {
    Param<?>[] params = stage.params();

    assertThat(Stream.of(params).map(Param::name)).isSorted().doesNotHaveDuplicates();
    for (Param<?> param : params) {
      assertThat(param.parent()).isEqualTo(stage.uid());
      assertThat(stage.getParam(param.name())).isEqualTo(param);
      assertThat(stage.isSet(param)).as(param.name()).isTrue();
      assertThat(stage.explainParams()).contains(param.name() + ": " + param.doc());
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aCopyHasTheSameParamsAndItsOwnValues(PipelineStage stage) {
    PipelineStage copy = stage.copy(ParamMap.empty());
    assertSame(stage, copy);

    String param = stage instanceof LineSweep ? "labelCol" : "folder";
    Param<Object> changed = stage.getParam(param);
    PipelineStage other = stage.copy(new ParamMap().put(changed, "other"));
    assertThat(other.<Object>getOrDefault(other.getParam(param))).isEqualTo("other");
    assertThat(stage.<Object>getOrDefault(changed)).isNotEqualTo("other");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void whatIsSavedIsLoadedAndNotReplacedUnasked(PipelineStage stage) throws Exception {
    String path = folder.resolve("stage").toString();
    ((MLWritable) stage).save(path);

    PipelineStage loaded =
        stage instanceof LineSweep ? LineSweep.load(path) : LineSweepTrials.load(path);
    assertSame(stage, loaded);
    assertThatThrownBy(() -> ((MLWritable) stage).save(path))
        .hasMessageContaining("already exists");
    ((MLWritable) stage).write().overwrite().save(path);
  }

  @Test
  void theServicesOfSparkConnectAreThese() throws Exception {
    assertThat(ServiceLoader.load(Estimator.class).stream().map(ServiceLoader.Provider::type))
        .contains(LineSweep.class);
    assertThat(ServiceLoader.load(Transformer.class).stream().map(ServiceLoader.Provider::type))
        .contains(LineSweepTrials.class);
    for (Class<?> stage : List.of(LineSweep.class, LineSweepTrials.class)) {
      assertThat(stage.getConstructor(String.class).newInstance("u"))
          .isInstanceOfSatisfying(
              PipelineStage.class, made -> assertThat(made.uid()).isEqualTo("u"));
    }
  }

  @Test
  void aWrongValueIsRefusedWithTheNameOfItsParam() {
    LineSweep sweep = new LineSweep("sweep");

    for (Runnable wrong :
        List.<Runnable>of(
            () -> sweep.setOptimizers("adm"),
            () -> sweep.setOptimizers(),
            () -> sweep.setLearningRates(0.1, -1),
            () -> sweep.setLearningRates(Double.NaN),
            () -> sweep.setEpochs(0),
            () -> sweep.setSeeds(),
            () -> sweep.setBatchSizes(-1),
            () -> sweep.setL1(-0.5),
            () -> sweep.setL2(Double.POSITIVE_INFINITY),
            () -> sweep.setMethod("bayes"),
            () -> sweep.setCount(0),
            () -> sweep.setTestFraction(1),
            () -> sweep.setValidationFraction(-0.1),
            () -> sweep.setFolds(1),
            () -> sweep.setTrainingLoss("squaredError"),
            () -> sweep.setStandardize("true"),
            () -> sweep.setMissing("keep"),
            () -> sweep.setSplitBy("time"),
            () -> sweep.setOrderByCols("a", "a"),
            () -> sweep.setMetric("rmse"),
            () -> sweep.setSelect("worst"),
            () -> sweep.setEngine("spark"),
            () -> sweep.setDevice("tpu"),
            () -> sweep.setTimeBudget(-1),
            () -> sweep.setMaxTrials(-1))) {
      assertThatThrownBy(wrong::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("sweep parameter \\w+ given invalid value .*\\.");
    }
    sweep.setLearningRates();
    assertThat(sweep.getOrDefault(sweep.learningRates())).isEmpty();
    assertThatThrownBy(() -> new LineSweepTrials("t").setTable("trial"))
        .hasMessage("t parameter table given invalid value trial.");
  }

  @Test
  void theDefaultsAreThoseOfTheJobFile() {
    SweepSpec job =
        SpecReader.read(
            """
            name: linesweep
            data: {format: dataframe, label: label, features: [a, b]}
            parameters:
              optimizer: {values: [sgd, adam]}
              learning_rate: auto
              epochs: {values: [10, 100, 400]}
            """,
            "job.yaml",
            List.of());

    assertSameButForTheHint(new LineSweep().sweep(vectors()).spec(), job);
  }

  @Test
  void everyParamIsInTheJob() {
    LineSweep all = (LineSweep) stages().get(0);
    Dataset<Row> rows =
        vectors()
            .withColumnRenamed("features", "x")
            .withColumnRenamed("label", "y")
            .selectExpr("*", "1 AS day", "2 AS hour", "'here' AS town", "3 AS w");

    assertSameButForTheHint(
        all.sweep(rows).spec(),
        SpecReader.read(
            """
            name: homes
            data: {format: dataframe, label: y, features: [a, b], order_by: [day, hour], row_weight: w, missing: drop, standardize: features}
            split: {test: 0.25, validation: 0.125, by: interleaved, seed: 1099511627776, groups: town}
            training: {loss: mse, init: zeros}
            method: sobol
            count: 5
            search_seed: 9
            metric: test_r2
            select: best
            parameters:
              optimizer: {values: [nadam, sgd]}
              learning_rate: {values: [0.5, 0.25]}
              epochs: {values: [3, 7]}
              seed: {values: [-1, 2]}
              batch_size: {values: [8, full]}
              l1: {values: [0, 0.5]}
              l2: 0.25
            engine: auto
            device: cpu
            time_budget: 60s
            max_trials: 100
            """,
            "job.yaml",
            List.of()));
  }

  /** A hint says how to get the rows of vectors again, which a job file would not have. */
  private static void assertSameButForTheHint(SweepSpec made, SweepSpec job) {
    assertThat(made.data().source().toString()).contains("hint=Its features are elements");
    assertThat(made).usingRecursiveComparison().ignoringFields("data.source.hint").isEqualTo(job);
  }

  private static Dataset<Row> vectors() {
    return new VectorAssembler()
        .setInputCols(new String[] {"a", "b"})
        .setOutputCol("features")
        .transform(SPARK.range(5).selectExpr("id AS a", "id * id AS b", "2 * id AS label"))
        .drop("a", "b");
  }

  @Test
  void theSchemaIsCheckedBeforeAnythingRuns() throws Exception {
    LineSweep sweep = new LineSweep("sweep").setOut(folder.resolve("out").toString());
    Dataset<Row> rows = vectors();

    assertThat(sweep.transformSchema(rows.schema()).fieldNames())
        .containsExactly("label", "features", "prediction");
    assertThatThrownBy(() -> sweep.copy(ParamMap.empty()).setLabelCol("price").fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("price");
    assertThatThrownBy(() -> sweep.fit(rows.selectExpr("features", "'x' AS label")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sweep: column label (param labelCol) must hold numbers but holds string");
    assertThatThrownBy(() -> sweep.fit(rows.selectExpr("label", "label AS features")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sweep: column features (param featuresCol) must hold Spark ML vectors but holds"
                + " bigint. Create them with VectorAssembler");
    assertThatThrownBy(() -> sweep.fit(rows.selectExpr("label", "array(label) AS features")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sweep: column features (param featuresCol) must hold Spark ML vectors but holds"
                + " array<bigint>. Create them with array_to_vector (in"
                + " org.apache.spark.ml.functions and pyspark.ml.functions)");
    assertThatThrownBy(
            () -> sweep.transformSchema(rows.selectExpr("*", "1 AS prediction").schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sweep: column prediction already exists. Set predictionCol to another name");
    LineSweep weighted = sweep.copy(ParamMap.empty()).setWeightCol("w");
    assertThatThrownBy(() -> weighted.transformSchema(rows.schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sweep: param weightCol: there is no column \"w\". The columns are label, features.");
    assertThatThrownBy(() -> weighted.fit(rows.selectExpr("*", "'1' AS w")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sweep: column w (param weightCol) must hold numbers but holds string");
    assertThat(weighted.transformSchema(rows.selectExpr("*", "true AS w").schema()).fieldNames())
        .contains("prediction");
    assertThat(weighted.setWeightCol("").transformSchema(rows.schema()).fieldNames())
        .as("no weights, as in Spark's own estimators")
        .contains("prediction");
    assertThat(Files.exists(folder.resolve("out"))).isFalse();
  }
}
