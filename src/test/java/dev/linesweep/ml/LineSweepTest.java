package dev.linesweep.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.Sweep;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.model.LinearModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.LinearRegressionModel;
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
    java.nio.file.Files.writeString(
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
  void theTransformerShowsTheTables() {
    small("tables").fit(assembled());
    LineSweepTrials tables = new LineSweepTrials().setFolder(folder.resolve("tables").toString());

    assertThat(tables.transform(homes()).count()).isEqualTo(4);
    assertThat(tables.setTable("curves").transform(homes()).columns()).contains("train_loss");
    assertThat(tables.setTable("settings").transform(homes()).collectAsList()).hasSize(4);
  }
}
