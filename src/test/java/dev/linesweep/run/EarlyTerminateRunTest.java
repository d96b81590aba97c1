package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.linesweep.fixture.Ran;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.SweepListener;
import dev.linesweep.result.Progress;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps that stop trainings early, next to the whole grid and a plain loop over its results. */
class EarlyTerminateRunTest {
  /** Rungs at 2, 6 and 18 epochs, all of which are trials too. */
  private static final String JOB =
      """
      name: early
      data: {linear: {rows: 60, features: 2, noise: 0.1, seed: 13}, standardize: all}
      split: {test: 0.2, validation: 0.2, by: order}
      metric: {name: validation_loss, goal: minimize}
      parameters:
        optimizer: {values: [adam, adadelta, {nesterovs: {momentum: {values: [0.5, 0.9]}}}]}
        learning_rate: {values: [0.001, 0.01, 0.1, 1, 1e15]}
        epochs: {values: [2, 6, 18, 40]}
        seed: {values: [13, 42]}
        batch_size: {values: [full, 7]}
      engine: %s
      %s
      """;

  private static final String HALVING = "early_terminate: {type: halving, min_epochs: 2}";
  private static final int[] RUNGS = {2, 6, 18};
  private static final int LAST = 40;

  @TempDir private Path folder;

  private SweepOutcome run(String out, String engine, String more, SweepListener listener)
      throws InterruptedException {
    var spec = SpecReader.read(JOB.formatted(engine, more), "job.yaml", List.of());
    return SweepRun.run(
        SweepRequest.of(spec).withOut(folder.resolve(out).toString()),
        SparkHandle.of(SharedSpark.session(), false),
        listener);
  }

  private List<Map<String, String>> rows(String out) throws IOException {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve(out).resolve("summary.csv"))) {
      return rows.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
    }
  }

  private static String cell(Map<String, String> row, String name) {
    return row.getOrDefault(name, "");
  }

  /** What a trial is without its seed and epochs, and without its epochs. */
  private static String setting(Map<String, String> row) {
    return Stream.of("optimizer", "learning_rate", "batch_size", "nesterovs_momentum")
        .map(name -> cell(row, name))
        .collect(Collectors.joining(" "));
  }

  private static String training(Map<String, String> row) {
    return setting(row) + " " + cell(row, "seed");
  }

  /** The last epoch of each setting, by a plain loop over the rows of the whole grid. */
  private static Map<String, Integer> lastEpochs(List<Map<String, String>> grid) {
    Map<String, Integer> last = new TreeMap<>();
    grid.forEach(row -> last.put(setting(row), LAST));
    List<String> living = new ArrayList<>(last.keySet());
    for (int rung : RUNGS) {
      Map<String, Double> sums = new HashMap<>();
      for (Map<String, String> row : grid) {
        if (cell(row, "epochs").equals("" + rung)) {
          double cost =
              cell(row, "state").equals("COMPLETE")
                  ? Double.parseDouble(cell(row, "validation_loss"))
                  : Double.POSITIVE_INFINITY;
          sums.merge(setting(row), cost, Double::sum);
        }
      }
      List<String> next =
          living.stream()
              .sorted(Comparator.comparing(sums::get))
              .limit((living.size() + 2) / 3)
              .filter(setting -> Double.isFinite(sums.getOrDefault(setting, Double.NaN)))
              .toList();
      living.stream().filter(s -> !next.contains(s)).forEach(s -> last.put(s, rung));
      living = next;
    }
    return last;
  }

  @Test
  void itIsTheGridUpToWhereEachSettingIsStopped() throws Exception {
    run("grid", "fused", "", SweepListener.SILENT);
    SweepOutcome outcome = run("early", "fused", HALVING, SweepListener.SILENT);

    List<Map<String, String>> grid = rows("grid");
    Map<String, Map<String, String>> byTrial = new HashMap<>();
    grid.forEach(row -> byTrial.put(training(row) + " " + cell(row, "epochs"), row));
    Map<String, Integer> last = lastEpochs(grid);
    assertThat(last.values()).contains(2, 6, 18, LAST);
    List<Map<String, String>> early = rows("early");
    assertThat(early).hasSameSizeAs(grid);
    for (Map<String, String> row : early) {
      int end = last.getOrDefault(setting(row), 0);
      int epochs = Integer.parseInt(cell(row, "epochs"));
      boolean stopped = epochs > end;
      Map<String, String> there =
          byTrial.getOrDefault(training(row) + " " + Math.min(epochs, end), Map.of());
      String state =
          stopped && cell(there, "state").equals("COMPLETE") ? "STOPPED" : cell(there, "state");
      assertThat(row).containsEntry("state", state);
      assertThat(cell(row, "stopped_epoch")).isEqualTo(state.equals("STOPPED") ? "" + end : "");
      for (String number :
          List.of(
              "train_loss", "validation_loss", "test_r2", "bias", "weights", "diverged_epoch")) {
        assertThat(row).containsEntry(number, cell(there, number));
      }
    }
    assertThat(outcome.counts().stopped())
        .isEqualTo(early.stream().filter(row -> cell(row, "state").equals("STOPPED")).count())
        .isPositive();
    assertThat(outcome.counts().left()).isZero();
    assertThat(outcome.exitCode(true)).isEqualTo(ExitCode.OK);
    List<Integer> ends =
        early.stream()
            .filter(row -> cell(row, "state").equals("STOPPED"))
            .map(row -> Integer.parseInt(cell(row, "stopped_epoch")))
            .toList();
    assertThat(ends).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(
            early.stream()
                .map(row -> List.of("COMPLETE", "STOPPED", "DIVERGED").indexOf(cell(row, "state"))))
        .isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fused", "dl4j"})
  void aRunInterruptedAtEachRungEndsWithTheSameBytes(String engine) throws Exception {
    run("whole", engine, HALVING, SweepListener.SILENT);
    for (int rung = 0; rung < RUNGS.length; rung++) {
      interruptAtRung(engine, rung);
    }
    run("interrupted", engine, HALVING, SweepListener.SILENT);

    for (String file : List.of("summary.csv", "settings.csv", "best/model.json")) {
      assertThat(folder.resolve("interrupted").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
    assertThat(trainedEpochs("interrupted")).isEqualTo(trainedEpochs("whole"));
    assertThat(checkpoints("interrupted")).isEmpty();
  }

  private void interruptAtRung(String engine, int rung) {
    int epochs = RUNGS[rung];
    SweepListener interrupting =
        new SweepListener() {
          @Override
          public void progressed(Progress progress) {
            // An interrupted thread cannot read the journal, and progress is told once more.
            if (!Thread.currentThread().isInterrupted() && trainedTo(epochs)) {
              Thread.currentThread().interrupt();
            }
          }
        };
    assertThatThrownBy(() -> run("interrupted", engine, HALVING, interrupting))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(checkpoints("interrupted")).isNotEmpty();
  }

  private boolean trainedTo(int epochs) {
    try {
      return trainedEpochs("interrupted").stream().anyMatch(each -> each.endsWith(" " + epochs));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each training in the journal with the epoch that it came to; no two are the same. */
  private List<String> trainedEpochs(String out) throws IOException {
    List<String> trained = new ArrayList<>();
    var journal = new org.apache.hadoop.fs.Path(folder.resolve(out).resolve("journal").toUri());
    Journal.open(new Configuration(), journal, note -> {})
        .forEach(
            block -> {
              int[] epochs = block.snapshots().epochs();
              Arrays.stream(block.trajectories())
                  .forEach(id -> trained.add(id + " " + epochs[epochs.length - 1]));
            });
    assertThat(trained).doesNotHaveDuplicates();
    return trained.stream().sorted().toList();
  }

  private List<String> checkpoints(String out) {
    String[] names = folder.resolve(out).resolve("journal").toFile().list();
    return Stream.of(names == null ? new String[0] : names)
        .filter(name -> name.endsWith(".checkpoint"))
        .toList();
  }

  @Test
  void checkpointsThatAreGoneChangeNothing() throws Exception {
    run("whole", "fused", HALVING, SweepListener.SILENT);
    interruptAtRung("fused", 1);
    for (String name : checkpoints("interrupted")) {
      Files.delete(folder.resolve("interrupted/journal").resolve(name));
    }
    run("interrupted", "fused", HALVING, SweepListener.SILENT);

    assertThat(folder.resolve("interrupted/summary.csv"))
        .hasSameBinaryContentAs(folder.resolve("whole/summary.csv"));
  }

  @Test
  void aPageMadeOfTheFolderKnowsWhatWasStopped() throws Exception {
    run("early", "fused", HALVING, SweepListener.SILENT);
    Path out = folder.resolve("early");
    Ran again =
        Ran.command("report", out.toString(), "--to", folder.resolve("again.html").toString());
    assertThat(again.code()).as(again.err()).isZero();

    String page = Files.readString(folder.resolve("again.html"));
    String trials = page.substring(page.indexOf("<table id=\"rungs\">"));
    assertThat(page).contains("<option>stopped</option>", "stopped before");
    assertThat(trials.substring(0, trials.indexOf("</table>")))
        .as("three rungs and the header")
        .containsOnlyOnce("<td class=\"n\">18</td>")
        .hasLineCount(2 + 3 + 1);
    assertThat(Files.readString(out.resolve("report.html"))).contains(trials.substring(0, 600));
    Ran shown = Ran.command("show", out.toString(), "--where", "state = 'STOPPED'", "--top", "3");
    assertThat(shown.out())
        .as(shown.err())
        .contains("stopped at 18")
        .doesNotContain("stopped at 2 ");
  }

  /** A time that is up before the training begins: each run comes to one rung at the most. */
  @Test
  void aTimeBudgetStopsAtARungAndTheNextRunContinues() throws Exception {
    run("whole", "fused", HALVING, SweepListener.SILENT);
    var spec = SpecReader.read(JOB.formatted("fused", HALVING), "job.yaml", List.of());
    SweepRequest request =
        SweepRequest.of(spec)
            .withOut(folder.resolve("budget").toString())
            .withBudget(Budget.NONE.withTime(Duration.ofMillis(1)));
    List<ExitCode> codes = new ArrayList<>();
    do {
      SparkHandle spark = SparkHandle.of(SharedSpark.session(), false);
      codes.add(SweepRun.run(request, spark, SweepListener.SILENT).exitCode(false));
    } while (codes.get(codes.size() - 1) == ExitCode.PARTIAL && codes.size() < 20);

    assertThat(codes).hasSizeGreaterThanOrEqualTo(RUNGS.length + 1).endsWith(ExitCode.OK);
    assertThat(folder.resolve("budget/summary.csv"))
        .hasSameBinaryContentAs(folder.resolve("whole/summary.csv"));
    assertThat(trainedEpochs("budget")).isEqualTo(trainedEpochs("whole"));
  }

  @Test
  void tablesOfTheWholeGridAreNotLostToASweepThatStopsSomeOfIt() throws Exception {
    run("kept", "fused", "", SweepListener.SILENT);
    List<Map<String, String>> grid = rows("kept");

    assertThatThrownBy(() -> run("kept", "fused", HALVING, SweepListener.SILENT))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("more trials than this job may train before its early_terminate");
    assertThat(rows("kept")).isEqualTo(grid);
    run("early", "fused", HALVING, SweepListener.SILENT);
    run("early", "fused", "", SweepListener.SILENT);
    assertThat(folder.resolve("early/summary.csv"))
        .hasSameBinaryContentAs(folder.resolve("kept/summary.csv"));
  }

  @Test
  void theProgressCountsWhatIsStoppedAsDone() throws Exception {
    List<Progress> heard = new ArrayList<>();
    run(
        "early",
        "fused",
        HALVING,
        new SweepListener() {
          @Override
          public void progressed(Progress progress) {
            heard.add(progress);
          }

          @Override
          public void finished(Progress progress) {
            heard.add(progress);
          }
        });

    assertThat(heard.stream().map(Progress::done)).isSorted();
    Progress end = heard.get(heard.size() - 1);
    assertThat(end.done()).isEqualTo(end.total()).isEqualTo(rows("early").size());
    JsonNode status =
        JsonMapper.builder().build().readTree(folder.resolve("early/status.json").toFile());
    assertThat(status.get("state").asText()).isEqualTo("COMPLETE");
    assertThat(status.get("reason").asText()).matches("early_terminate stopped \\d+ of 256 trials");
    assertThat(status.get("trials").get("done").asLong()).isEqualTo(end.total());
    assertThat(status.get("trials").get("diverged").asLong()).isEqualTo(end.diverged());
  }
}
