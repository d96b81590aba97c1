package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With the fused engine {@code summary.csv} has the same bytes in any JVM and on any vectors.
 *
 * <p>Java 25 is looked for in the system property {@code java25.home}, in {@code JAVA25_HOME}, and
 * beside the Java that runs the tests.
 */
class FusedBitsIT {
  private static final String JOB =
      """
      name: bits
      data: {linear: {rows: 300, features: 5, noise: 0.2}}
      split: {test: 0.2, validation: 0.1}
      training: {loss: mae}
      parameters:
        optimizer:
          values: [sgd, nesterovs, adagrad, rmsprop, adadelta, adam, adamax, nadam, amsgrad]
        learning_rate: {min: 0.0001, max: 10, count: 5, scale: log}
        epochs: {values: [1, 30, 120]}
        batch_size: {values: [full, 32]}
        l1: {values: [0, 0.01]}
        l2: {values: [0, 0.01]}
      engine: fused
      """;

  @TempDir static Path folder;
  private static byte[] expected;

  @BeforeAll
  static void sweepHere() throws Exception {
    Files.writeString(folder.resolve("job.yaml"), JOB);
    expected = summary(Path.of(System.getProperty("java.home")), "here");
    assertThat(expected).asString().hasLineCount(1 + 3 * 2 * 2 * 2 * (8 * 5 + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 128})
  void vectorsOfAnyLengthAndPlainLoopsGiveTheSameBytes(int bits) throws Exception {
    byte[] summary =
        summary(
            Path.of(System.getProperty("java.home")),
            "bits" + bits,
            "-Dlinesweep.vector.bits=" + bits);

    assertThat(summary).isEqualTo(expected);
  }

  @Test
  void java25GivesTheSameBytes() throws Exception {
    Optional<Path> home = java25();
    assumeTrue(
        home.isPresent(),
        "there is no Java 25 beside this one; name one in JAVA25_HOME to compare its bytes");

    assertThat(summary(home.get(), "java25")).isEqualTo(expected);
  }

  private static byte[] summary(Path javaHome, String out, String... options) throws Exception {
    Path log = folder.resolve(out + ".log");
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of(options));
    command.addAll(List.of("-Xmx1g", "-cp", classPath(), "dev.linesweep.cli.Main"));
    command.addAll(List.of("run", folder.resolve("job.yaml").toString(), "--quiet"));
    command.addAll(List.of("--out", folder.resolve(out).toString(), "--master", "local[2]"));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    return Files.readAllBytes(folder.resolve(out).resolve("summary.csv"));
  }

  private static String classPath() throws IOException {
    Path spark = Path.of(System.getProperty("linesweep.spark.classpath"));
    return System.getProperty("linesweep.jar")
        + File.pathSeparator
        + Files.readString(spark).strip();
  }

  private static Optional<Path> java25() throws IOException {
    for (String named :
        new String[] {System.getProperty("java25.home"), System.getenv("JAVA25_HOME")}) {
      if (named != null && !named.isBlank()) {
        return Optional.of(Path.of(named));
      }
    }
    Path parent = Path.of(System.getProperty("java.home")).toRealPath().getParent();
    try (Stream<Path> beside = Files.list(parent)) {
      return beside.filter(FusedBitsIT::isJava25).sorted().findFirst();
    }
  }

  private static boolean isJava25(Path home) {
    try {
      return Files.isExecutable(home.resolve("bin").resolve("java"))
          && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"25");
    } catch (IOException e) {
      return false;
    }
  }
}
