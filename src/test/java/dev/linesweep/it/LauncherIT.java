package dev.linesweep.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/linesweep} starts, seen by stand-ins for Java and spark-submit. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("linesweep.basedir"), "bin", "linesweep");
  private static final String JAR = System.getProperty("linesweep.jar");

  @TempDir Path folder;

  @Test
  void everyOptionOfSparksOwnLauncherReachesJava() throws Exception {
    Run run = launch(Map.of("JAVA_HOME", java("17.0.1")), "plan", "job.yaml");
    // Main loads the module itself: at boot the JVM would print a warning.
    String module = "--add-modules=jdk.incubator.vector";
    assertThat(run.out())
        .contains("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED")
        .doesNotContain(module)
        .containsAll(
            Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
                .filter(option -> !option.equals(module))
                .toList());
    assertThat(run.status()).isZero();
  }

  @Test
  void noWarningIsPrintedBeforeACommand() throws Exception {
    Run run = launch(Map.of(), "--version");
    assertThat(run.status()).isZero();
    assertThat(run.out()).singleElement(as(STRING)).startsWith("linesweep ");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void argumentsReachMainAsTyped() throws Exception {
    String[] typed = {"run", "it's a $HOME \"job\".yaml", "--conf", "k=a b", "--set", "x=*"};
    Run run = launch(Map.of("JAVA_HOME", java("17.0.1")), typed);
    assertThat(after(run.out(), "dev.linesweep.cli.Main")).containsExactly(typed);
  }

  @Test
  void aSymbolicLinkAndAnotherWorkingDirectoryAreFine() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("a link"), LAUNCHER);
    Run run = launch(link, Map.of("JAVA_HOME", java("17.0.1")), "show");
    assertThat(after(run.out(), "dev.linesweep.cli.Main")).containsExactly("show");
  }

  @Test
  void packagesGoThroughSparksOwnSubmit() throws Exception {
    Run run =
        launch(Map.of("JAVA_HOME", java("17.0.1")), "run", "job.yaml", "--packages", "g:a:1", "-v");
    assertThat(after(run.out(), "org.apache.spark.deploy.SparkSubmit"))
        .containsExactly(
            "--packages",
            "g:a:1",
            "--class",
            "dev.linesweep.cli.Main",
            JAR,
            "run",
            "job.yaml",
            "-v");
  }

  /** Spark's own launcher, which would give them to the driver's JVM, is not run. */
  @Test
  void optionsForTheDriverReachThisJvm() throws Exception {
    Run run =
        launch(
            Map.of("JAVA_HOME", java("17.0.1")),
            "run",
            "job.yaml",
            "--driver-java-options",
            "-Da=b -Dc=d",
            "--driver-class-path=/x.jar",
            "--name",
            "a name",
            "--supervise");

    assertThat(run.out()).contains("-Da=b", "-Dc=d").anyMatch(line -> line.startsWith("/x.jar:"));
    assertThat(after(run.out(), "org.apache.spark.deploy.SparkSubmit"))
        .contains("--name", "a name", "--supervise")
        .endsWith("run", "job.yaml");
  }

  @Test
  void aNameNeedsNoSubmit() throws Exception {
    Run run = launch(Map.of("JAVA_HOME", java("17.0.1")), "run", "job.yaml", "--name", "a name");

    assertThat(after(run.out(), "dev.linesweep.cli.Main"))
        .containsExactly("run", "job.yaml", "--name", "a name");
  }

  @Test
  void settingsThatFetchJarsGoThroughItToo() throws Exception {
    for (String[] setting :
        new String[][] {
          {"--conf", "spark.jars.packages=g:a:1"}, {"--conf=spark.jars=a.jar"},
        }) {
      List<String> typed = new ArrayList<>(List.of("run", "job.yaml"));
      typed.addAll(List.of(setting));
      Run run = launch(Map.of("JAVA_HOME", java("17.0.1")), typed.toArray(String[]::new));
      assertThat(after(run.out(), "org.apache.spark.deploy.SparkSubmit"))
          .startsWith("--conf", setting[setting.length - 1].replace("--conf=", ""));
    }
  }

  @Test
  void sparkHomeTakesSparksOptionsAheadOfTheJar() throws Exception {
    Run run =
        launch(
            Map.of("JAVA_HOME", java("17.0.1"), "SPARK_HOME", spark("spark-core_2.13-4.1.0.jar")),
            "run",
            "a job.yaml",
            "--master",
            "local[2]",
            "--conf=k=it's",
            "--out",
            "o");
    assertThat(run.out())
        .containsExactly(
            "--master",
            "local[2]",
            "--conf",
            "k=it's",
            "--class",
            "dev.linesweep.cli.Main",
            JAR,
            "run",
            "a job.yaml",
            "--out",
            "o");
  }

  @Test
  void sparkHomeWithoutSparkSubmitIsNamed() throws Exception {
    Run run = launch(Map.of("SPARK_HOME", "/no/such spark"), "run", "job.yaml");
    assertThat(run.err()).contains("SPARK_HOME is \"/no/such spark\"").contains("unset it");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void aUserWithoutANameIsToldSoBeforeSparkSubmitFails() throws Exception {
    Path id = Files.createDirectories(folder.resolve("bin")).resolve("id");
    Files.writeString(id, "#!/bin/sh\nexit 1\n");
    assertThat(id.toFile().setExecutable(true)).isTrue();
    String path = id.getParent() + ":" + System.getenv("PATH");
    Run run =
        launch(
            Map.of("SPARK_HOME", spark("spark-core_2.13-4.1.0.jar"), "PATH", path),
            "run",
            "job.yaml");
    assertThat(run.err()).contains("this user has only a number and no name on this machine");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void anotherSparkIsRefusedByItsName() throws Exception {
    Run run = launch(Map.of("SPARK_HOME", spark("spark-core_2.12-3.5.1.jar")), "run", "job.yaml");
    assertThat(run.err()).contains("Spark 4 with Scala 2.13").contains("spark-core_2.12-3.5.1.jar");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void anOldJavaIsRefusedByItsVersion() throws Exception {
    Run run = launch(Map.of("JAVA_HOME", java("1.8.0_392")), "run", "job.yaml");
    assertThat(run.err()).contains("needs Java 17 or newer").contains("1.8.0_392");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    Run run = launch(Map.of("JAVA_HOME", "/no/java"), "run", "job.yaml");
    assertThat(run.err()).contains("JAVA_HOME is \"/no/java\"");
    assertThat(run.status()).isEqualTo(2);
  }

  private String java(String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve("java " + version));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    printer(home.resolve("bin/java"));
    return home.toString();
  }

  private String spark(String core) throws IOException {
    Path home = folder.resolve("a spark");
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("jars").resolve(core));
    printer(home.resolve("bin/spark-submit"));
    return home.toString();
  }

  /** A program that prints its arguments, one a line. */
  private static void printer(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  @Tag("long")
  void theArchiveHoldsTheClassesThatReadATable() throws Exception {
    Path loaded = folder.resolve("loaded");
    Map<String, String> environment =
        Map.of(
            "LINESWEEP_ARCHIVE", "now", "LINESWEEP_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
    String job = LAUNCHER.resolveSibling("../conf/start-up.yaml").toString();

    Run run = launch(environment, "run", job, "--out", folder.resolve("sweep").toString());

    assertThat(run.status()).isZero();
    assertThat(Files.readAllLines(loaded))
        .filteredOn(line -> line.contains("datasources.csv.CSVFileFormat "))
        .singleElement(as(STRING))
        .contains("shared objects file (top)");
  }

  private Run launch(Map<String, String> environment, String... arguments) throws Exception {
    return launch(LAUNCHER, environment, arguments);
  }

  private Run launch(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("SPARK_HOME", "JAVA_TOOL_OPTIONS", "LINESWEEP_JAVA_OPTS"));
    builder.environment().put("LINESWEEP_ARCHIVE", "off");
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Run(status, Files.readAllLines(out, UTF_8), Files.readString(err));
  }

  private static List<String> after(List<String> lines, String mark) {
    return lines.subList(lines.indexOf(mark) + 1, lines.size());
  }

  private record Run(int status, List<String> out, String err) {}
}
