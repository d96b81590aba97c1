package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoriesTest {
  @TempDir Path folder;

  private static SparkConf conf(Object directories) {
    return new SparkConf(false).set("spark.local.dir", directories.toString());
  }

  @Test
  void oneThatCanBeWrittenIsEnough() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    SparkConf conf = conf(file.resolve("x") + "," + folder.resolve("new"));
    assertThatCode(() -> LocalDirectories.requireUsable(conf, Map.of())).doesNotThrowAnyException();
    assertThat(folder.resolve("new")).isEmptyDirectory();
  }

  @Test
  void withoutOneTheSettingIsNamed() throws IOException {
    Path directory = Files.createFile(folder.resolve("file")).resolve("x");
    assertThatThrownBy(() -> LocalDirectories.requireUsable(conf(directory), Map.of()))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "spark.local.dir: Spark cannot write its temporary files to %s (FileSystemException). Name a writable directory with free space: --conf spark.local.dir=/path"
                .formatted(directory));
    Map<String, String> variable = Map.of("SPARK_LOCAL_DIRS", directory.toString());
    assertThatThrownBy(() -> LocalDirectories.requireUsable(conf(folder), variable))
        .hasMessageStartingWith("SPARK_LOCAL_DIRS: ")
        .hasMessageEndingWith(": SPARK_LOCAL_DIRS=/path");
  }

  @Test
  void theOneWithMostRoomIsTaken() {
    assertThat(LocalDirectories.of(conf("/proc," + folder), Map.of())).isEqualTo(folder);
    assertThat(LocalDirectories.of(conf("/proc"), Map.of("SPARK_LOCAL_DIRS", folder.toString())))
        .isEqualTo(folder);
  }
}
