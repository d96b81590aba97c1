package dev.linesweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.engine.cuda.InterpretedCard;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.report.SweepListener;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sweeps on a card, an interpreted one, leave the bytes of those on the CPU. */
class GpuSweepTest {
  /** Of six blocks for four tasks, so that some train together on a card. */
  private static final String JOB =
      """
      name: gpu
      data: {line: {step: 0.25}, standardize: none}
      engine: fused
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {min: 0.0001, max: 1, count: 10300, scale: log}
        epochs: {values: [1, 2]}
      """;

  @TempDir static Path folder;
  private static String expected;
  private static Path onCpu;

  @BeforeAll
  static void onTheCpu() throws Exception {
    onCpu = run("cpu", "device=cpu", SweepListener.SILENT);
    expected = summary(onCpu);
  }

  private static Sweep sweep(String name, String device) throws IOException {
    Path job = folder.resolve("job.yaml");
    Files.writeString(job, JOB);
    return Sweep.read(job.toString(), device).withOut(folder.resolve(name).toString());
  }

  private static Path run(String name, String device, SweepListener listener) throws Exception {
    sweep(name, device).run(SharedSpark.session(), listener);
    return folder.resolve(name);
  }

  private static String summary(Path out) throws IOException {
    return Files.readString(out.resolve("summary.csv"));
  }

  /** Trials by the device that trained them. */
  private static Map<String, Long> devices(Path out) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row :
        SharedSpark.session()
            .read()
            .parquet(out.resolve("trials.parquet").toString())
            .groupBy("device")
            .count()
            .collectAsList()) {
      counts.put(row.getString(0), row.getLong(1));
    }
    return counts;
  }

  private static long journalFiles(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out.resolve("journal"))) {
      return files.filter(file -> file.toString().endsWith(".block")).count();
    }
  }

  @Test
  void aSweepOnACardHasTheSameTablesAndTheSameJournal() throws Exception {
    InterpretedCard card = new InterpretedCard(64 << 20);
    try (AutoCloseable machine = card.inThisMachine()) {
      Path out = run("gpu", "device=gpu", SweepListener.SILENT);
      assertThat(summary(out)).isEqualTo(expected);
      assertThat(devices(out)).containsOnlyKeys("gpu:0 Interpreted PTX");
      assertThat(journalFiles(out)).isEqualTo(journalFiles(onCpu)).isEqualTo(6);
      int each = 1 + 2 * 2 * 2; // All steps; two launches for errors, of two epochs and two parts.
      assertThat(card.launches()).isLessThan(6 * each);
    }
    assertThat(devices(onCpu)).containsOnlyKeys("cpu");
  }

  @Test
  void aSweepContinuesOnTheOtherDevice() throws Exception {
    for (String first : List.of("gpu", "cpu")) {
      String second = first.equals("gpu") ? "cpu" : "gpu";
      try (AutoCloseable machine = new InterpretedCard(64 << 20).inThisMachine()) {
        Path out = folder.resolve("from " + first);
        sweep("from " + first, "device=" + first).withMaxTrials(3000).run(SharedSpark.session());
        assertThat(summary(out)).isNotEqualTo(expected);
        sweep("from " + first, "device=" + second).run(SharedSpark.session());
        assertThat(summary(out)).isEqualTo(expected);
        assertThat(devices(out)).containsOnlyKeys("cpu", "gpu:0 Interpreted PTX");
      }
    }
  }

  @Test
  void aCardThatFailsIsToldOnceAndCostsNothing() throws Exception {
    List<String> notes = new ArrayList<>();
    try (AutoCloseable machine = new InterpretedCard(64 << 20).failingAfter(1).inThisMachine()) {
      Path out = run("failing", "device=gpu", noting(notes));
      assertThat(summary(out)).isEqualTo(expected);
      assertThat(devices(out)).containsKey("cpu");
      assertThat(notes)
          .filteredOn(note -> note.contains("gpu"))
          .containsExactly(
              "gpu:0 Interpreted PTX failed (launch: made to fail): training continues on the CPU,"
                  + " with the same results");
    }
  }

  private static SweepListener noting(List<String> notes) {
    return new SweepListener() {
      @Override
      public void note(String text) {
        notes.add(text);
      }
    };
  }

  /** 4,096 columns, those of a block, are 32 blocks of a card. */
  @Test
  void blocksThatFailTogetherAreTrainedOnTheirOwn() throws Exception {
    InterpretedCard card = new InterpretedCard(64 << 20).widest(32);
    try (AutoCloseable machine = card.inThisMachine()) {
      Path out = run("too wide", "device=gpu", SweepListener.SILENT);
      assertThat(summary(out)).isEqualTo(expected);
      assertThat(devices(out)).containsOnlyKeys("gpu:0 Interpreted PTX");
    }
  }

  @Test
  void autoTakesTheCpuForSoLittleWork() throws Exception {
    InterpretedCard card = new InterpretedCard(64 << 20);
    try (AutoCloseable machine = card.inThisMachine()) {
      assertThat(devices(run("auto", "device=auto", SweepListener.SILENT))).containsOnlyKeys("cpu");
    }
    assertThat(card.launches()).isZero();
  }

  @Test
  void aCardThatIsAskedForAndNotThereIsAnErrorBeforeAnythingIsWritten() throws IOException {
    Sweep sweep = sweep("none", "device=gpu");
    assertThatThrownBy(() -> sweep.run(SharedSpark.session()))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("NVIDIA");
    assertThat(folder.resolve("none/summary.csv")).doesNotExist();
  }
}
