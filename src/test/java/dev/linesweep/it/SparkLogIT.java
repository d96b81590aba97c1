package dev.linesweep.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What whole processes show of Spark's log as it reads a damaged Parquet file, on which a task of
 * Spark's fails: nothing but our message, under the launcher's log settings and under Spark's own.
 */
class SparkLogIT {
  private static final Path BASE = Path.of(System.getProperty("linesweep.basedir", ""));
  private static final String LAUNCHERS =
      "-Dlog4j2.configurationFile=" + BASE.resolve("conf/log4j2.properties").toUri();

  @TempDir Path folder;

  @Test
  void theLaunchersSettingsShowOurMessageOnly() throws Exception {
    String shown = shown(List.of(LAUNCHERS, "dev.linesweep.cli.Main"), "plan", job());
    assertThat(shown.lines().toList().get(0)).startsWith("Spark 4");
    assertThat(shown.lines().skip(1)).first().asString().startsWith("error: data.path: ");
    assertThat(shown).doesNotContain("\tat ", " ERROR ", " WARN ");
  }

  @Test
  void sparksOwnSettingsShowNoStackTraceAndNothingBelowAWarning() throws Exception {
    List<String> submit = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
    submit.addAll(List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false"));
    submit.addAll(List.of("--class", "dev.linesweep.cli.Main", emptyJar()));
    String shown = shown(submit, "plan", job());
    assertThat(shown).contains("\nerror: data.path: ").doesNotContain("\tat ", " INFO ", " ERROR ");
  }

  @Test
  void verboseShowsAllOfIt() throws Exception {
    String shown = shown(List.of(LAUNCHERS, "dev.linesweep.cli.Main"), "plan", job(), "--verbose");
    assertThat(shown)
        .contains(" ERROR Executor: Exception in task", "\tat ", "\nerror: data.path: ");
  }

  private String job() throws IOException {
    Files.writeString(folder.resolve("damaged.parquet"), "PAR1" + "no footer ".repeat(9) + "PAR1");
    return Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: log
            data: {format: parquet, path: damaged.parquet, label: y, features: [x]}
            parameters: {optimizer: sgd, epochs: 2}
            """)
        .toString();
  }

  /** spark-submit wants a jar; our classes are on the class path. */
  private String emptyJar() throws IOException {
    Path jar = folder.resolve("empty.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("empty"));
    }
    return jar.toString();
  }

  private static String shown(List<String> start, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xlog:disable", "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(start);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try (InputStream output = process.getInputStream()) {
      String shown = new String(output.readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(shown).isEqualTo(2);
      return shown.replaceFirst("^WARNING: Using incubator modules.*\n", "");
    }
  }
}
