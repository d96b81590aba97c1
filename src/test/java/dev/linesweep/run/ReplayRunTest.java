package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.Sweep;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trial of a sweep beside plain DL4J. */
class ReplayRunTest {
  private static final String SMALL =
      """
      name: small
      data: {line: {}, standardize: none}
      training: {loss: mse}
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {values: [0.01, 0.1, 1000000]}
        epochs: {values: [1, 10, 60]}
      """;

  @TempDir static Path shared;
  @TempDir Path folder;
  private static Path small;

  @BeforeAll
  static void sweep() throws Exception {
    small = shared.resolve("small");
    sweep(Files.writeString(shared.resolve("job.yaml"), SMALL), small, "engine=fused");
  }

  private static String sweep(Path job, Path out, String... sets) throws Exception {
    Sweep.read(job.toString(), sets).withOut(out.toString()).run(SharedSpark.session());
    return Files.readString(out.resolve("provenance.json"));
  }

  private static Replayed replay(Path out, String trial) throws IOException {
    return ReplayRun.run(
        new ReplayRun.Request(out.toString(), trial),
        SparkHandle.of(SharedSpark.session(), false),
        note -> {});
  }

  /** Rank, id and state of every trial. */
  private static List<String[]> trials(Path out) throws IOException {
    return Files.readAllLines(out.resolve("summary.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", 4))
        .toList();
  }

  private static void refused(Path out, String trial, String... says) {
    assertThatThrownBy(() -> replay(out, trial))
        .isInstanceOf(JobException.class)
        .hasMessageContainingAll(says);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fused", "dl4j"})
  void bestTrialIsPlainDl4jsUpToRounding(String engine) throws Exception {
    Path out = engine.equals("fused") ? small : folder.resolve("out");
    if (!out.equals(small)) {
      sweep(shared.resolve("job.yaml"), out, "engine=" + engine);
    }

    Replayed best = replay(out, "best");

    assertThat(best.text(80))
        .contains("Trial " + trials(out).get(0)[1] + ", rank 1")
        .contains("EQUAL up to rounding: 20 early epochs (1 to 20) agree")
        .contains("Trained by " + engine)
        .contains("weight of")
        .contains("learning rate 0.1, 60 epochs");
    assertThat(best.text(80).replaceAll("\\s+", " "))
        .contains("at the journalled epochs (1 to 20) are equal to the journal's, bit by bit");
    assertThat(best.holds()).isTrue();
  }

  @Test
  void everyLineFitsATerminal() throws IOException {
    for (String trial : List.of("best", "18")) {
      assertThat(replay(small, trial).text(80).lines().skip(1))
          .allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void aTrialIsFoundByItsRankItsIdAndTheBeginningOfItsId() throws IOException {
    String id = trials(small).get(2)[1];
    String byId = replay(small, id).text(80);

    assertThat(byId).startsWith("Trial " + id + ", rank 3 of ");
    assertThat(replay(small, "3").text(80)).isEqualTo(byId);
    assertThat(replay(small, id.substring(0, 7).toUpperCase(Locale.ROOT)).text(80)).isEqualTo(byId);
  }

  @Test
  void whatNamesNoTrialIsRefusedWithTheWayToFindOne() throws IOException {
    String id = trials(small).get(0)[1];
    String near = id.substring(0, 15) + (id.endsWith("0") ? "1" : "0");

    refused(
        small, near, "no trial \"" + near + "\" among its 18", "Most similar: ", id + " (rank 1)");
    refused(small, "19", "no trial \"19\"", "summary.csv, column trial_id");
    refused(small, "abc", "at least 4 of its first digits, a rank or best", "\"abc\"");
    refused(small, "the best", "\"the best\"", "summary.csv");
    refused(folder, "best", "holds no sweep");
  }

  @Test
  void ofATrialThatDivergedItSaysWhatPlainDl4jDoes() throws IOException {
    String diverged =
        trials(small).stream().filter(t -> t[2].equals("DIVERGED")).findFirst().orElseThrow()[1];

    Replayed outcome = replay(small, diverged);

    assertThat(outcome.text(80).replaceAll("\\s+", " "))
        .containsPattern("The trial diverged at epoch (\\d+); plain DL4J diverges at epoch \\1\\.");
    assertThat(outcome.holds()).isTrue();
  }

  @Test
  void withFewRecordedEpochsTheTrialIsTrainedOnceMoreAndGivesTheSameBits() throws Exception {
    Path out = folder.resolve("many");
    Path job =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: many
            data: {line: {}, standardize: none}
            parameters:
              optimizer: adam
              learning_rate: {min: 0.0001, max: 0.1, count: 10001, scale: log}
              epochs: {values: [4, 60]}
            engine: fused
            """);
    String provenance = sweep(job, out);
    Replayed outcome = replay(out, "best");

    assertThat(provenance).contains("20 early epochs (1 to 20) agree within rounding");
    assertThat(outcome.text(80).replaceAll("\\s+", " "))
        .contains("20 early epochs (1 to 20) agree")
        .contains("at the journalled epochs (4, 60) are equal to the journal's, bit by bit");
    assertThat(outcome.holds()).isTrue();
  }

  @Test
  void withFewRecordedEpochsTheStackedEngineIsJudgedToo() throws Exception {
    Path out = folder.resolve("stacked");
    sweep(shared.resolve("job.yaml"), out, "engine=dl4j", "epochs=60");
    keepOnlyTheLastEpoch(out, 0);

    Replayed outcome = replay(out, "best");

    assertThat(outcome.text(80).replaceAll("\\s+", " "))
        .contains("20 early epochs (1 to 20) agree")
        .contains("at the journalled epochs (60) are equal to the journal's, bit by bit");
    assertThat(outcome.holds()).isTrue();
  }

  @Test
  void weightsThatPlainDl4jDoesNotTrainAreCalledDifferent() throws Exception {
    Path out = folder.resolve("altered");
    sweep(shared.resolve("job.yaml"), out, "engine=fused", "epochs=60");
    keepOnlyTheLastEpoch(out, 0.01f);

    Replayed outcome = replay(out, "best");

    assertThat(outcome.holds()).isFalse();
    assertThat(outcome.text(80)).contains("DIFFERENT: ").contains("NOT equal");
  }

  @Test
  void weightsOfAnotherMachinesDl4jAreNotJudgedByThisOnes() throws Exception {
    Path out = folder.resolve("elsewhere");
    sweep(shared.resolve("job.yaml"), out, "engine=dl4j", "epochs=10");
    keepOnlyTheLastEpoch(out, 0.01f);

    Replayed outcome = replay(out, "best");

    assertThat(outcome.holds()).isFalse();
    assertThat(outcome.text(80).replaceAll("\\s+", " "))
        .contains("NOT JUDGED: dl4j trains other weights on this machine than those in the journal")
        .contains("at the journalled epochs (10) differ from the journal's");
  }

  @Test
  void aTrialWithoutAResultIsFittedAllTheSame() throws Exception {
    Path out = folder.resolve("empty");
    sweep(shared.resolve("job.yaml"), out, "engine=fused");
    try (var files = Files.newDirectoryStream(out.resolve("journal"), "*.block")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }

    Replayed outcome = replay(out, "best");

    assertThat(outcome.text(80)).contains("There is nothing to compare");
    assertThat(outcome.holds()).isFalse();
  }

  @Test
  void changedDataIsNamed() throws Exception {
    List<String> rows = new ArrayList<>(List.of("x,y"));
    for (int i = 0; i < 30; i++) {
      rows.add("%d,%d".formatted(i, 3 * i + 1));
    }
    Files.write(folder.resolve("rows.csv"), rows);
    Path job =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: rows
            data: {format: csv, path: rows.csv, label: y, features: [x]}
            parameters: {optimizer: sgd, learning_rate: 0.1, epochs: 5}
            engine: fused
            """);
    Path out = folder.resolve("rows");
    sweep(job, out);
    assertThat(replay(out, "1").holds()).isTrue();
    rows.set(7, "6,20");
    Files.write(folder.resolve("rows.csv"), rows);

    refused(out, "1", "the data has changed since", "rows.csv");
  }

  /** Rewrites the journal as if the job had asked for its last epoch only. */
  private static void keepOnlyTheLastEpoch(Path out, float added) throws IOException {
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path(out.resolve("journal").toUri().toString());
    Journal journal = Journal.open(new Configuration(), path, note -> {});
    List<TrainedBlock> blocks = new ArrayList<>();
    journal.forEach(blocks::add);
    try (var files = Files.newDirectoryStream(out.resolve("journal"), "*.block")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    for (TrainedBlock block : blocks) {
      Journal.write(new Configuration(), path, 1, lastEpoch(block, added));
    }
  }

  private static TrainedBlock lastEpoch(TrainedBlock block, float added) {
    var all = block.snapshots();
    int last = all.epochCount() - 1;
    var kept =
        new SnapshotRecorder(
            all.columns(), all.features(), all.hasValidation(), new int[] {all.epochs()[last]});
    for (int column = 0; column < all.columns(); column++) {
      float[] weights = all.weights(column, last);
      weights[0] += added;
      kept.setWeights(column, 0, weights);
      kept.setDivergedEpoch(column, all.divergedEpoch(column));
      for (var part : Part.values()) {
        if (part != Part.VALIDATION || all.hasValidation()) {
          kept.setMetrics(column, 0, part, all.metrics(column, last, part));
        }
      }
    }
    return new TrainedBlock(block.trajectories(), kept.finish(), block.facts());
  }
}
