package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.linesweep.fixture.Homes;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.model.LinearModel;
import dev.linesweep.output.ReportFolder;
import dev.linesweep.run.PredictionRun;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.EngineChoice;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code predict} and {@code report} make of the folder of a sweep on a DataFrame. */
class DataFrameFolderTest {
  private static final SparkSession SPARK = SharedSpark.session();

  @TempDir private Path folder;

  private static Dataset<Row> vectors() {
    return new VectorAssembler()
        .setInputCols(new String[] {"rooms", "age"})
        .setOutputCol("features")
        .transform(Homes.rows());
  }

  private LinearModel swept(SweepBuilder builder) throws InterruptedException {
    return builder
        .optimizers("adam")
        .learningRates(0.1)
        .epochs(50)
        .engine(EngineChoice.FUSED)
        .build()
        .withOut(out().toString())
        .run(SPARK)
        .model()
        .orElseThrow();
  }

  private Path out() {
    return folder.resolve("out");
  }

  /** Of a file in CSV, as the command prints them. */
  private List<Double> predicted(String... lines) throws IOException {
    Path data = folder.resolve("new.csv");
    Files.write(data, List.of(lines));
    StringWriter results = new StringWriter();
    PredictionRun.run(
        new PredictionRun.Request(out().toString(), data.toString(), ""),
        SparkHandle.of(SPARK, false),
        results);
    return results
        .toString()
        .lines()
        .skip(1)
        .map(line -> Double.valueOf(line.substring(line.lastIndexOf(',') + 1)))
        .toList();
  }

  private static double at(LinearModel model, double... features) {
    double sum = model.bias();
    for (int i = 0; i < features.length; i++) {
      sum += model.weights()[i] * features[i];
    }
    return sum;
  }

  private void thePageIsMadeAgain() throws IOException {
    String page = Files.readString(out().resolve("report.html"));
    Files.delete(out().resolve("report.html"));
    Configuration hadoop = new Configuration();
    OutputFolder sweep =
        OutputFolder.existing(hadoop, new org.apache.hadoop.fs.Path(out().toUri()));
    ReportFolder pages = new ReportFolder(hadoop, sweep);
    pages.writePage(pages.read(), sweep.report());
    pages.writePlots(pages.read(), new org.apache.hadoop.fs.Path(folder.resolve("plots").toUri()));

    assertThat(Files.readString(out().resolve("report.html"))).isEqualTo(page);
    try (Stream<Path> plots = Files.list(folder.resolve("plots"))) {
      assertThat(plots.filter(plot -> plot.toString().endsWith(".svg"))).isNotEmpty();
    }
  }

  @Test
  void aFormulaPredictsItsColumns() throws Exception {
    LinearModel model = swept(Sweep.on(Homes.rows()).formula("price ~ rooms + kind"));

    List<Double> predictions = predicted("kind,rooms", "house,0.5", "flat,0.25");

    assertThat(model.features()).hasSize(2);
    double house = predictions.get(0) - model.weights()[0] * 0.25;
    assertThat(house - predictions.get(1)).isCloseTo(model.weights()[1], within(1e-9));
    thePageIsMadeAgain();
  }

  @Test
  void aVectorPredictsColumnsOfItsElements() throws Exception {
    LinearModel model =
        swept(Sweep.on(vectors()).vector("price", "features").orderBy("rooms", "kind"));

    assertThat(predicted("rooms,age", "0.5,0.25", "1,2").get(1))
        .isCloseTo(at(model, 1, 2), within(1e-9));
    thePageIsMadeAgain();
  }

  @Test
  void aVectorWithoutNamesPredictsNumberedColumns() throws Exception {
    List<Row> rows = vectors().select("price", "features").collectAsList();
    Dataset<Row> plain =
        SPARK.createDataFrame(
            rows.stream()
                .map(row -> RowFactory.create(row.getDouble(0), copy(row.getAs(1))))
                .toList(),
            DataTypes.createStructType(
                List.of(
                    DataTypes.createStructField("price", DataTypes.DoubleType, false),
                    DataTypes.createStructField(
                        "features", org.apache.spark.ml.linalg.SQLDataTypes.VectorType(), false))));
    LinearModel model = swept(Sweep.on(plain).vector("price", "features"));

    assertThat(predicted("features[0],features[1]", "0.5,0.25", "1,2").get(0))
        .isCloseTo(at(model, 0.5, 0.25), within(1e-9));
    thePageIsMadeAgain();
  }

  private static Vector copy(Vector vector) {
    return Vectors.dense(vector.toArray());
  }
}
