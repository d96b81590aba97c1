package dev.linesweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What is refused before Spark starts: exit code 2, the message alone, nothing written. */
class BadInputTest {
  private static final String JOB =
      """
      name: line
      data: {line: {}}
      parameters:
        optimizer: sgd
        learning_rate: {values: [0.01, 0.1]}
        epochs: 10
      """;

  @TempDir Path folder;

  /** A text of {@link #JOB}, what stands there instead, and the message; JOB is the file's path. */
  record Case(String fact, String from, String to, String message) {
    @Override
    public String toString() {
      return fact;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case(
              "unknownKey",
              "epochs: 10",
              "epoch: 10\n  epochs: 10",
              "JOB:6:3: parameters.epoch: unknown key \"epoch\" (did you mean \"epochs\"?)"),
          new Case(
              "duplicateKey",
              "epochs: 10",
              "epochs: 10\nname: other",
              "JOB:7:1: name: duplicate key \"name\", first at JOB:1:1"),
          new Case(
              "wrongType",
              "epochs: 10",
              "epochs: ten",
              "JOB:6:11: parameters.epochs: expected a whole number, got \"ten\""),
          new Case(
              "emptyAxis",
              "[0.01, 0.1]",
              "[]",
              "JOB:5:27: parameters.learning_rate.values: must not be empty"),
          new Case(
              "negativeLearningRate",
              "0.01",
              "-0.01",
              "JOB:5:28: parameters.learning_rate.values[0]: expected a number > 0, got \"-0.01\""),
          new Case(
              "keyOfAnotherTool",
              "learning_rate",
              "lr",
              "JOB:5:3: parameters.lr: unknown key \"lr\": write learning_rate under parameters"),
          new Case(
              "twoOrigins",
              "{line: {}}",
              "{line: {}, linear: {}}",
              "JOB:2:7: data: expected exactly one of line, linear, format or table, got line and"
                  + " linear"));

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void refusedWithItsPlace(Case bad) throws IOException {
    Path job = job(JOB.replace(bad.from(), bad.to()));
    refused(bad.message().replace("JOB", job.toString()), "run", job.toString());
  }

  @Test
  void everyProblemIsShownAtOnce() throws IOException {
    Path job = job(JOB.replace("0.01", "-1").replace("epochs: 10", "epochs: 0"));
    refused(
        job
            + ":5:28: parameters.learning_rate.values[0]: expected a number > 0, got \"-1\"\n"
            + "error: "
            + job
            + ":6:11: parameters.epochs: expected a whole number >= 1 and <= 2147483647, got \"0\"",
        "run",
        job.toString());
  }

  @Test
  void missingJobFile() throws IOException {
    Path job = folder.resolve("no.yaml");
    refused(job + ": there is no such job file. Examples are under jobs/.", "run", job.toString());
  }

  @Test
  void folderForAJobFile() throws IOException {
    Path job = Files.createDirectory(folder.resolve("jobs"));
    refused(job + ": this is a folder, not a job file.", "run", job.toString());
    Files.delete(job);
  }

  @Test
  void badValueOfSet() throws IOException {
    Path job = job(JOB);
    refused(
        "--set epochs=ten: parameters.epochs: expected a whole number, got \"ten\"",
        "run",
        job.toString(),
        "--set",
        "epochs=ten");
  }

  @Test
  void confWithoutAValue() throws IOException {
    Path job = job(JOB);
    refused(
        "--conf must be KEY=VALUE but was \"spark.ui.enabled\"",
        "run",
        job.toString(),
        "--conf",
        "spark.ui.enabled");
  }

  @Test
  void packagesAfterTheJarAreNotSilentlyLeftOut() throws IOException {
    Path job = job(JOB);
    refused(
        "--packages comes too late here: spark-submit fetches jars, and only reads the options"
            + " before the name of Linesweep's jar. Write spark-submit --packages g:a:1 --class"
            + " dev.linesweep.cli.Main …, or use bin/linesweep.",
        "run",
        job.toString(),
        "--packages",
        "g:a:1");
    refused(
        "spark.jars.packages has no effect here: only spark-submit fetches jars. Write"
            + " bin/linesweep … --packages g:a:1, which goes through it.",
        "run",
        job.toString(),
        "--conf",
        "spark.jars.packages=g:a:1");
  }

  @Test
  void missingPropertiesFile() throws IOException {
    Path job = job(JOB);
    refused(
        "--properties-file: cannot read \"no.conf\": there is no such file",
        "run",
        job.toString(),
        "--properties-file",
        "no.conf");
  }

  @Test
  void noCommand() {
    Ran ran = Ran.command();
    assertThat(ran.err()).startsWith("Which command? Try linesweep run JOB.");
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void unknownOption() throws IOException {
    Ran ran = Ran.command("run", job(JOB).toString(), "--outt", "x");
    assertThat(ran.err())
        .startsWith("error: Unknown option")
        .contains("'--outt'")
        .contains("--out");
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void aKeyOfTheJobFileTypedAsAnOptionIsAnsweredWithSet() throws IOException {
    String job = job(JOB).toString();
    refused(
        "--epochs is a key of the job file, not an option. Write --set epochs=400",
        "run",
        job,
        "--epochs",
        "400");
    refused(
        "--learning-rate is a key of the job file, not an option. Write --set learning_rate=0.1",
        "run",
        job,
        "--learning-rate=0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          run  | --engine | fusd  | expected dl4j, fused or auto, got "fusd" (did you mean "fused"?)
          run  | --engine | spark | expected dl4j, fused or auto, got "spark"
          show | --format | CSVS  | expected table, csv or json, got "CSVS" (did you mean "csv"?)
          """)
  void aWordThatIsNoneOfTheChoicesIsAnsweredWithThem(
      String command, String option, String word, String message) throws IOException {
    Ran ran = Ran.command(command, job(JOB).toString(), option, word);
    assertThat(ran.err().lines())
        .first()
        .isEqualTo("error: Invalid value for option '%s': %s".formatted(option, message));
    assertThat(ran.code()).isEqualTo(2);
  }

  private Path job(String text) throws IOException {
    return Files.writeString(folder.resolve("job.yaml"), text);
  }

  private void refused(String message, String... args) throws IOException {
    Path out = folder.resolve("out");
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--out", out.toString()));
    Ran ran = Ran.command(all.toArray(String[]::new));
    assertThat(ran.err()).isEqualTo("error: " + message + "\n");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.code()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }
}
