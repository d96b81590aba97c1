package dev.linesweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.fixture.ElsewhereFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path temporary;

  private org.apache.hadoop.fs.Path file(String name) {
    return new org.apache.hadoop.fs.Path(temporary.resolve(name).toUri());
  }

  @Test
  void aFileIsReplacedWhole() throws IOException {
    AtomicFile.write(HADOOP, file("a b/ü.csv"), "one");
    AtomicFile.write(HADOOP, file("a b/ü.csv"), "two");
    assertThat(temporary.resolve("a b/ü.csv")).hasContent("two");
    assertThat(temporary.resolve("a b")).isDirectoryContaining(p -> p.endsWith("ü.csv"));
  }

  @Test
  void ofTwoFilesThatAreWrittenTogetherTheOneThatFailsIsNamed() {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    HADOOP,
                    file("summary.csv"),
                    csv ->
                        AtomicFile.write(
                            HADOOP,
                            file("trials.parquet"),
                            parquet -> {
                              throw new IOException("No space left on device");
                            })))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write %s: No space left on device", temporary.resolve("trials.parquet"));
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aFullDiskLeavesTheOldFileAndNoOther() throws IOException {
    AtomicFile.write(HADOOP, file("summary.csv"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    HADOOP,
                    file("summary.csv"),
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write " + temporary.resolve("summary.csv") + ": No space left on device");
    assertThat(temporary.resolve("summary.csv")).hasContent("old");
    try (var files = Files.list(temporary)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void elsewhereThanOnFileItIsRenamedOverTheOldOne() throws IOException {
    Configuration hadoop = ElsewhereFileSystem.configuration();
    var target = new org.apache.hadoop.fs.Path("elsewhere://" + temporary + "/x.txt");
    AtomicFile.write(hadoop, target, "one");
    AtomicFile.write(hadoop, target, "two");
    assertThat(temporary.resolve("x.txt")).hasContent("two");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    hadoop,
                    target,
                    out -> {
                      throw new IOException("quota exceeded");
                    }))
        .hasMessageContaining("quota exceeded");
    assertThat(temporary.resolve("x.txt")).hasContent("two");
    try (var files = Files.list(temporary)) {
      assertThat(files).hasSize(1);
    }
  }
}
