package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data and commands are known again only if nothing about them has changed. */
class SourceStampTest {
  @TempDir Path folder;

  @Test
  void everyChangeOfAByteANameOrTheNumberOfFilesIsSeen() throws IOException {
    Path data = Files.createDirectories(folder.resolve("t"));
    Path first = Files.writeString(data.resolve("1.csv"), "y,x\n1,2\n");
    Set<Optional<String>> stamps = new HashSet<>();
    stamps.add(stamp("t"));
    assertThat(stamps).doesNotContain(Optional.empty());
    assertThat(stamps.add(stamp("t"))).isFalse();

    FileTime time = Files.getLastModifiedTime(first);
    Files.writeString(first, "y,x\n1,3\n");
    Files.setLastModifiedTime(first, time);
    assertThat(stamps.add(stamp("t"))).isTrue();
    Path second = Files.writeString(data.resolve("2.csv"), "");
    assertThat(stamps.add(stamp("t"))).isTrue();
    Files.move(second, data.resolve("3.csv"));
    assertThat(stamps.add(stamp("t"))).isTrue();
    assertThat(stamp("t/*.csv")).isEqualTo(stamp("t"));
    assertThat(stamp("missing")).isEmpty();
  }

  @Test
  void aTimeAloneIsNoChange() throws IOException {
    Path data = Files.writeString(folder.resolve("a.csv"), "y,x\n1,2\n");
    Optional<String> before = stamp("a.csv");
    Files.setLastModifiedTime(data, FileTime.fromMillis(0));
    assertThat(stamp("a.csv")).isEqualTo(before).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM input WHERE day < current_date()",
        "SELECT * FROM input WHERE day < CURRENT_DATE",
        "SELECT *, rand(3) AS r FROM input",
        "SELECT *, unix_timestamp() AS n FROM input",
        "SELECT *, date 'today' AS n FROM input",
        "SELECT *, now() AS n FROM input"
      })
  void rowsThatDependOnTheClockAreReadAgain(String query) throws IOException {
    Files.writeString(folder.resolve("a.csv"), "y,x\n1,2\n");
    assertThat(stamp("a.csv")).isPresent();
    assertThat(SourceStamp.of(spec("a.csv", "query: \"" + query + "\"").data().source(), hadoop()))
        .isEmpty();
  }

  @Test
  void rowsThatDependOnTheEnvironmentAreReadAgain() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "y,x\n1,2\n");
    SweepSpec spec = spec("a.csv", "options: {nullValue: \"${env:NULLS}\"}");
    assertThat(SourceStamp.of(spec.data().source(), hadoop())).isEmpty();
  }

  @Test
  void syntheticRowsAreWhatTheJobSays() {
    assertThat(SourceStamp.of(new DataSpec.Line(1, 2, 0, 1, 0.1), hadoop())).isPresent();
  }

  @Test
  void aCommandIsItsJobAndTheSettingsThatTouchRows() {
    SweepSpec spec = spec("a.csv", "missing: drop");
    SparkConf conf = new SparkConf(false);
    Optional<String> stamp = CommandStamp.of(spec, conf);
    assertThat(stamp).isPresent();
    assertThat(CommandStamp.of(spec("a.csv", "missing: error"), conf)).isNotEqualTo(stamp);
    assertThat(CommandStamp.of(spec, conf.clone().set("spark.sql.session.timeZone", "UTC")))
        .isNotEqualTo(stamp);
    assertThat(
            CommandStamp.of(
                spec,
                conf.clone()
                    .set("spark.master", "local[3]")
                    .set("spark.app.name", "x")
                    .set("spark.hadoop.fs.s3a.secret.key", "s3cret")))
        .isEqualTo(stamp);
  }

  private Optional<String> stamp(String path) {
    return SourceStamp.of(spec(path, "missing: drop").data().source(), hadoop());
  }

  private SweepSpec spec(String path, String more) {
    String yaml =
        "name: t\ndata:\n  format: csv\n  path: '%s'\n  label: y\n  features: [x]\n  %s\nparameters: {optimizer: sgd, epochs: 1}\n"
            .formatted(folder.toUri() + path, more);
    return SpecReader.read(yaml, "file:/job.yaml", List.of());
  }

  private static Configuration hadoop() {
    return new Configuration();
  }
}
