package dev.linesweep.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.Sweep;
import dev.linesweep.SweepResult;
import dev.linesweep.fixture.SharedSpark;
import dev.linesweep.report.SweepListener;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.store.FolderHold;
import dev.linesweep.store.FolderLock;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepRemoval;
import dev.linesweep.track.StubMlflow.Fault;
import dev.linesweep.track.StubMlflow.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server gets of a sweep's folder, next to Spark's reading of its tables. */
class TrackedFolderTest {
  private static final String JOB =
      """
      name: tracked line
      data: {line: {}}
      split: {test: 0.2, validation: 0.1, by: order}
      engine: fused
      training: {loss: mae}
      parameters:
        optimizer: {values: [sgd, adam]}
        learning_rate: {values: [0.01, 0.1, 10000000000]}
        epochs: {values: [3, 20]}
      """;

  @TempDir Path folder;
  private StubMlflow server;
  private final ExecutorService sender = Executors.newSingleThreadExecutor();
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new StubMlflow();
  }

  @AfterEach
  void stop() {
    server.close();
    sender.shutdownNow();
  }

  private SweepResult run(String job) throws InterruptedException {
    return Sweep.of(SpecReader.read(job, "file:/job.yaml", List.of()))
        .withOut(out().toString())
        .run(
            SharedSpark.session(),
            new SweepListener() {
              @Override
              public void note(String line) {
                notes.add(line);
              }
            });
  }

  private Path out() {
    return folder.resolve("out");
  }

  private String tracked(int top) {
    return JOB + "tracking: {mlflow: '%s', top: %d}\n".formatted(server.address(), top);
  }

  private static Configuration hadoop() {
    return SharedSpark.session().sparkContext().hadoopConfiguration();
  }

  private TrackingRun tracking() throws IOException {
    return new TrackingRun(
        hadoop(),
        OutputFolder.existing(hadoop(), new org.apache.hadoop.fs.Path(out().toUri())),
        Map.of());
  }

  private Dataset<Row> table(String name) {
    return SharedSpark.session().read().parquet(out().resolve(name).toString());
  }

  @Test
  void theServerHasTheNumbersOfTheTablesAndTheFiles() throws Exception {
    run(tracked(5));

    Run parent = server.parents().get(0);
    assertThat(notes)
        .contains("sent to MLflow: " + server.address() + "/#/experiments/7/runs/" + parent.id);
    List<Row> trials = table("trials.parquet").orderBy("rank").limit(5).collectAsList();
    assertThat(server.children().stream().map(run -> run.tags.get("linesweep.trial")))
        .containsExactlyElementsOf(trials.stream().map(row -> text(row, "trial_id")).toList());
    for (int i = 0; i < trials.size(); i++) {
      Row row = trials.get(i);
      Run run = server.children().get(i);
      assertThat(run.params)
          .containsEntry("optimizer", text(row, "optimizer"))
          .containsEntry("epochs", text(row, "epochs"))
          .containsEntry("batch_size", text(row, "batch_size"));
      assertThat(Double.parseDouble(String.valueOf(run.params.get("learning_rate"))))
          .isEqualTo(row.<Double>getAs("learning_rate"));
      for (String error : List.of("validation_loss", "test_mae", "test_rmse", "test_r2")) {
        assertThat(last(run, error)).isEqualTo(row.<Double>getAs(error));
      }
      assertThat(points(run, "train_loss"))
          .hasSize(Objects.requireNonNull(run.metrics.get("train_loss")).size())
          .isEqualTo(curve(row));
    }
    assertThat(last(parent, "best_validation_loss"))
        .isEqualTo(trials.get(0).<Double>getAs("validation_loss"));
    assertThat(last(parent, "trials")).isEqualTo(12);
    assertThat(last(parent, "trials_diverged"))
        .isEqualTo((double) table("trials.parquet").where("state = 'DIVERGED'").count());
    theFilesArriveAsTheyAre();
  }

  private void theFilesArriveAsTheyAre() throws IOException {
    String place = "7/" + server.parents().get(0).id + "/artifacts/";
    try (Stream<Path> best = Files.walk(out().resolve("best"))) {
      List<Path> files =
          Stream.concat(
                  Stream.of("report.html", "summary.csv", "job.yaml", "provenance.json")
                      .map(out()::resolve),
                  best.filter(Files::isRegularFile)
                      .filter(file -> !file.getFileName().toString().endsWith(".crc")))
              .toList();
      assertThat(files).hasSizeGreaterThan(6);
      for (Path file : files) {
        assertThat(server.files.get(place + out().relativize(file).toString().replace('\\', '/')))
            .isEqualTo(Files.readAllBytes(file));
      }
      assertThat(server.files).hasSameSizeAs(files);
    }
  }

  private static String text(Row row, String column) {
    return row.getAs(column).toString();
  }

  /** After the most epochs, and of several times the last. */
  private static double last(Run run, String key) {
    return points(run, key).lastEntry().getValue();
  }

  private static TreeMap<Integer, Double> points(Run run, String key) {
    TreeMap<Integer, Double> points = new TreeMap<>();
    Objects.requireNonNull(run.metrics.get(key))
        .forEach((at, value) -> points.put(Integer.parseInt(at.replaceFirst(" .*", "")), value));
    return points;
  }

  /** Up to the epochs of the trial, whose own error is the last. */
  private Map<Integer, Double> curve(Row trial) {
    Map<Integer, Double> curve = new TreeMap<>();
    table("curves.parquet")
        .where("trajectory_id = '%s'".formatted(text(trial, "trajectory_id")))
        .where("epoch <= " + text(trial, "epochs"))
        .collectAsList()
        .forEach(row -> curve.put(row.<Integer>getAs("epoch"), row.<Double>getAs("train_loss")));
    curve.put(trial.<Integer>getAs("epochs"), trial.<Double>getAs("train_loss"));
    return curve;
  }

  @Test
  void trackingChangesNoResultAndTheSameCommandAgainSendsNothing() throws Exception {
    run(JOB);
    byte[] summary = Files.readAllBytes(out().resolve("summary.csv"));
    run(tracked(3));
    assertThat(out().resolve("summary.csv")).hasBinaryContent(summary);
    assertThat(server.children()).hasSize(3);
    byte[] told = Files.readAllBytes(out().resolve("tracking.json"));
    server.calls.clear();
    run(tracked(3));

    assertThat(notes)
        .contains("nothing to do: all 12 trials have a result, and the outputs are complete");
    assertThat(server.calls).isEmpty();
    assertThat(out().resolve("tracking.json")).hasBinaryContent(told);
  }

  @Test
  void aSweepThatABudgetStoppedContinuesInItsRun() throws Exception {
    run(tracked(20) + "max_trials: 4\n");
    double left = last(server.parents().get(0), "trials_left");
    run(tracked(20));

    assertThat(left).isPositive();
    assertThat(server.parents()).hasSize(1);
    assertThat(last(server.parents().get(0), "trials_left")).isZero();
    assertThat(server.children()).hasSize(12);
    assertThat(server.children().stream().map(run -> run.tags.get(TrackedRun.SETTING)))
        .doesNotHaveDuplicates();
    assertThat(server.runs).hasSize(13);
  }

  @Test
  void repeatsOfASettingAreOneRunWithTheirMeans() throws Exception {
    run(tracked(2).replace("epochs: {values", "seed: {values: [1, 2, 3]}\n  epochs: {values"));

    Run best =
        server.children().stream()
            .filter(r -> "1".equals(r.tags.get(TrackedRun.RANK)))
            .findFirst()
            .orElseThrow();
    Row row =
        table("trials.parquet")
            .where("optimizer = '%s'".formatted(best.params.get("optimizer")))
            .where("learning_rate = " + best.params.get("learning_rate"))
            .where("epochs = " + best.params.get("epochs"))
            .selectExpr("avg(validation_loss)", "avg(test_r2)", "count(*)")
            .head();
    assertThat(row.getLong(2)).isEqualTo(3);
    assertThat(last(best, "validation_loss")).isCloseTo(row.getDouble(0), within(row.getDouble(0)));
    assertThat(last(best, "test_r2")).isCloseTo(row.getDouble(1), within(row.getDouble(1)));
    assertThat(best.params).doesNotContainKey("seed");
    assertThat(best.tags).containsEntry("linesweep.repeats", "3");
    assertThat(server.children())
        .allSatisfy(run -> assertThat(run.metrics.get("train_loss")).isNotEmpty());
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.api.Assertions.within(Math.abs(value) * 1e-12);
  }

  @Test
  void aServerThatFailsCostsANoteAndIsToldLater() throws Exception {
    server.faults = (call, count) -> count > 1 ? Fault.INTERNAL : Fault.NONE;
    SweepResult result = run(tracked(3));

    assertThat(result.completed()).isPositive();
    assertThat(notes)
        .filteredOn(note -> note.startsWith("warning: not sent to MLflow: "))
        .singleElement()
        .asString()
        .contains(server.address(), "answers with status 500", "linesweep track " + out());
    assertThat(out().resolve("tracking.json")).content().contains("UNSENT", "status 500");

    server.faults = (call, count) -> Fault.NONE;
    TrackingFile file = TrackingFile.read(tracking().folder()).orElseThrow();
    TrackingTarget target =
        new TrackingTarget(
            file.mlflow(), file.experiment(), file.top(), TrackingTarget.Named.BY_OPTION);
    Tracker.Sent sent = send(target);

    assertThat(sent.run()).isEqualTo(server.parents().get(0).id);
    assertThat(server.children()).hasSize(3);
    assertThat(out().resolve("tracking.json")).content().contains("\"SENT\"", sent.page());
    assertThat(tracking().isDone(target)).isTrue();
    withoutTablesThereIsNothingToSend(target);
  }

  private Tracker.Sent send(TrackingTarget target) throws IOException, InterruptedException {
    TrackingRun run = tracking();
    try (FolderLock lock = FolderHold.take(hadoop(), run.folder(), holder("track"), () -> {})) {
      return run.send(target, Duration.ofMinutes(1), lock);
    }
  }

  private static FolderLock.Holder holder(String command) {
    return new FolderLock.Holder(command, 1, "here", 1, Instant.EPOCH);
  }

  private TrackingTarget target() {
    return new TrackingTarget(server.address(), "linesweep", 3, TrackingTarget.Named.BY_OPTION);
  }

  @Test
  void whileASweepIsSentNobodySendsItAgainOrRemovesIt() throws Exception {
    run(JOB);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    server.faults =
        (call, count) -> {
          begun.countDown();
          await(goOn);
          return Fault.NONE;
        };
    Future<Tracker.Sent> sending = sender.submit(() -> send(target()));
    await(begun);

    OutputFolder sweep = tracking().folder();
    assertThatThrownBy(() -> SweepRemoval.remove(hadoop(), sweep, holder("rm")))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("is in use by process 1 on here")
        .hasMessageContaining("(application track, attempt 1)");
    assertThatThrownBy(() -> send(target())).hasMessageContaining("is in use by process 1");
    notes.clear();
    run(tracked(3));
    assertThat(notes)
        .filteredOn(note -> note.startsWith("warning: not sent to MLflow: "))
        .singleElement()
        .asString()
        .contains("is in use by process 1", "to send them later: linesweep track " + out());
    goOn.countDown();

    assertThat(sending.get().run()).isEqualTo(server.parents().get(0).id);
    assertThat(server.parents()).hasSize(1);
    assertThat(tracking().isDone(target())).isTrue();
    assertThat(SweepRemoval.remove(hadoop(), sweep, holder("rm"))).isEmpty();
    assertThat(out()).doesNotExist();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSweepThatIsRemovedBeforeItIsSentDoesNotComeBack() throws Exception {
    run(JOB);
    OutputFolder sweep = tracking().folder();
    SweepRemoval.remove(hadoop(), sweep, holder("rm"));

    for (boolean half : new boolean[] {false, true}) {
      if (half) {
        Files.createDirectories(out().resolve("journal"));
      }
      assertThatThrownBy(() -> FolderHold.take(hadoop(), sweep, holder("track"), () -> {}))
          .isInstanceOf(JobException.class)
          .hasMessage(out() + " holds no sweep any more: it was removed.");
      assertThat(out()).doesNotExist();
    }
  }

  private void withoutTablesThereIsNothingToSend(TrackingTarget target) throws IOException {
    Files.delete(out().resolve("trials.parquet"));
    server.calls.clear();

    assertThatThrownBy(() -> send(target))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("has no trials.parquet");
    assertThat(server.calls).isEmpty();
  }
}
