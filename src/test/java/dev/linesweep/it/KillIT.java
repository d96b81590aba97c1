package dev.linesweep.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver of a cross-validation killed again and again loses nothing and changes nothing. {@code
 * -Dkills=300} kills as often, on a sweep that is longer in the same measure.
 */
@DisabledOnOs(OS.WINDOWS)
class KillIT {
  private static final int KILLS = Integer.getInteger("kills", 15);
  private static final int OPTIMIZERS = 8;
  private static final int RATES_AND_FOLDS = 8;

  /** When a driver is killed, before a further delay drawn at random. */
  private enum Moment {
    /** From its first instruction on. */
    START(3000),
    /** Once it has journalled a block. */
    TRAINING(300),
    /** Once all is trained and Spark is up: ranking, tables, best model. */
    WRITING(2500);

    private final int delay;

    Moment(int delay) {
      this.delay = delay;
    }
  }

  @TempDir Path folder;
  private final Random random = new Random(13);
  private final Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
  private final Set<Path> journalled = new HashSet<>();
  private boolean trained;

  @Test
  void aDriverKilledAtRandomMomentsEndsWithTheBytesOfAnUndisturbedOne() throws Exception {
    Path job = Files.writeString(folder.resolve("job.yaml"), job(batchSizes()));
    finish(job, "undisturbed", "-XX:ArchiveClassesAtExit=" + archive());

    for (Moment moment : moments()) {
      killAt(moment, job);
      assertThat(blocks("killed")).as("after %s", moment).containsAll(journalled);
      journalled.addAll(blocks("killed"));
    }
    finish(job, "killed", "-XX:SharedArchiveFile=" + archive());

    System.out.printf("%d kills: %s%n", KILLS, kills);
    assertThat(trajectories("killed")).doesNotHaveDuplicates().hasSize(trajectoryCount());
    for (String file : List.of("summary.csv", "settings.csv", "best/model.json")) {
      assertThat(folder.resolve("killed").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("undisturbed").resolve(file));
    }
    assertThat(leftovers()).isEmpty();
  }

  /** Killed when so many of the blocks of an undisturbed run are there: at any rung. */
  @Test
  void survivorsAreTheSameAfterKillsAtAnyRung() throws Exception {
    Path job =
        Files.writeString(
            folder.resolve("early.yaml"),
            job(batchSizes().subList(0, 12)) + "early_terminate: {min_epochs: 4}\n");
    finish(job, "undisturbed", "-XX:ArchiveClassesAtExit=" + archive());
    int all = blocks("undisturbed").size();

    int killed = 0;
    for (int eighths : new int[] {1, 5, 7}) {
      try (DriverProcess driver = start(job, "killed", "-XX:SharedArchiveFile=" + archive())) {
        driver.awaits(() -> blocks("killed").size() >= all * eighths / 8);
        killed += driver.kill() ? 1 : 0;
      }
    }
    finish(job, "killed", "-XX:SharedArchiveFile=" + archive());

    assertThat(killed).isPositive();
    for (String file : List.of("summary.csv", "settings.csv", "best/model.json")) {
      assertThat(folder.resolve("killed").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("undisturbed").resolve(file));
    }
    assertThat(leftovers()).isEmpty();
    assertThat(folder.resolve("killed/journal")).isDirectoryNotContaining("glob:**.checkpoint");
  }

  /** Of three kills one is at the start; the writing comes when all is trained. */
  private List<Moment> moments() {
    List<Moment> moments = new ArrayList<>();
    IntStream.range(0, KILLS - KILLS / 5)
        .forEach(i -> moments.add(i % 12 < 5 ? Moment.START : Moment.TRAINING));
    Collections.shuffle(moments, random);
    moments.addAll(Collections.nCopies(KILLS / 5, Moment.WRITING));
    return moments;
  }

  /** Starts drivers until one lives long enough to be killed at this moment. */
  private void killAt(Moment moment, Path job) throws Exception {
    int delay = random.nextInt(moment.delay);
    for (int tries = 0; tries < 3; tries++) {
      int before = blocks("killed").size();
      try (DriverProcess driver = start(job, "killed", "-XX:SharedArchiveFile=" + archive())) {
        boolean there =
            driver.awaits(
                () ->
                    switch (moment) {
                      case START -> true;
                      case TRAINING -> trained || blocks("killed").size() > before;
                      case WRITING ->
                          driver.log().contains(" 100% ")
                              || (trained && driver.log().contains("Spark 4"));
                    });
        if (there) {
          Thread.sleep(delay);
        }
        boolean killed = driver.kill();
        requireWholeStatus(killed);
        trained |= driver.log().contains(" 100% ");
        if (killed) {
          kills.merge(moment, 1, Integer::sum);
          return;
        }
        assertThat(driver.exitCode()).as(driver.log()).isZero();
        delay /= 2;
      }
    }
    throw new AssertionError("three drivers ended before they could be killed at " + moment);
  }

  /** Whoever reads it finds that the run has not said its end, and since when. */
  private void requireWholeStatus(boolean killed) throws IOException {
    Path file = folder.resolve("killed/status.json");
    if (Files.exists(file)) {
      JsonNode status = JsonMapper.builder().build().readTree(Files.readString(file));
      assertThat(Instant.parse(status.path("written").asText()))
          .isAfterOrEqualTo(Instant.parse(status.path("began").asText()));
      assertThat(status.path("exit_code").isNull())
          .isEqualTo(status.path("state").asText().equals("RUNNING"));
      assertThat(status.path("pid").asLong()).isPositive();
      assertThat(killed || !status.path("exit_code").isNull()).isTrue();
    }
  }

  private void finish(Path job, String out, String archiveOption) throws Exception {
    try (DriverProcess driver = start(job, out, archiveOption)) {
      assertThat(driver.exitCode()).as(driver.log()).isZero();
    }
  }

  private DriverProcess start(Path job, String out, String archiveOption) throws IOException {
    return DriverProcess.start(
        folder,
        folder.resolve(out + ".log"),
        List.of(archiveOption),
        "run",
        job.toString(),
        "--out",
        folder.resolve(out).toString(),
        "--master",
        "local[2]");
  }

  /** Makes starts shorter, as the launcher's does. */
  private Path archive() {
    return folder.resolve("archive.jsa");
  }

  /** Batch sizes do not mix, so each is a block or more. */
  private static String job(List<Integer> batchSizes) {
    return """
    name: killed
    data: {linear: {rows: 20000, features: 2, noise: 0.1, seed: 13}}
    split: {folds: 2, by: random}
    parameters:
      optimizer: {values: [sgd, nesterovs, adagrad, rmsprop, adam, adamax, nadam, amsgrad]}
      learning_rate: {min: 0.001, max: 0.1, count: 4, scale: log}
      epochs: {values: [1, 10, 60]}
      batch_size: {values: %s}
    engine: fused
    """
        .formatted(batchSizes);
  }

  private static List<Integer> batchSizes() {
    return IntStream.range(0, Math.max(48, 2 * KILLS)).mapToObj(i -> 8_000 - 10 * i).toList();
  }

  private static int trajectoryCount() {
    return OPTIMIZERS * RATES_AND_FOLDS * batchSizes().size();
  }

  private List<Long> trajectories(String out) throws IOException {
    List<Long> ids = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    var journal = new org.apache.hadoop.fs.Path(folder.resolve(out).resolve("journal").toUri());
    Journal.open(new Configuration(), journal, damaged::add)
        .forEach(block -> Arrays.stream(block.trajectories()).forEach(ids::add));
    assertThat(damaged).isEmpty();
    return ids;
  }

  private List<Path> blocks(String out) {
    String[] names = folder.resolve(out).resolve("journal").toFile().list();
    return names == null
        ? List.of()
        : Arrays.stream(names).filter(name -> name.endsWith(".block")).map(Path::of).toList();
  }

  private Set<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("killed"))) {
      return files.filter(file -> file.toString().endsWith(".tmp")).collect(Collectors.toSet());
    }
  }
}
