package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.report.SweepListener;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.table.RowSource;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep on rows that nobody reads from a table or a file. */
class GivenRowsTest {
  private static final SparkSession SPARK = SharedSpark.session();
  private static final SweepSpec SWEEP =
      SpecReader.read(
          """
          name: given
          data:
            table: homes
            query: SELECT price, area, upper(kind) AS kind FROM input WHERE area > 0.1
            formula: price ~ area + kind
            order_by: [area]
          split: {test: 0.2}
          training: {loss: mse}
          parameters: {optimizer: sgd, learning_rate: {values: [0.01, 0.1]}, epochs: 50}
          engine: fused
          """,
          "job.yaml",
          List.of());

  @TempDir private Path folder;

  private static Dataset<Row> homes() {
    Random random = new Random(13);
    List<Row> rows =
        IntStream.range(0, 60)
            .mapToObj(
                i -> {
                  double area = random.nextDouble();
                  return RowFactory.create(area, i % 3 == 0 ? "flat" : "house", 2 * area + i % 3);
                })
            .toList();
    return SPARK.createDataFrame(
        rows,
        new StructType()
            .add("area", DataTypes.DoubleType)
            .add("kind", DataTypes.StringType)
            .add("price", DataTypes.DoubleType));
  }

  @Test
  void haveTheResultsOfATableWithTheSameRowsAndTheCallersViewsStayAsTheyAre() throws Exception {
    Dataset<Row> homes = homes();
    SPARK.range(1).createOrReplaceTempView("input");

    sweep("given", new RowSource.Given(homes));

    assertThat(SPARK.table("input").count()).isEqualTo(1);
    SPARK.catalog().dropTempView("input");
    homes.createOrReplaceTempView("homes");
    sweep("named", new RowSource.Named());
    SPARK.catalog().dropTempView("homes");
    assertThat(summary("given")).isNotEmpty().isEqualTo(summary("named"));
  }

  private void sweep(String name, RowSource rows) throws InterruptedException {
    SweepOutcome outcome =
        SweepRun.run(
            SweepRequest.of(SWEEP).withOut(folder.resolve(name).toString()),
            rows,
            SparkHandle.of(SPARK, false),
            SweepListener.SILENT);
    assertThat(outcome.counts().complete()).isEqualTo(2);
  }

  private String summary(String name) throws Exception {
    return Files.readString(folder.resolve(name).resolve("summary.csv"));
  }
}
