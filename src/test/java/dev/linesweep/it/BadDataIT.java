package dev.linesweep.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only the data or the machine can tell: exit code 2, the message alone, nothing written. */
class BadDataIT {
  private static final String JOB =
      """
      name: table
      data:
        format: csv
        path: data.csv
        label: y
        features: [x]
      parameters: {optimizer: sgd, learning_rate: 0.1, epochs: 2}
      engine: fused
      """;
  private static final String ROWS = "y,x\n1,2\n2,3\n3,5\n4,4\n5,6\n6,6\n";

  @TempDir Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    data = write("data.csv", ROWS);
    out = folder.resolve("out");
  }

  @Test
  void missingDataFile() throws IOException {
    Files.delete(data);
    refused(
        JOB,
        "data.path: there is no "
            + data.toUri()
            + ". Check the path: in a job file it is relative to that file.");
  }

  @Test
  void missingColumn() throws IOException {
    refused(
        JOB.replace("[x]", "[xx]"),
        "data.features: the table has no column \"xx\" (did you mean \"x\"?). Its columns are: y,"
            + " x.");
  }

  @Test
  void textInANumericColumn() throws IOException {
    write("data.csv", ROWS.replace("3,5", "3,five"));
    refused(
        JOB,
        """
        data.features: column "x" is not a number in 1 of 6 values: "five" (row 3). If that means a missing value, add under data:
          na_values: ["five"]
        If the column is text, add under data:
          types: {x: text}
        and replace label and features with
          formula: "y ~ x\"\
        """);
  }

  @Test
  void notANumberInTheData() throws IOException {
    write("data.csv", ROWS.replace("3,5", "3,NaN"));
    refused(
        JOB,
        "data.missing: column \"x\" has no value in 1 of 6 rows, first in row 3. Set missing: drop"
            + " to leave such rows out, or fill the gaps in a query: coalesce(x, …).");
  }

  @Test
  void constantLabel() throws IOException {
    write("data.csv", "y,x\n1,2\n1,3\n1,5\n1,4\n1,6\n");
    refused(
        JOB,
        "data: the label \"y\" is 1 in all 5 rows, so there is nothing to fit. Choose another"
            + " label, or more rows.");
  }

  @Test
  void testPartWithoutRows() throws IOException {
    refused(
        JOB + "split: {test: 0.05}\n",
        "split: the test part must have at least one row, but test: 0.05, validation: 0, by:"
            + " random of 6 rows leaves it none. Give it a larger split.test, or more rows.");
  }

  @Test
  void orderOfSeveralFiles() throws IOException {
    Files.delete(data);
    Path several = Files.createDirectory(folder.resolve("several"));
    Files.writeString(several.resolve("a.csv"), ROWS);
    Files.writeString(several.resolve("b.csv"), ROWS + "7,8\n");
    refused(
        JOB.replace("data.csv", "several") + "split: {by: order}\n",
        "data.order_by: split.by is order, but the rows come from 2 files, so their order"
            + " depends on the number of cores. Add this line under data, with the column"
            + " that orders the rows, or set split.by to random:\n"
            + "  order_by: [\"y\"]");
  }

  @Test
  void queryWithTwoStatements() throws IOException {
    refused(
        JOB.replace("  label: y", "  query: SELECT * FROM input; SELECT x FROM input\n  label: y"),
        "JOB:5:10: data.query: must be one statement; leave the semicolon out");
  }

  @Test
  void masterThatSparkDoesNotKnow() throws IOException {
    Ran ran = Ran.sweep("nowhere", write("job.yaml", JOB), out);
    explained(
        ran,
        "Spark does not start: nowhere is not the address of a Spark master. Write --master"
            + " local[*], spark://HOST:7077, yarn or k8s://https://HOST:PORT.");
    assertThat(out).doesNotExist();
  }

  @Test
  void outputFolderThatIsAFile() throws IOException {
    Files.writeString(out, "mine");
    Ran ran = Ran.sweep("local[2]", write("job.yaml", JOB), out);
    explained(ran, "--out: " + out + " is a file, and a folder is needed. Give another name.");
    assertThat(out).hasContent("mine");
  }

  @Test
  void outputFolderUnderAFile() throws IOException {
    Ran ran = Ran.sweep("local[2]", write("job.yaml", JOB), data.resolve("out"));
    explained(ran, "--out: " + data + " is a file, and a folder is needed. Give another name.");
    assertThat(data).hasContent(ROWS);
  }

  @Test
  void outputFolderWithForeignFiles() throws IOException {
    Files.writeString(Files.createDirectory(out).resolve("thesis.tex"), "mine");
    Ran ran = Ran.sweep("local[2]", write("job.yaml", JOB), out);
    explained(
        ran,
        "--out: "
            + out
            + " is not empty (thesis.tex), but holds no sweep of Linesweep. Use another folder.");
    assertThat(out.resolve("thesis.tex")).hasContent("mine");
    assertThat(out.toFile().list()).containsExactly("thesis.tex");
  }

  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void outputFolderThatCannotBeWritten() throws IOException {
    Path proc = Path.of("/proc/linesweep/out");
    Ran ran = Ran.sweep("local[2]", write("job.yaml", JOB), proc);
    assertThat(ran.code()).as(ran.err()).isEqualTo(1);
    assertThat(ran.err())
        .contains(
            "error: --out: /proc/linesweep/out cannot be written: NoSuchFileException"
                + " /proc/linesweep. Use another folder.");
  }

  @Test
  void outputFolderOfAnotherSweep() throws IOException {
    Path job = write("job.yaml", JOB);
    assertThat(Ran.sweep("local[2]", job, out).code()).isZero();
    List<Path> before = files(out);
    byte[] summary = Files.readAllBytes(out.resolve("summary.csv"));

    Ran ran = Ran.sweep("local[2]", job, out, "--set", "training.loss=mse");

    explained(
        ran,
        out
            + " belongs to another sweep:\n"
            + "  training: the folder has loss mae, init xavier, shuffle_seed 13, this job loss"
            + " mse, init xavier, shuffle_seed 13\n"
            + "Use another --out folder, or --fresh to remove that sweep.");
    assertThat(files(out)).isEqualTo(before);
    assertThat(out.resolve("summary.csv")).hasBinaryContent(summary);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void sparkHomeOfAnotherSpark() throws Exception {
    Path spark = Files.createDirectories(folder.resolve("spark"));
    Files.createDirectories(spark.resolve("jars"));
    Files.createFile(spark.resolve("jars/spark-core_2.12-3.5.1.jar"));
    Path submit = Files.createDirectories(spark.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    File err = folder.resolve("err").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("linesweep.basedir"), "bin/linesweep").toString(),
                "run",
                write("job.yaml", JOB).toString(),
                "--out",
                out.toString())
            .directory(folder.toFile())
            .redirectError(err);
    builder.environment().put("SPARK_HOME", spark.toString());

    Process process = builder.start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(err)
        .hasContent(
            "linesweep: needs Spark 4 with Scala 2.13, but SPARK_HOME (%s) has spark-core_2.12-3.5.1.jar. Set it to a Spark 4 distribution, or unset it to use the embedded Spark."
                .formatted(spark));
    assertThat(out).doesNotExist();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void refused(String text, String message) throws IOException {
    Path job = write("job.yaml", text);
    Ran ran = Ran.sweep("local[2]", job, out);
    explained(ran, message.replace("JOB", job.toString()));
    assertThat(out).doesNotExist();
  }

  /**
   * After the first line, which names Spark, there is the message and nothing else, unless the
   * machine takes more than two seconds to read the data.
   */
  private static void explained(Ran ran, String message) {
    String slow = "reading the data…\ndata: [\\d.]+ s\n";
    assertThat(
            ran.err()
                .replaceFirst("Spark 4\\S+ · local\\[2] · 2 cores\n", "")
                .replaceFirst(slow, ""))
        .isEqualTo("error: " + message + "\n");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.code()).isEqualTo(2);
  }
}
