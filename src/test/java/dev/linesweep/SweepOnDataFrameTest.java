package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.Homes;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.spec.EngineChoice;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on DataFrames, next to the same job on the same rows in a file. */
class SweepOnDataFrameTest {
  private static final SparkSession SPARK = SharedSpark.session();

  @TempDir private Path folder;

  private SweepResult run(SweepBuilder builder, String out) throws InterruptedException {
    return job(builder).withOut(folder.resolve(out).toString()).run(SPARK);
  }

  private static Sweep job(SweepBuilder builder) {
    return builder
        .optimizers(List.of("sgd", "adam"))
        .learningRates(List.of(0.1, 1))
        .epochs(List.of(50, 10))
        .engine(EngineChoice.FUSED)
        .build();
  }

  private String summary(String out) throws IOException {
    return Files.readString(folder.resolve(out).resolve("summary.csv"));
  }

  @Test
  void columnsFormulaAndVectorGiveTheBytesOfTheSameRowsInAFileHoweverTheyArePartitioned()
      throws Exception {
    Homes.rows().write().parquet(folder.resolve("homes.parquet").toString());
    Path file = folder.resolve("file.yaml");
    Files.writeString(
        file,
        """
        name: homes
        data: {format: parquet, path: homes.parquet, label: price, features: [rooms, age]}
        parameters:
          optimizer: {values: [sgd, adam]}
          learning_rate: {values: [0.1, 1]}
          epochs: {values: [10, 50]}
        engine: fused
        """);
    Sweep.read(file.toString()).withOut(folder.resolve("file").toString()).run(SPARK);

    run(Sweep.on(Homes.rows().repartition(7)).columns("price", "rooms", "age"), "columns");
    run(Sweep.on(Homes.rows()).columns("price", List.of("rooms", "age")), "list");
    run(Sweep.on(Homes.rows().coalesce(1)).formula("price ~ rooms + age"), "formula");
    run(Sweep.on(vectors().repartition(3)).vector("price", "features"), "vector");

    assertThat(List.of(summary("columns"), summary("list"), summary("formula"), summary("vector")))
        .containsOnly(summary("file"));
  }

  @Test
  void theFolderSaysWhereItsRowsCameFromAndHowToRunItAgain() throws Exception {
    SweepBuilder builder =
        Sweep.on(Homes.rows().where("kind != 'password=hunter2'")).formula("price ~ rooms + kind");
    run(builder, "out");
    String job = folder.resolve("out/job.yaml").toString();

    assertThat(Files.readString(Path.of(job))).contains("  format: dataframe\n");
    assertThat(Files.readString(folder.resolve("out/provenance.json")))
        .contains("\"plan\"", "Range (0, 60")
        .doesNotContain("hunter2");
    assertThatThrownBy(() -> Sweep.read(job).run(SPARK))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("data.format: the rows of this job came from a program's DataFrame")
        .hasMessageContaining("--set data.format=parquet --set data.path=rows.parquet");

    Homes.rows().write().parquet(folder.resolve("rows.parquet").toString());
    SweepResult again =
        Sweep.read(
                job, List.of("data.format=parquet", "data.path=" + folder.resolve("rows.parquet")))
            .withOut(folder.resolve("again").toString())
            .run(SPARK);
    assertThat(summary("again")).isEqualTo(summary("out"));
    assertThat(again.completed()).isEqualTo(8);
  }

  @Test
  void aJobOnVectorsSaysHowItsRowsAreSavedAndRunsOnThem() throws Exception {
    Sweep sweep = job(Sweep.on(vectors()).vector("price", "features").orderBy("kind"));
    sweep.withOut(folder.resolve("out").toString()).run(SPARK);
    String job = folder.resolve("out/job.yaml").toString();

    assertThatThrownBy(() -> Sweep.read(job).run(SPARK))
        .isInstanceOf(JobException.class)
        .hasMessageEndingWith(
            "--set data.path=rows.parquet. Its features are elements of the vectors in column"
                + " features; save them as columns first. In Python, with vector_to_array of"
                + " pyspark.ml.functions: df.select(\"price\", \"kind\","
                + " *[vector_to_array(\"features\")[i].alias(name) for i, name in"
                + " enumerate([\"rooms\", \"age\"])]).write.parquet(\"rows.parquet\"). In Java,"
                + " sweep.rows() of the Sweep returns them.");

    sweep.rows().orElseThrow().write().parquet(folder.resolve("rows.parquet").toString());
    Sweep.read(job, "data.format=parquet", "data.path=" + folder.resolve("rows.parquet"))
        .withOut(folder.resolve("again").toString())
        .run(SPARK);
    assertThat(summary("again")).isEqualTo(summary("out"));
  }

  @Test
  void aFolderOfATemporaryViewSaysSoWhereTheViewIsNotThere() throws Exception {
    Homes.rows().createOrReplaceTempView("homes_for_sale");
    Path file = folder.resolve("view.yaml");
    Files.writeString(
        file,
        """
        name: view
        data: {table: homes_for_sale, label: price, features: [rooms, age]}
        parameters: {optimizer: sgd, learning_rate: 0.1, epochs: 10}
        engine: fused
        """);
    Sweep sweep = Sweep.read(file.toString()).withOut(folder.resolve("out").toString());
    sweep.run(SPARK);
    String job = folder.resolve("out/job.yaml").toString();
    assertThat(Files.readString(folder.resolve("out/provenance.json")))
        .contains("homes_for_sale is a temporary view", "\"plan\"");
    assertThat(Sweep.read(job).withOut(folder.resolve("out").toString()).run(SPARK).completed())
        .isEqualTo(1);

    SPARK.catalog().dropTempView("homes_for_sale");

    assertThatThrownBy(() -> Sweep.read(job).run(SPARK))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "data.table: there is no table or view homes_for_sale. homes_for_sale was a temporary"
                + " view in the program that ran this sweep. Create it in the session that runs"
                + " this job, or save its rows as a table and use the name of that table.");
  }

  @Test
  void theTablesOfAResultAreThoseOfTheFolder() throws Exception {
    SweepResult seeds =
        run(Sweep.on(Homes.rows()).columns("price", "rooms").seeds(List.of(1, 2, 3)), "seeds");
    assertThat(seeds.trials().count()).isEqualTo(24);
    assertThat(seeds.settings().count()).isEqualTo(8);
    assertThat(seeds.curves().where("epoch = 50").count()).isEqualTo(12);

    SweepResult one = run(Sweep.on(Homes.rows()).columns("price", "rooms"), "one");
    assertThat(one.settings().schema().catalogString())
        .isEqualTo(seeds.settings().schema().catalogString());
    assertThat(one.settings().select("rank").collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(one.settings().select("test_loss_mean").collectAsList())
        .isEqualTo(one.trials().orderBy("rank").select("test_loss").collectAsList());
    assertThat(SweepFolder.open(SPARK, one.folder()).trials().count()).isEqualTo(8);

    SparkSession site = SPARK.newSession();
    site.conf().set("spark.sql.columnNameOfCorruptRecord", "test_loss_mean");
    assertThat(SweepFolder.open(site, seeds.folder()).settings().collectAsList())
        .isEqualTo(seeds.settings().collectAsList());
  }

  @Test
  void settingsOfASweepInWhichNoTrialCompletedHaveTheirColumns() throws Exception {
    List<String> diverging = List.of("training.loss=mse", "learning_rate=1.0e+30");
    SweepResult result =
        run(Sweep.on(Homes.rows()).columns("price", "rooms").set(diverging), "diverged");
    SweepResult seeds =
        run(Sweep.on(Homes.rows()).columns("price", "rooms").set(diverging).seeds(1, 2), "seeds");

    assertThat(result.completed()).isZero();
    Dataset<Row> settings = result.settings();
    assertThat(settings.schema().catalogString())
        .isEqualTo(seeds.settings().schema().catalogString());
    assertThat(settings.select("complete", "diverged", "test_loss_mean").collectAsList())
        .containsOnly(RowFactory.create(0L, 1L, null))
        .hasSize(4);
  }

  @Test
  void messagesNameTheMethodsThatAProgramHas() throws Exception {
    run(Sweep.on(Homes.rows()).columns("price", "rooms"), "out");

    assertThatThrownBy(() -> run(Sweep.on(Homes.rows()).columns("price", "age"), "out"))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("belongs to another sweep")
        .hasMessageEndingWith(
            "Use another folder (withOut(…)), or withFreshStart() to remove that sweep.");
    assertThatThrownBy(() -> SweepFolder.open(SPARK, folder.resolve("none").toString()))
        .hasMessageEndingWith(
            "holds no sweep. Give the folder (withOut(…)) of a run that has begun.");
  }

  @Test
  void settingsOfTheJobFileCanBeGivenAsText() {
    Sweep sweep =
        Sweep.on(Homes.rows())
            .columns("price", "rooms")
            .optimizers("sgd")
            .epochs(10, 100)
            .set("learning_rate={min: 0.001, max: 1, count: 4, scale: log}")
            .set(List.of("early_terminate={type: halving, eta: 3, min_epochs: 10}"))
            .build();

    assertThat(sweep.spec().parameters().learningRates()).containsExactly(0.001, 0.01, 0.1, 1.0);
    assertThat(sweep.spec().limits().earlyTerminate().isNever()).isFalse();
  }

  private static Dataset<Row> vectors() {
    return new VectorAssembler()
        .setInputCols(new String[] {"rooms", "age"})
        .setOutputCol("features")
        .transform(Homes.rows());
  }

  @Test
  void everyColumnThatASettingOfAJobOnVectorsNamesIsKept() throws Exception {
    List<String> settings =
        List.of(
            "data.order_by=[rooms]",
            "data.baseline=[{name: guess, column: price_guess}]",
            "split={by: random, groups: town}");
    String[] more = {"*", "price + 0.1D AS price_guess", "string(int(age * 10)) AS town"};
    run(Sweep.on(vectors().selectExpr(more)).vector("price", "features").set(settings), "v");

    run(
        Sweep.on(Homes.rows().selectExpr(more)).columns("price", "rooms", "age").set(settings),
        "c");

    assertThat(summary("v")).isEqualTo(summary("c"));
    assertThat(Files.readString(folder.resolve("v/report.html"))).contains("guess");
  }

  @Test
  void aJobOnVectorsMayNameFewerFeaturesAnotherLabelOrAQuery() throws Exception {
    SweepBuilder fewer =
        Sweep.on(vectors())
            .vector("age", "features")
            .set("data.label=price", "data.features=[rooms]", "data.query=SELECT * FROM input");

    run(fewer, "fewer");

    run(Sweep.on(Homes.rows()).columns("price", "rooms"), "same");
    assertThat(summary("fewer")).isEqualTo(summary("same"));
  }

  @Test
  void aColumnThatAJobOnVectorsNamesAndIsNotThereIsRefusedWithItsKey() {
    SweepBuilder builder =
        Sweep.on(vectors()).vector("price", "features").set("data.order_by=[room]");

    assertThatThrownBy(() -> job(builder))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "data.order_by: the DataFrame has no column \"room\" (did you mean \"rooms\"?). Its"
                + " columns are rooms, age, kind, price, features.");
  }

  @Test
  void whatAListMustNotHoldIsRefusedWithItsAxis() {
    SweepBuilder builder = Sweep.on(Homes.rows());

    assertThatThrownBy(() -> builder.epochs(List.of(1.5)))
        .hasMessage("parameters.epochs: expected whole numbers, got 1.5");
    assertThatThrownBy(() -> builder.epochs(List.of(1L << 40)))
        .hasMessage("parameters.epochs: expected whole numbers below 2^31, got 1099511627776");
    assertThatThrownBy(() -> builder.optimizers(List.of("adm")))
        .hasMessageContaining("parameters.optimizer: expected sgd")
        .hasMessageEndingWith("got \"adm\" (did you mean \"adam\"?)");
    assertThatThrownBy(builder::build)
        .hasMessageContaining("say which columns are the label and the features");
  }
}
