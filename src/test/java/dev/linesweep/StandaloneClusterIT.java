package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real standalone cluster gives the bytes of one core on one machine, in either deploy mode. */
@DisabledOnOs(OS.WINDOWS)
class StandaloneClusterIT {
  private static final Path BASE = Path.of(System.getProperty("linesweep.basedir"));
  private static final String JAR = System.getProperty("linesweep.jar");
  private static final Path LOGS = BASE.resolve("target/standalone-cluster");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String JOB =
      """
      name: small
      data: {line: {}, standardize: none}
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {values: [0.01, 0.1]}
        epochs: {values: [1, 20]}
      """;

  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static Path job;

  @BeforeAll
  static void start() throws IOException {
    job = Files.writeString(folder.resolve("job.yaml"), JOB);
    cluster =
        StandaloneCluster.start(LOGS.resolve(String.valueOf(ProcessHandle.current().pid())), 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void clientModeGivesTheBytesOfOneCore() throws Exception {
    String expected = onOneCore("dl4j");

    String log = submit("client", "relative", "run", "job.yaml", "--out", "client");

    assertThat(folder.resolve("client/summary.csv")).as(log).hasContent(expected);
  }

  @Test
  void clientModeGivesTheBytesOfOneCoreWithTheFusedEngine() throws Exception {
    String expected = onOneCore("fused");

    String log =
        submit("client", "fused", "run", "job.yaml", "--out", "client-fused", "--engine", "fused");

    assertThat(folder.resolve("client-fused/summary.csv")).as(log).hasContent(expected);
  }

  @Test
  void clusterModeGivesTheBytesOfOneCore() throws Exception {
    String expected = onOneCore("dl4j");
    Path out = folder.resolve("cluster");

    String log = submit("cluster", "dl4j", "run", job.toString(), "--out", out.toString());

    assertThat(awaitStatus(out)).as(log).contains("COMPLETE");
    assertThat(out.resolve("summary.csv")).hasContent(expected);
  }

  private static final Map<String, String> EXPECTED = new TreeMap<>();

  private static synchronized String onOneCore(String engine) throws IOException {
    if (!EXPECTED.containsKey(engine)) {
      Path out = folder.resolve("local-" + engine);
      Ran ran = Ran.sweep("local[1]", job, out, "--engine", engine);
      assertThat(ran.code()).as(ran.err()).isZero();
      EXPECTED.put(engine, Files.readString(out.resolve("summary.csv")));
    }
    return EXPECTED.get(engine);
  }

  /** Submits with the settings that ship, and gives the submission's log once it has ended well. */
  private static String submit(String mode, String name, String... arguments) throws Exception {
    Path log = cluster.folder().resolve("submit-" + mode + "-" + name + ".log");
    String[] before = {
      "--deploy-mode",
      mode,
      "--properties-file",
      BASE.resolve("conf/standalone-" + mode + ".conf").toString(),
      "--class",
      "dev.linesweep.cli.Main",
      JAR
    };
    String[] all = new String[before.length + arguments.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(arguments, 0, all, before.length, arguments.length);
    Process process = cluster.submit(folder, log, all);
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    String text = Files.readString(log);
    assertThat(ended).as("%s", text).isTrue();
    assertThat(process.exitValue()).as("%s", text).isZero();
    return "log of the submission in " + log;
  }

  /** In cluster mode spark-submit returns before the sweep ends: its status file is the outcome. */
  private static String awaitStatus(Path out) throws Exception {
    Path status = out.resolve("status.json");
    Instant deadline = Instant.now().plus(PATIENCE);
    String text = "";
    while (Instant.now().isBefore(deadline)) {
      text = Files.exists(status) ? Files.readString(status) : "";
      if (!text.isEmpty() && !text.contains("RUNNING")) {
        return text;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("the sweep did not end; status.json holds \"" + text + "\"");
  }
}
