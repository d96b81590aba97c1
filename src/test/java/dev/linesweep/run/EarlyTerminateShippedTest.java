package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.SweepListener;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What halving costs on the jobs that ship, in epochs of columns, and whom it finds. */
class EarlyTerminateShippedTest {
  private static final Path JOBS =
      Path.of(System.getProperty("linesweep.basedir", "")).resolve("jobs").toAbsolutePath();

  @TempDir private Path folder;

  private SweepOutcome run(String job, String out, String... sets)
      throws IOException, InterruptedException {
    Path file = JOBS.resolve(job + ".yaml");
    var spec =
        SpecReader.read(
            Files.readString(file),
            file.toUri().toString(),
            Stream.concat(Stream.of("engine=fused"), Stream.of(sets)).toList());
    return SweepRun.run(
        SweepRequest.of(spec).withOut(folder.resolve(out).toString()),
        SparkHandle.of(SharedSpark.session(), false),
        SweepListener.SILENT);
  }

  /**
   * Which of the grid's settings wins: its best on the temperatures; its second on the houses,
   * where the two differ by two millionths, and on the line, where seeds differ more than they do.
   */
  @ParameterizedTest
  @CsvSource({"temperature, 50, 1", "housing, 10, 2", "line, 40, 2"})
  void atMostFourTenthsOfTheGridFindOneOfItsBest(String job, int minEpochs, int place)
      throws Exception {
    SweepOutcome grid = run(job, "grid");
    SweepOutcome halving =
        run(
            job,
            "halving",
            "early_terminate={type: halving, eta: 3, min_epochs: " + minEpochs + "}");

    SweepPlan plan = halving.report().plan();
    assertThat(plan.maxEpochs()).isEqualTo(400);
    assertThat(columnEpochs("halving"))
        .isLessThanOrEqualTo((long) (0.4 * plan.trajectories() * plan.maxEpochs()));
    assertThat(placeInGrid(halving.best().orElseThrow(), plan.spec().parameters().seeds().size()))
        .isEqualTo(place);
    assertThat(grid.counts().stopped()).isZero();
    assertThat(halving.counts().done()).isEqualTo(plan.trials());
  }

  /** Which of the settings it is, from 1; each has its seeds in rows that follow each other. */
  private int placeInGrid(TrialResult trial, int seeds) throws IOException {
    List<String> rows = Files.readAllLines(folder.resolve("grid/summary.csv"));
    int row = 1;
    while (!rows.get(row).contains("," + trial.id() + ",")) {
      row++;
    }
    return 1 + (row - 1) / seeds;
  }

  /** The epochs that all columns trained, each counted once. */
  private long columnEpochs(String out) throws IOException {
    Map<Long, Integer> last = new HashMap<>();
    var journal = new org.apache.hadoop.fs.Path(folder.resolve(out).resolve("journal").toUri());
    Journal.open(new Configuration(), journal, note -> {})
        .forEach(
            block -> {
              int[] epochs = block.snapshots().epochs();
              for (long id : block.trajectories()) {
                last.merge(id, epochs[epochs.length - 1], Math::max);
              }
            });
    return last.values().stream().mapToLong(epochs -> epochs).sum();
  }
}
