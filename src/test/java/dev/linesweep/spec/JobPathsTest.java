package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobPathsTest {
  @ParameterizedTest
  @CsvSource({
    "file:///a/jobs/j.yaml, d/x.csv, file:///a/jobs/d/x.csv",
    "file:/a/jobs/j.yaml, d/x.csv, file:/a/jobs/d/x.csv",
    "hdfs://nn:8020/a/j.yaml, ../x.csv, hdfs://nn:8020/x.csv",
    "hdfs://nn:8020/a/j.yaml, /b/./x, hdfs://nn:8020/b/x",
    "s3a://bucket/j.yaml, ../../x y*.csv, s3a://bucket/x y*.csv",
    "file:///a/j.yaml, hdfs://nn/x, hdfs://nn/x",
    "/a/j.yaml, x.csv, file:///a/x.csv"
  })
  void pathsAreBesideTheJobInItsFileSystem(String job, String path, String resolved) {
    assertThat(JobPaths.resolve(job, path)).isEqualTo(resolved);
  }

  @Test
  void aLocalJobIsInTheWorkingDirectory() {
    assertThat(JobPaths.resolve("jobs/j.yaml", "x.csv"))
        .isEqualTo("file://" + Path.of("").toAbsolutePath() + "/jobs/x.csv");
  }

  @Test
  void aJobWithoutAnAbsolutePathIsRefused() {
    assertThatThrownBy(() -> JobPaths.resolve("file:j.yaml", "x"))
        .isInstanceOf(JobException.class)
        .hasMessage("file:j.yaml: the job file's URI has no absolute path");
  }
}
