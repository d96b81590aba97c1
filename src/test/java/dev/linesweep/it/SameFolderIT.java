package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that a second command meets: the same sweep, another grid, a torn file. */
class SameFolderIT {
  private static final String JOB =
      """
      name: line
      data: {line: {}}
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {values: [0.01, 0.1]}
        epochs: {values: [2, 20]}
      engine: fused
      """;

  @TempDir Path folder;
  private Path job;
  private Path out;

  @BeforeEach
  void job() throws IOException {
    job = Files.writeString(folder.resolve("job.yaml"), JOB);
    out = folder.resolve("out");
  }

  @Test
  void aFinishedCommandTypedAgainWritesNothingAndSaysTheSame() throws IOException {
    Ran first = run();
    assertThat(first.code()).as(first.err()).isZero();
    Map<String, String> before = files();

    Ran second = run();

    assertThat(second.code()).isZero();
    assertThat(second.err())
        .contains("nothing to do: all 8 trials have a result, and the outputs are complete")
        .as("Spark need not start")
        .doesNotContain("Spark 4");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anOutputThatIsTornOrMissingIsWrittenAgain() throws IOException {
    assertThat(run().code()).isZero();
    Path summary = out.resolve("summary.csv");
    byte[] bytes = Files.readAllBytes(summary);
    try (Stream<Path> blocks = Files.list(out.resolve("journal"))) {
      Files.delete(blocks.filter(file -> file.toString().endsWith(".block")).toList().get(0));
    }
    assertThat(run().err()).doesNotContain("nothing to do");
    for (String name : new String[] {"summary.csv", "best/model.json", "trials.parquet"}) {
      Files.write(out.resolve(name), "torn".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(run().code()).isZero();
      assertThat(summary).hasBinaryContent(bytes);
      assertThat(Files.size(out.resolve(name))).isGreaterThan(4);
    }
    Files.delete(out.resolve("report.html"));
    assertThat(run().err())
        .contains("an output is missing or was changed: all are written again")
        .doesNotContain("nothing to do");
    assertThat(out.resolve("report.html")).exists();
  }

  @Test
  void changedDataIsNeverAnsweredWithTheOldResult() throws IOException {
    Path data = Files.writeString(folder.resolve("d.csv"), "y,x\n1,2\n2,3\n4,5\n3,4\n5,6\n");
    FileTime time = Files.getLastModifiedTime(data);
    Files.writeString(
        job, JOB.replace("{line: {}}", "{path: d.csv, label: y, features: [x], missing: drop}"));
    Ran first = run();
    assertThat(first.code()).as(first.err()).isZero();
    Ran same = run();
    assertThat(same.err()).contains("split: random", "nothing to do").doesNotContain("Spark 4");
    assertThat(same.out()).isEqualTo(first.out());

    Files.writeString(data, "y,x\n1,2\n2,3\n4,5\n3,4\n5,7\n");
    Files.setLastModifiedTime(data, time);
    Ran changed = run();

    assertThat(changed.code()).isEqualTo(2);
    assertThat(changed.err()).contains("belongs to another sweep");
    Files.delete(data);
    assertThat(run().err()).contains("there is no");
  }

  @Test
  void anotherGridIsRefusedUntilItIsToldWhatToDo() throws IOException {
    assertThat(run().code()).isZero();
    Map<String, String> before = files();

    Ran other = run("--set", "optimizer=sgd", "--set", "epochs=20");

    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .endsWith(
            """
            error: %s holds a sweep of another grid: 6 of its 8 trials are not in this job and would be removed from the tables.
              not in this job: optimizer: adam
              not in this job: epochs: 2
            Use another --out folder, or --overwrite to replace the tables (the journal keeps what was trained).
            """
                .formatted(out));
    assertThat(files()).isEqualTo(before);

    Ran told = run("--set", "optimizer=sgd", "--set", "epochs=20", "--overwrite");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(Files.readAllLines(out.resolve("summary.csv"))).hasSize(1 + 2);
    Ran back = run("--overwrite");
    assertThat(back.out()).contains("8 trials complete");
  }

  @Test
  void aGridThatGrowsAndAnotherMetricNeedNoWord() throws IOException {
    assertThat(run("--set", "optimizer=sgd").code()).isZero();
    assertThat(run().code()).isZero();
    Ran ranked = run("--set", "metric=test_rmse");
    assertThat(ranked.code()).isZero();
    assertThat(ranked.err()).doesNotContain("nothing to do");
    assertThat(ranked.out()).contains("test_rmse", "8 trials complete");
  }

  @Test
  void aSweepThatWasOnlyBegunKeepsItsGridToo() throws IOException {
    Ran begun = run("--max-trials", "2");
    assertThat(begun.code()).isEqualTo(3);
    Files.delete(out.resolve("summary.csv"));
    Files.delete(out.resolve("trials.parquet"));

    Ran other = run("--set", "optimizer=sgd");

    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("4 of its 8 trials are not in this job");
    assertThat(run().code()).isZero();
  }

  private Ran run(String... more) {
    return Ran.sweep("local[2]", job, out, more);
  }

  /** Every file with its content and time. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        FileTime time = Files.getLastModifiedTime(file);
        files.put(
            out.relativize(file).toString(),
            time + " " + java.util.Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return files;
  }
}
