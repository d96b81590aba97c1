package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.linesweep.fixture.Ran;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.report.SweepListener;
import dev.linesweep.report.console.SweepsText;
import dev.linesweep.run.SweepOutcome;
import dev.linesweep.run.SweepRequest;
import dev.linesweep.run.SweepRun;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.SpecReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code list}, {@code compare} and {@code rm} on two sweeps of one line. */
class SeveralSweepsTest {
  private static final String JOB =
      """
      name: line
      data: {line: {}}
      training: {loss: %s}
      parameters: {optimizer: sgd, learning_rate: {values: [0.01, 0.1]}, epochs: {values: [2, %d]}}
      engine: fused
      """;

  @TempDir private Path root;
  private SweepOutcome shorter;

  private SweepOutcome run(String out, String loss, int epochs) throws InterruptedException {
    return SweepRun.run(
        SweepRequest.of(SpecReader.read(JOB.formatted(loss, epochs), "job.yaml", List.of()))
            .withOut(root.resolve(out).toString()),
        SparkHandle.of(SharedSpark.session(), false),
        SweepListener.SILENT);
  }

  @BeforeEach
  void sweeps() throws InterruptedException {
    shorter = run("a", "mae", 5);
    run("b", "mse", 9);
  }

  private Ran command(String name, String... more) throws IOException {
    String[] all = new String[more.length + 1];
    all[0] = name;
    System.arraycopy(more, 0, all, 1, more.length);
    return Ran.command(all);
  }

  private String folder(String name) {
    return root.resolve(name).toString();
  }

  @Test
  void listHasOneRowPerSweepAndNoOtherFolder() throws IOException {
    Files.createDirectories(root.resolve("c"));
    Ran ran = command("list", root.toString(), "--format", "json");
    JsonNode sweeps = JsonMapper.builder().build().readTree(ran.out());
    assertThat(sweeps).as(ran.err()).hasSize(2);
    JsonNode first = sweeps.get(0);
    assertThat(first.path("folder").asText()).endsWith("/a");
    assertThat(first.path("state").asText()).isEqualTo("complete");
    assertThat(first.path("done").asLong()).isEqualTo(4);
    assertThat(first.path("trial_id").asText())
        .isEqualTo(shorter.best().orElseThrow().trial().id().toString());
    assertThat(first.path("best").asDouble())
        .isEqualTo(shorter.best().orElseThrow().errors().test().loss());
    assertThat(command("list", root.toString()).out()).contains(folder("a"), folder("b"));
  }

  @Test
  void aNarrowTableSaysWhatItHidesAndAPipedOneHidesNothing() throws IOException {
    SweepsText.Best best = new SweepsText.Best("0.1", "sgd, rate 0.1", "0.1", "0.2", "0.9");
    List<SweepsText.Sweep> sweeps =
        List.of(
            new SweepsText.Sweep(
                "runs/a", "a", "complete", "2020-01-02 03:04", "4", "test_loss", best));
    assertThat(SweepsText.list(sweeps, 50))
        .endsWith("\nColumns hidden to fit the terminal: last written,\nsetting.");
    assertThat(SweepsText.compare(sweeps, 50))
        .endsWith("\nColumns hidden to fit the terminal: test_loss,\ntest_rmse, test_r2, trials.");

    for (Ran piped :
        List.of(command("list", root.toString()), command("compare", folder("a"), folder("b")))) {
      assertThat(piped.out()).contains("setting", "trials", "metric").doesNotContain("hidden");
    }
  }

  private void status(String key, String value) throws IOException {
    Path status = root.resolve("a/status.json");
    String written = "\"%s\" : \"%%s\"".formatted(key);
    Files.writeString(
        status,
        Files.readString(status).replaceAll(written.formatted("[^\"]*"), written.formatted(value)));
  }

  private void requireStanding(String state, String other) throws IOException {
    assertThat(command("list", root.toString()).out()).contains(state).doesNotContain(other);
  }

  @Test
  void aRunningSweepThatHasNotSaidSoForLongHasDied() throws IOException {
    status("state", "RUNNING");
    status("host", "203.0.113.7"); // of no machine, by RFC 5737
    requireStanding("running", "died");
    status("written", "2020-01-02T03:04:05Z");
    requireStanding("died", "running");
  }

  @Test
  void aRunningSweepOfThisMachineWhoseProcessHasEndedHasDied() throws IOException {
    status("state", "RUNNING");
    try (FileChannel channel =
            FileChannel.open(root.resolve("a/journal/lock"), StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      requireStanding("running", "died");
    }
    requireStanding("died", "running");
  }

  @Test
  void anEmptyPlaceSaysSo() throws IOException {
    assertThat(command("list", root.resolve("none").toString()).out())
        .isEqualTo("No sweep in %s.\n".formatted(root.resolve("none")));
  }

  @Test
  void compareNamesWhatDiffersAndNothingElse() throws IOException {
    Path page = root.resolve("compare.html");
    Ran ran = command("compare", folder("a"), folder("b"), "--to", page.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("training.loss", "parameters.epochs.values", "2, 5", "2, 9")
        .contains("minimize different losses")
        .doesNotContain("different data")
        .doesNotContain("parameters.learning_rate")
        .endsWith(page + "\n");
    assertThat(Files.readString(page)).contains("\"epochs\":[1,2", "2 sweeps compared");
    assertThat(command("compare", folder("a"), folder("a")).out())
        .contains("Their jobs are the same.");
  }

  @Test
  void removeKeepsWhatIsNotItsOwn() throws IOException {
    Files.writeString(root.resolve("a/notes.txt"), "mine");
    Ran ran = command("rm", folder("a"), folder("b"));
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("kept what is not part of it: notes.txt")
        .contains("removed " + folder("b"));
    assertThat(root.resolve("a")).isDirectoryContaining("glob:**notes.txt");
    assertThat(root.resolve("a").toFile().list()).containsExactly("notes.txt");
    assertThat(root.resolve("b")).doesNotExist();
  }

  @Test
  void aWrongNameRemovesNothing() throws IOException {
    Ran ran = command("rm", folder("a"), folder("nope"));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("nope holds no sweep");
    assertThat(root.resolve("a/summary.csv")).exists();
  }

  @Test
  void anEmptyNameIsNotTheLatestSweep() throws IOException {
    Ran ran = command("rm", "");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("OUT is empty");
  }

  @Test
  void oneDamagedFolderDoesNotHideTheOthers() throws IOException {
    Files.writeString(root.resolve("a/status.json"), "");
    Ran ran = command("list", root.toString(), "--format", "json");
    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode sweeps = JsonMapper.builder().build().readTree(ran.out());
    assertThat(sweeps.get(0).path("state").asText()).isEqualTo("begun");
    assertThat(sweeps.get(1).path("state").asText()).isEqualTo("complete");
  }

  @Test
  void aSweepThatRunsIsNotRemoved() throws Exception {
    try (FileChannel channel =
            FileChannel.open(
                root.resolve("a/journal/lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      Ran ran = command("rm", folder("a"));
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).contains("is in use by");
    }
    assertThat(root.resolve("a/summary.csv")).exists();
  }
}
