package dev.linesweep;

import static dev.linesweep.table.Column.Type.DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.output.TrialFilter;
import dev.linesweep.output.TrialsFile;
import dev.linesweep.report.console.TrialListing;
import dev.linesweep.run.TrialCondition;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.OutputFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions and orders of {@code show}, next to what Spark makes of them. */
class ListedTrialsTest {
  private static final String JOB =
      """
      name: listed
      data: {linear: {rows: 200, features: 3, noise: 0.1}}
      split: {test: 0.2, validation: 0.1}
      parameters:
        optimizer: {values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}, adam, adadelta]}
        learning_rate: {values: [0.01, 0.1, 1e30]}
        epochs: {values: [1, 20, 60]}
        seed: {values: [1, 13]}
      """;

  @TempDir static Path folder;
  private static Path out;
  private static OutputFolder sweep;

  @BeforeAll
  static void sweep() throws Exception {
    Path job = Files.writeString(folder.resolve("listed.yaml"), JOB);
    out = folder.resolve("out");
    Sweep.read(job.toString(), "engine=fused").withOut(out.toString()).run(SharedSpark.session());
    sweep =
        OutputFolder.existing(new Configuration(), new org.apache.hadoop.fs.Path(out.toString()));
  }

  private static TrialListing list(String where, String sort, int top) throws Exception {
    BitSet ranks = new TrialCondition(where).ranks(SharedSpark.session(), sweep);
    return new TrialsFile(sweep).list(sort, top, rank -> ranks.get((int) rank));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer = 'adam' AND epochs > 10",
        "not (learning_rate > 0.1)",
        "STATE = 'DIVERGED' or diverged_epoch is not null",
        "diverged_epoch < 1000",
        "batch_size = 'full' and test_r2 between -1 and 1.0",
        "nesterovs_momentum <> 0.5",
        "`nesterovs.momentum` <> 0.5 and nesterovs.momentum > 0",
        "test_loss < train_loss",
        "seed in (13, 42.0) and error is null",
        "rank <= 3 and engine != 'dl4j'",
      })
  void aConditionFindsWithoutSparkWhatSparkFinds(String where) throws Exception {
    assertThat(TrialFilter.ranks(new TrialsFile(sweep).rows(), where))
        .hasValue(new TrialCondition(where).ranks(SharedSpark.session(), sweep));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abs(test_r2) > 0.5",
        "learning_rate = '0.1'",
        "started > '2020-01-01'",
        "weights is null",
        "diverged_epoch < 3000000000",
        "learning_rat > 1",
        "optimizer like 'ad%'"
      })
  void otherConditionsAreLeftToSpark(String where) throws Exception {
    assertThat(TrialFilter.ranks(new TrialsFile(sweep).rows(), where)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rank desc",
        "test_r2",
        "test_r2 desc",
        "trial_id",
        "weights desc",
        "diverged_epoch",
        "started",
        "nesterovs_momentum desc"
      })
  void theOrderIsThatOfSpark(String sort) throws Exception {
    String[] words = sort.split(" ");
    Column column = functions.col("`" + words[0] + "`");
    List<Row> expected =
        SharedSpark.session()
            .read()
            .parquet(out + "/trials.parquet")
            .orderBy(
                words.length > 1 ? column.desc_nulls_last() : column.asc_nulls_last(),
                functions.col("rank"))
            .limit(25)
            .collectAsList();

    List<dev.linesweep.table.Row> found = list("true", sort, 25).rows();

    assertThat(found).extracting(row -> row.value("rank")).isEqualTo(ranks(expected));
    for (int i = 0; i < 25; i++) {
      for (String name : List.of("epochs", "seed", "test_loss", "host", "error", "state")) {
        assertThat(found.get(i).value(name)).isEqualTo(expected.get(i).getAs(name));
      }
      assertThat(found.get(i).value("started"))
          .isEqualTo(expected.get(i).<java.sql.Timestamp>getAs("started").toInstant());
    }
  }

  @Test
  void aColumnIsUnderstoodWithTheDotOfTheJobFile() throws Exception {
    String where = "nesterovs.momentum > 0.5 and abs(nesterovs.momentum) < 1";

    assertThat(list(where, "", 0).rows())
        .isNotEmpty()
        .allMatch(row -> row.number("nesterovs_momentum") == 0.9);
    assertThat(list("true", "nesterovs.momentum desc", 25).csv())
        .isEqualTo(list("true", "nesterovs_momentum desc", 25).csv());
  }

  @Test
  void tablesWithNamesOfAnEarlierReleaseAreNotRead() throws Exception {
    byte[] now = Files.readAllBytes(out.resolve("trials.parquet"));
    try {
      sweep.writeTable(
          sweep.trials(),
          List.of(new dev.linesweep.table.Column<>("adam.beta1", DOUBLE, row -> row)),
          sink -> sink.accept(new Object[] {0.9}));

      assertThatThrownBy(() -> new TrialsFile(sweep).rows())
          .isInstanceOf(JobException.class)
          .hasMessageContaining("earlier")
          .hasMessageContaining("Run the sweep again");
    } finally {
      Files.write(out.resolve("trials.parquet"), now);
    }
  }

  private static List<Object> ranks(List<Row> rows) {
    return rows.stream().<Object>map(row -> row.getAs("rank")).toList();
  }
}
