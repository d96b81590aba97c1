package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
      data: {line: {}, standardize: features}
      split: {folds: 2, by: random}
      early_terminate: {eta: 2, min_epochs: 4}
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {values: [0.01, 0.1]}
        epochs: {values: [1, 20]}
      """;

  private static final String KRYO = "spark.serializer=org.apache.spark.serializer.KryoSerializer";
  private static final String KNOWN_ONLY = "spark.kryo.registrationRequired=true";

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

  /**
   * Spark's own imitation of a cluster: executors in JVMs of their own, the rest in the driver's.
   * With the serializer that many sites set, which takes nothing here that it does not know.
   */
  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "fused"})
  void anImitatedClusterGivesTheBytesOfOneCore(String engine) throws Exception {
    String expected = onOneCore(engine);
    String out = "local-cluster-" + engine;

    String log =
        submit(
            out,
            List.of("--master", "local-cluster[2,1,1024]", "--conf", KRYO, "--conf", KNOWN_ONLY),
            "run",
            "job.yaml",
            "--out",
            out,
            "--engine",
            engine);

    assertThat(folder.resolve(out).resolve("summary.csv")).as(log).hasContent(expected);
  }

  @Test
  void anExecutorWithoutRoomForTheDataIsSaidBeforeTheDataIsCollected() throws Exception {
    Files.writeString(folder.resolve("few.csv"), "x,y\n1,2\n");
    Files.writeString(
        folder.resolve("many.yaml"),
        """
        name: many
        data:
          format: csv
          path: few.csv
          options: {header: true, inferSchema: true}
          query: SELECT y, x, explode(sequence(1, 16000000)) AS i FROM input
          label: y
          features: [x, i]
          order_by: [i]
        parameters:
          optimizer: {value: sgd}
          learning_rate: {value: 0.1}
          epochs: {value: 1}
        """);

    Ended ended =
        submitted(
            "no-room",
            List.of("--master", "local-cluster[1,1,512]", "--conf", "spark.executor.memory=512m"),
            List.of("run", "many.yaml", "--out", "many"));

    assertThat(ended.code()).as(ended.log()).isEqualTo(2);
    assertThat(ended.log())
        .contains("error: data: 16,000,000 rows × 2 features need ")
        .contains(
            "in each executor, whose heap of 512 MB has 358 MB for them. Raise it with"
                + " --executor-memory ")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("many")).doesNotExist();
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
    String settings = BASE.resolve("conf/standalone-" + mode + ".conf").toString();
    return submit(
        mode + "-" + name,
        List.of("--deploy-mode", mode, "--properties-file", settings),
        arguments);
  }

  private static String submit(String name, List<String> options, String... arguments)
      throws Exception {
    Ended ended = submitted(name, options, List.of(arguments));
    assertThat(ended.code()).as("%s", ended.log()).isZero();
    return "log of the submission " + name;
  }

  private record Ended(int code, String log) {}

  private static Ended submitted(String name, List<String> options, List<String> arguments)
      throws Exception {
    Path log = cluster.folder().resolve("submit-" + name + ".log");
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("--class", "dev.linesweep.cli.Main", JAR));
    all.addAll(arguments);
    Process process = cluster.submit(folder, log, all.toArray(String[]::new));
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    String text = Files.readString(log);
    assertThat(ended).as("%s", text).isTrue();
    return new Ended(process.exitValue(), text);
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
