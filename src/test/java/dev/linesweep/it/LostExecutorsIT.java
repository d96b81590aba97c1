package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.data.Shape;
import dev.linesweep.fixture.Ran;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.TaskPacking;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.store.Journal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Executors that die cost nothing but time, and a block that kills them nothing but its trials. */
@DisabledOnOs(OS.WINDOWS)
class LostExecutorsIT {
  private static final Path TARGET = Path.of(System.getProperty("linesweep.basedir"), "target");
  private static final int KILLS = 5;
  private static final int SLOTS = 4;

  /** 48 blocks of 64 trajectories: batch sizes do not mix. */
  private static final String JOB =
      """
      name: lost
      data: {linear: {rows: %d, features: 2, noise: 0.1, seed: 13}}
      parameters:
        optimizer: {values: [sgd, nesterovs, adagrad, rmsprop, adam, adamax, nadam, amsgrad]}
        learning_rate: {min: 0.001, max: 0.1, count: 4, scale: log}
        epochs: {values: [1, 10, 60]}
        seed: {values: [1, 2]}
        batch_size: {values: %s}
      engine: fused
      """;

  /** Of rows enough that somebody can kill its executors while they train. */
  private static final String LONG_JOB = job(20_000);

  private static final int FEW_ROWS = 400;
  private static final String SHORT_JOB = job(FEW_ROWS);

  /** Executors of a short job live for some seconds, which the second compiler only lengthens. */
  private static final String BRIEF = "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1";

  private static final Shape SHAPE = new Shape(2, FEW_ROWS * 4 / 5, 0, FEW_ROWS / 5);
  private static final int TRIALS_A_BLOCK = 64 * 3;

  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static Path longJob;
  private static Path shortJob;

  private static String job(int rows) {
    return JOB.formatted(
        rows, IntStream.range(0, 48).mapToObj(i -> rows * 4 / 5 - rows / 200 * i).toList());
  }

  @BeforeAll
  static void start() throws IOException {
    longJob = Files.writeString(folder.resolve("long.yaml"), LONG_JOB);
    shortJob = Files.writeString(folder.resolve("short.yaml"), SHORT_JOB);
    Path logs = TARGET.resolve("lost-executors/" + ProcessHandle.current().pid());
    cluster = StandaloneCluster.start(logs, 2);
    for (Path job : List.of(longJob, shortJob)) {
      Ran ran = Ran.sweep("local[2]", job, undisturbed(job));
      assertThat(ran.code()).as(ran.err()).isZero();
    }
  }

  private static Path undisturbed(Path job) {
    return folder.resolve("undisturbed-" + job.getFileName());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void executorsKilledAtRandomMomentsChangeNothing() throws Exception {
    Path out = folder.resolve("killed");
    Random random = new Random(13);
    CompletableFuture<Ran> sweep =
        CompletableFuture.supplyAsync(
            () ->
                onCluster(
                    longJob, out.toString(), List.of("spark.task.maxFailures=" + (KILLS + 4))));

    for (int kill = 0; kill < KILLS; kill++) {
      awaitBlocks(out, 1 + blocks(out), sweep);
      Thread.sleep(random.nextInt(500));
      assertThat(cluster.killAnExecutor()).isTrue();
    }
    Ran ran = sweep.get();

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("lost; its blocks").doesNotContain("failed");
    for (String file : List.of("summary.csv", "best/model.json")) {
      assertThat(out.resolve(file)).hasSameBinaryContentAs(undisturbed(longJob).resolve(file));
    }
    assertThat(names(out)).isEqualTo(names(undisturbed(longJob)));
  }

  @Test
  void aBlockThatKillsItsExecutorsCostsItsOwnTrials() throws IOException {
    Path out = folder.resolve("poisoned");

    Ran ran = poisoned(out, tasks().get(0).subList(0, 1));

    assertThat(ran.code()).as(ran.err()).isZero();
    requireFailed(out, TRIALS_A_BLOCK);
    assertThat(ran.out()).contains(" · 192 failed");
    assertThat(Files.readString(out.resolve("status.json")))
        .contains("\"state\" : \"COMPLETE\"", "\"failed\" : 192");
  }

  @Test
  void twoOfThemInOneTaskCostTheirOwnAndStrictSaysSo() throws IOException {
    Path out = folder.resolve("twice");
    List<Block> together =
        tasks().stream().filter(task -> task.size() > 1).findFirst().orElseThrow();

    Ran ran = poisoned(out, together.subList(0, 2), "--strict");

    assertThat(ran.code()).as(ran.err()).isEqualTo(1);
    requireFailed(out, 2 * TRIALS_A_BLOCK);
    assertThat(Files.readString(out.resolve("status.json")))
        .contains("\"state\" : \"FAILED\"", "\"failed\" : 384", "trials failed");
  }

  /** The others are what they are without: all but the ranks, which move up. */
  private static void requireFailed(Path out, int trials) throws IOException {
    Map<String, String> expected = rows(undisturbed(shortJob));
    Map<String, String> rows = rows(out);
    assertThat(rows).containsOnlyKeys(expected.keySet());
    Map<String, String> failed = new LinkedHashMap<>(rows);
    failed.entrySet().removeIf(row -> row.getValue().equals(expected.get(row.getKey())));
    assertThat(failed).hasSize(trials);
    assertThat(failed.values())
        .allMatch(row -> row.startsWith("FAILED,") && row.endsWith(",lost its executor 3 times"));
  }

  /** Rows by trial id, without rank and id. */
  private static Map<String, String> rows(Path out) throws IOException {
    return Files.readAllLines(out.resolve("summary.csv")).stream()
        .skip(1)
        .map(row -> row.split(",", 3))
        .collect(Collectors.toMap(row -> row[1], row -> row[2]));
  }

  private static Ran poisoned(Path out, List<Block> blocks, String... more) throws IOException {
    List<String> settings = new ArrayList<>(PoisonFileSystem.settings(files(blocks)));
    settings.add(BRIEF);
    return onCluster(shortJob, "poison://" + out, settings, more);
  }

  /** Two executors of two cores: a neighbour dies with whatever kills one. */
  private static Ran onCluster(Path job, String out, List<String> settings, String... more) {
    List<String> all = new ArrayList<>(settings);
    all.add("spark.ui.enabled=false");
    all.add("spark.driver.host=127.0.0.1");
    all.add("spark.driver.bindAddress=127.0.0.1");
    all.add("spark.default.parallelism=" + SLOTS);
    all.add("spark.executor.cores=2");
    all.add("spark.executor.memory=512m");
    all.add(
        "spark.executor.extraClassPath="
            + TARGET.resolve("test-classes")
            + File.pathSeparator
            + System.getProperty("linesweep.jar"));
    List<String> args = new ArrayList<>(List.of("run", job.toString(), "--out", out));
    args.addAll(List.of("--master", cluster.master()));
    all.forEach(setting -> args.addAll(List.of("--conf", setting)));
    args.addAll(List.of(more));
    return Ran.command(args.toArray(String[]::new));
  }

  private static List<List<Block>> tasks() {
    return TaskPacking.pack(plan().blocks(), SLOTS, TaskPacking.TASKS_A_SLOT);
  }

  private static SweepPlan plan() {
    return SweepPlan.of(SpecReader.read(SHORT_JOB, shortJob.toUri().toString(), List.of()), SHAPE);
  }

  /** The journal's files of these blocks, as the undisturbed sweep named them. */
  private static List<String> files(List<Block> blocks) throws IOException {
    List<String> names = names(undisturbed(shortJob));
    List<String> files = new ArrayList<>();
    Path journal = undisturbed(shortJob).resolve("journal");
    Journal.open(new Configuration(), new org.apache.hadoop.fs.Path(journal.toUri()), warning -> {})
        .forEachFile(
            (file, block) -> {
              if (blocks.stream().anyMatch(wanted -> isOf(wanted, block))) {
                files.add(names.get(file));
              }
            });
    assertThat(files).hasSameSizeAs(blocks);
    return files;
  }

  private static boolean isOf(Block block, TrainedBlock trained) {
    SweepPlan plan = plan();
    return Arrays.equals(
        Arrays.stream(block.trajectories())
            .map(number -> plan.trajectory(number).id().bits())
            .toArray(),
        trained.trajectories());
  }

  private static void awaitBlocks(Path out, int count, CompletableFuture<Ran> sweep)
      throws InterruptedException {
    while (blocks(out) < count) {
      assertThat(sweep).as("the sweep ended before the last kill").isNotDone();
      Thread.sleep(10);
    }
  }

  private static int blocks(Path out) {
    return names(out).size();
  }

  private static List<String> names(Path out) {
    String[] names = out.resolve("journal").toFile().list();
    return names == null
        ? List.of()
        : Arrays.stream(names).filter(name -> name.endsWith(".block")).sorted().toList();
  }
}
