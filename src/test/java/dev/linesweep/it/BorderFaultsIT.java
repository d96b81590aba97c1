package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data that moves, names and locales that others trip over, secrets that must not be told. */
@DisabledOnOs(OS.WINDOWS)
class BorderFaultsIT {
  private static final String JOB =
      """
      name: table
      data:
        format: csv
        path: data.csv
        options: {header: true, inferSchema: true, password: "${env:LINESWEEP_TEST_SECRET}"}
        label: y
        features: [x]
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {values: [0.01, 0.1]}
        epochs: {values: [2, 20]}
      engine: fused
      """;
  private static final String ROWS = "y,x\n1.5,2\n2.25,3\n3,5.5\n4,4\n5,6\n6,6.75\n";
  private static final String ENVIRONMENT_SECRET = "Hunter2-from-the-environment";
  private static final String SETTING_SECRET = "Hunter2-from-a-setting";

  @TempDir Path folder;
  private Path job;
  private Path data;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    job = Files.writeString(folder.resolve("job.yaml"), JOB.replaceAll(", password: .*}", "}"));
    data = Files.writeString(folder.resolve("data.csv"), ROWS);
    out = folder.resolve("Läufe mit Leerzeichen şß");
  }

  @Test
  void dataThatChangedBetweenTwoRunsIsRefusedWithWhatDiffers() throws IOException {
    assertThat(Ran.sweep("local[2]", job, out).code()).isZero();
    String summary = Files.readString(out.resolve("summary.csv"));
    Files.writeString(data, ROWS.replace("1.5,2", "1.5,2.5"));

    Ran ran = Ran.sweep("local[2]", job, out);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains(out + " belongs to another sweep:\n  data: the folder is of other rows")
        .contains("or --fresh to remove that sweep.");
    assertThat(out.resolve("summary.csv")).hasContent(summary);
    Files.writeString(data, ROWS);
    assertThat(Ran.sweep("local[2]", job, out).code()).isZero();
  }

  @Test
  void dataThatIsGoneIsNamedAndTheResultsStay() throws IOException {
    assertThat(Ran.sweep("local[2]", job, out).code()).isZero();
    String summary = Files.readString(out.resolve("summary.csv"));
    Files.delete(data);

    Ran ran = Ran.sweep("local[2]", job, out);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("error: data.path: there is no " + data.toUri());
    assertThat(out.resolve("summary.csv")).hasContent(summary);
  }

  @ParameterizedTest
  @CsvSource({"de, DE", "tr, TR", "ar, EG"})
  void theBytesDoNotDependOnTheLocale(String language, String country) throws Exception {
    Path expected = folder.resolve("expected");
    assertThat(Ran.sweep("local[1]", job, expected).code()).isZero();
    List<String> locale = List.of("-Duser.language=" + language, "-Duser.country=" + country);

    try (DriverProcess driver = driver(locale, Map.of())) {
      assertThat(driver.exitCode()).as(driver.log()).isZero();
      assertThat(driver.log()).contains("8 trials complete");
    }

    for (String file : List.of("summary.csv", "best/model.json", "job.yaml")) {
      assertThat(out.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
    }
  }

  @Test
  void noSecretReachesAnOutputOrTheLog() throws Exception {
    Files.writeString(job, JOB);
    Map<String, String> environment = Map.of("LINESWEEP_TEST_SECRET", ENVIRONMENT_SECRET);

    try (DriverProcess driver = driver(List.of(), environment)) {
      assertThat(driver.exitCode()).as(driver.log()).isZero();
      requireNoSecret(driver.log());
    }
    Files.writeString(data, "y,x\n1,two\n3,four\n5,6\n");
    try (DriverProcess driver = driver(List.of(), environment)) {
      assertThat(driver.exitCode()).as(driver.log()).isEqualTo(2);
      requireNoSecret(driver.log());
    }

    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        requireNoSecret(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(out.resolve("job.yaml")).content().contains("${env:LINESWEEP_TEST_SECRET}");
  }

  private static void requireNoSecret(String text) {
    assertThat(text).doesNotContain(ENVIRONMENT_SECRET, SETTING_SECRET);
  }

  /** A process that lives for some seconds, which the second compiler only lengthens. */
  private DriverProcess driver(List<String> options, Map<String, String> environment)
      throws IOException {
    List<String> brief = new ArrayList<>(options);
    brief.add("-XX:TieredStopAtLevel=1");
    return DriverProcess.start(
        folder,
        folder.resolve("log"),
        brief,
        environment,
        "run",
        "job.yaml",
        "--out",
        out.toString(),
        "--master",
        "local[2]",
        "--conf",
        "spark.hadoop.fs.s3a.secret.key=" + SETTING_SECRET);
  }
}
