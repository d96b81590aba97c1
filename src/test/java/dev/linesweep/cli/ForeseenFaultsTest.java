package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that Spark and Hadoop answer with a stack trace: one line, what to do, exit code 2. */
class ForeseenFaultsTest {
  private static final String JOB =
      """
      name: line
      data: {line: {}}
      parameters: {optimizer: sgd, learning_rate: 0.1, epochs: 10}
      """;

  @TempDir Path folder;

  private Ran run(String out, String... more) throws IOException {
    Path job = Files.writeString(folder.resolve("job.yaml"), JOB);
    List<String> command = new ArrayList<>(List.of("run", job.toString(), "--out", out));
    command.addAll(List.of(more));
    return Ran.command(command.toArray(String[]::new));
  }

  private void requireRefused(Ran ran, String message) {
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err()).isEqualTo("error: " + message + "\n");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void s3WithoutItsLibrary() throws IOException {
    String message =
        "s3a:// paths need the library hadoop-aws, which is missing. Add --packages"
            + " org.apache.hadoop:hadoop-aws:"
            + VersionInfo.getVersion()
            + ".";
    requireRefused(run("s3a://bucket/sweep"), message);
    requireRefused(Ran.command("run", "s3a://bucket/job.yaml"), message);
    requireRefused(Ran.command("show", "s3a://bucket/sweep"), message);
  }

  @Test
  void aFileSystemThatNobodyKnows() throws IOException {
    requireRefused(
        run("nosuch://bucket/sweep"),
        "the library for nosuch:// paths is missing. Add it with --packages, or use another file"
            + " system.");
  }

  @Test
  void hdfsThatDoesNotAnswer() throws IOException {
    requireRefused(
        Ran.command("show", "hdfs://127.0.0.1:1/sweep"),
        "nothing answers at localhost:1. Correct the host and the port in the path"
            + " (hdfs://HOST:8020/...), or start the service.");
  }

  @Test
  void temporaryFilesThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path directory = file.resolve("x");
    requireRefused(
        run(folder.resolve("out").toString(), "--conf", "spark.local.dir=" + directory),
        "spark.local.dir: Spark cannot write its temporary files to %s (FileSystemException). Name a writable directory with free space: --conf spark.local.dir=/path"
            .formatted(directory));
  }
}
