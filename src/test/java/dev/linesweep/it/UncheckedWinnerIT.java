package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose winner plain DL4J cannot fit, here for want of a directory, keeps its results. */
class UncheckedWinnerIT {
  private static final String JOB =
      """
      name: unchecked
      data: {line: {}}
      parameters: {optimizer: sgd, learning_rate: {values: [0.01, 0.1]}, epochs: 10}
      engine: fused
      """;

  @TempDir Path folder;

  @Test
  void outputsAreWrittenTheReasonIsToldAndTheNextRunTriesAgain() throws Exception {
    Files.writeString(folder.resolve("job.yaml"), JOB);
    Path file = Files.createFile(folder.resolve("file"));
    Path out = folder.resolve("out");

    String unchecked = run(List.of("-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("cache")));

    assertThat(unchecked)
        .contains("Not checked: plain DL4J could not fit the best trial: ")
        .contains("ND4J's libraries need some 400 MB of disk")
        .contains("-Dorg.bytedeco.javacpp.cachedir=/path");
    assertThat(out.resolve("best/model.zip")).isNotEmptyFile();
    assertThat(out.resolve("best/model.json")).isNotEmptyFile();
    assertThat(out.resolve("report.html")).content().contains("not done: plain DL4J could not fit");
    assertThat(out.resolve("provenance.json")).content().contains("\"not done: plain DL4J could");
    assertThat(out.resolve("status.json")).content().contains("COMPLETE", "was not checked");
    byte[] summary = Files.readAllBytes(out.resolve("summary.csv"));
    byte[] model = Files.readAllBytes(out.resolve("best/model.zip"));

    assertThat(run(List.of())).contains("Checked: plain DL4J, trained separately: ");
    assertThat(out.resolve("summary.csv")).hasBinaryContent(summary);
    assertThat(out.resolve("best/model.zip")).hasBinaryContent(model);
  }

  private String run(List<String> options) throws IOException, InterruptedException {
    try (DriverProcess driver =
        DriverProcess.start(
            folder,
            folder.resolve("log"),
            options,
            "run",
            "job.yaml",
            "--out",
            "out",
            "--master",
            "local[1]")) {
      assertThat(driver.exitCode()).as(driver.log()).isZero();
      return driver.log().replaceAll("\\s+", " ");
    }
  }
}
