package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of {@code summary.csv} do not depend on the cores, on resuming or on growing. */
class SameBytesIT {
  private static final String LINE =
      """
      name: line
      data: {line: {}, standardize: none}
      parameters:
        optimizer: {values: [sgd, {nesterovs: {momentum: {values: [0.5, 0.9]}}}, adam, adadelta]}
        learning_rate: {min: 0.001, max: 1, count: 7, scale: log}
        epochs: {values: [1, 10, 40]}
        seed: {values: [13, 42]}
        batch_size: {values: [full, 7]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "fused"})
  void anyNumberOfCoresGivesTheSameBytes(String engine) throws IOException {
    Path job = write("job.yaml", LINE + "engine: " + engine + "\n");

    String one = summary("local[1]", job, "one");

    assertThat(summary("local[2]", job, "two")).isEqualTo(one);
    assertThat(summary("local[4]", job, "four")).isEqualTo(one);
  }

  @Test
  void severalFilesInTheirOrderGiveTheSameBytes() throws IOException {
    Files.createDirectory(folder.resolve("parts"));
    for (int file = 0; file < 4; file++) {
      StringBuilder rows = new StringBuilder("y,x,z,at\n");
      for (int i = 0; i < 50 * (1 + file); i++) {
        int at = 4 * i + file;
        double x = Math.floorMod(at * 7919L, 1000L) / 1000.0;
        double z = Math.floorMod(at * 104729L, 997L) / 997.0;
        rows.append(String.format(Locale.ROOT, "%.6f,%.3f,%.6f,%d\n", 3 * x - z + 1, x, z, at));
      }
      write("parts/" + file + ".csv", rows.toString());
    }
    Path job =
        write(
            "job.yaml",
            """
            name: parts
            data:
              {format: csv, path: parts, label: y, features: [x, z], order_by: [at]}
            parameters:
              optimizer: {values: [sgd, adam]}
              learning_rate: {values: [0.01, 0.1]}
              epochs: {values: [5, 50]}
            engine: fused
            """);

    assertThat(summary("local[4]", job, "four")).isEqualTo(summary("local[1]", job, "one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "fused"})
  void theSameCommandAgainTrainsNothing(String engine) throws IOException {
    Path job = write("job.yaml", LINE + "engine: " + engine + "\n");
    String first = summary("local[2]", job, "again");
    Map<String, String> journal = journal("again");

    assertThat(summary("local[2]", job, "again")).isEqualTo(first);
    assertThat(journal("again")).isEqualTo(journal).isNotEmpty();
  }

  @Test
  void aGrownFolderEqualsAFreshOne() throws IOException {
    Path small = write("small.yaml", LINE + "engine: fused\n");
    String grown =
        LINE.replace("[1, 10, 40]", "[1, 10, 25, 90]").replace("count: 7", "count: 9")
            + "engine: fused\n";
    Path large = write("large.yaml", grown);
    summary("local[2]", small, "grown");

    assertThat(summary("local[2]", large, "grown", "--overwrite"))
        .isEqualTo(summary("local[2]", large, "fresh"));
  }

  @Test
  void aGrownFolderStillGivesTheFirstJobItsOwnTrials() throws IOException {
    Path small = write("small.yaml", LINE + "engine: fused\n");
    Path large = write("large.yaml", LINE.replace("[1, 10, 40]", "[5, 80]") + "engine: fused\n");
    String first = summary("local[2]", small, "there-and-back");
    summary("local[2]", large, "there-and-back", "--overwrite");
    Map<String, String> journal = journal("there-and-back");

    assertThat(summary("local[2]", small, "there-and-back", "--overwrite")).isEqualTo(first);
    assertThat(journal("there-and-back")).isEqualTo(journal);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String summary(String master, Path job, String out, String... more) throws IOException {
    Ran ran = Ran.sweep(master, job, folder.resolve(out), more);
    assertThat(ran.code()).as(ran.err()).isZero();
    Path settings = folder.resolve(out).resolve("settings.csv");
    return Files.readString(folder.resolve(out).resolve("summary.csv"))
        + (Files.exists(settings) ? Files.readString(settings) : "");
  }

  /** Blocks by name: their size and bytes. */
  private Map<String, String> journal(String out) throws IOException {
    Map<String, String> blocks = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(out).resolve("journal"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".block")).toList()) {
        blocks.put(
            file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return blocks;
  }
}
