package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.Sweep;
import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is known by {@code spark.hadoop.*} alone is known to every command. */
class HadoopSettingsIT {
  private static final String JOB =
      """
      name: elsewhere
      data: {line: {}}
      parameters:
        optimizer: {values: [sgd]}
        learning_rate: {values: [0.01, 0.1]}
        epochs: {values: [10]}
      engine: fused
      """;

  @TempDir Path folder;

  @BeforeEach
  void job() throws IOException {
    Files.writeString(folder.resolve("job.yaml"), JOB);
    Files.writeString(folder.resolve("new.csv"), "x\n0\n1\n");
  }

  @Test
  void everyCommandOpensIt() {
    mounted("run", "viewfs://far/here/job.yaml", "--out", "viewfs://far/here/out");
    mounted("plan", "viewfs://far/here/job.yaml");
    assertThat(mounted("show", "viewfs://far/here/out").out()).contains("sgd");
    assertThat(mounted("report", "viewfs://far/here/out").out()).contains("report.html");
    mounted(
        "predict",
        "viewfs://far/here/out",
        "--data",
        "viewfs://far/here/new.csv",
        "--to",
        folder.resolve("predicted.csv").toString());
    assertThat(folder.resolve("predicted.csv")).content().startsWith("x,");
  }

  @Test
  void theJavaApiOpensItToo() {
    String key = "spark.hadoop.fs.viewfs.mounttable.near.link./here";
    System.setProperty(key, folder.toUri().toString());
    try {
      assertThat(Sweep.read("viewfs://near/here/job.yaml").spec().name()).isEqualTo("elsewhere");
    } finally {
      System.clearProperty(key);
    }
  }

  private Ran mounted(String command, String... more) {
    String mount = "spark.hadoop.fs.viewfs.mounttable.far.link./here=" + folder.toUri();
    Stream<String> spark =
        command.equals("report") ? Stream.of() : Stream.of("--master", "local[2]");
    Ran ran =
        Ran.command(
            Stream.of(Stream.of(command), Stream.of(more), Stream.of("--conf", mount), spark)
                .flatMap(part -> part)
                .toArray(String[]::new));
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    return ran;
  }
}
