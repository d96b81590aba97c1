package dev.linesweep.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.linesweep.track.StubMlflow.Fault;
import dev.linesweep.track.StubMlflow.Run;
import dev.linesweep.track.TrackedRun.Measure;
import dev.linesweep.track.TrackedRun.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to a server with MLflow's limits, and what its faults cost. */
class MlflowTrackerTest {
  private static final Span SPAN =
      new Span(Instant.ofEpochSecond(1_700_000_000), Instant.ofEpochSecond(1_700_000_060), true);
  private static final Duration SHORT = Duration.ofSeconds(2);

  private StubMlflow server;

  @BeforeEach
  void start() throws IOException {
    server = new StubMlflow();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static TrackedSweep sweep(int settings, int epochs) {
    return sweep(
        "/out", IntStream.range(0, settings).mapToObj(i -> setting(i, i, epochs)).toList());
  }

  private static TrackedSweep sweep(String folder, List<TrackedRun> settings) {
    TrackedRun run =
        new TrackedRun(
            "prices",
            SPAN,
            Map.of("engine", "fused"),
            Map.of(TrackedRun.IDENTITY, "1a2b3c4d", TrackedRun.FOLDER, folder),
            List.of(new Measure("trials", settings.size(), 0)));
    return new TrackedSweep(
        "", run, settings, List.of(file("best/some model.json", "{}")), List.of());
  }

  private static TrackedRun setting(int number, int rank, int epochs) {
    return new TrackedRun(
        "setting " + number,
        SPAN,
        Map.of("learning_rate", "0." + number),
        Map.of(TrackedRun.SETTING, "s" + number, TrackedRun.RANK, Integer.toString(rank)),
        IntStream.rangeClosed(1, epochs)
            .mapToObj(epoch -> new Measure("train_loss", 1.0 / epoch, epoch))
            .toList());
  }

  private static TrackedFile file(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new TrackedFile(name, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  private Tracker tracker(Map<String, String> environment, Duration patience) {
    TrackingTarget target =
        new TrackingTarget(
            server.address() + "/", "houses & homes", 20, TrackingTarget.Named.BY_JOB);
    return MlflowTracker.of(
        target, environment, new Patience(patience, Duration.ofMinutes(1), System::nanoTime));
  }

  private Tracker.Sent send(TrackedSweep sweep) throws InterruptedException {
    return tracker(Map.of(), Patience.WITH_FAILURES).send(sweep);
  }

  @Test
  void aSweepIsARunWithItsSettingsNestedAndItsFiles() throws InterruptedException {
    Tracker.Sent sent = send(sweep(3, 5));

    assertThat(server.experiments).containsOnlyKeys("houses & homes");
    Run parent = server.parents().get(0);
    assertThat(sent)
        .isEqualTo(
            new Tracker.Sent(
                parent.id, server.address() + "/#/experiments/7/runs/" + parent.id, List.of()));
    assertThat(parent.params).containsExactly(Map.entry("engine", "fused"));
    assertThat(parent.metrics).containsOnlyKeys("trials");
    assertThat(parent.status).isEqualTo("FINISHED");
    assertThat(server.children())
        .hasSize(3)
        .allSatisfy(
            child -> {
              assertThat(child.tags).containsEntry("mlflow.parentRunId", parent.id);
              assertThat(child.metrics.get("train_loss")).hasSize(5);
              assertThat(child.status).isEqualTo("FINISHED");
            });
    assertThat(server.files).containsOnlyKeys("7/" + parent.id + "/artifacts/best/some model.json");
  }

  @Test
  void longCurvesAreSentInBatchesThatMlflowTakes() throws InterruptedException {
    send(sweep(1, 4321));

    assertThat(server.children().get(0).metrics.get("train_loss")).hasSize(4321);
    assertThat(server.calls).filteredOn(call -> call.endsWith("log-batch")).hasSize(6);
  }

  @Test
  void whatTheServerHasIsNotSentTwice() throws InterruptedException {
    send(sweep(20, 3));
    server.calls.clear();
    send(sweep(20, 3));

    assertThat(server.parents()).hasSize(1);
    assertThat(server.children()).hasSize(20);
    assertThat(server.runs).hasSize(21);
    assertThat(server.calls).filteredOn(call -> call.endsWith("log-batch")).hasSize(1);
  }

  @Test
  void aSweepThatGrewKeepsItsRunAndSaysWhichSettingsFellBehind() throws InterruptedException {
    send(sweep("/out", List.of(setting(1, 1, 3), setting(2, 2, 3))));
    send(sweep("/out", List.of(setting(3, 1, 3), setting(1, 2, 3))));

    assertThat(server.parents()).hasSize(1);
    assertThat(ranks())
        .containsExactlyInAnyOrder("setting s3: 1", "setting s1: 2", "setting s2: below 2");
  }

  private List<String> ranks() {
    return server.children().stream()
        .map(
            run ->
                "setting %s: %s"
                    .formatted(run.tags.get(TrackedRun.SETTING), run.tags.get(TrackedRun.RANK)))
        .toList();
  }

  @Test
  void aSettingWithOtherNumbersIsReplacedSinceMlflowKeepsAllMetrics() throws InterruptedException {
    send(sweep("/out", List.of(setting(1, 1, 3))));
    send(sweep("/out", List.of(setting(1, 1, 4))));

    assertThat(server.children()).hasSize(1);
    assertThat(server.children().get(0).metrics.get("train_loss")).hasSize(4);
    assertThat(server.runs.values()).filteredOn(run -> run.deleted).hasSize(1);
  }

  @Test
  void anotherFolderOfTheSameIdentityIsAnotherRun() throws InterruptedException {
    send(sweep("/out", List.of()));
    send(sweep("/other", List.of()));

    assertThat(server.parents()).hasSize(2);
  }

  @Test
  void aFolderThatWasMovedKeepsItsRun() throws InterruptedException {
    Tracker.Sent first = send(sweep("/out", List.of()));
    TrackedSweep moved = sweep("/moved", List.of());
    Tracker.Sent second =
        send(
            new TrackedSweep(first.run(), moved.run(), moved.settings(), moved.files(), List.of()));

    assertThat(second.run()).isEqualTo(first.run());
    assertThat(server.parents()).hasSize(1);
    assertThat(server.parents().get(0).tags).containsEntry(TrackedRun.FOLDER, "/moved");
  }

  @ParameterizedTest
  @EnumSource(names = {"INTERNAL", "BUSY"})
  void aFaultThatPassesIsNotNoticed(Fault fault) throws InterruptedException {
    server.faults = (call, count) -> count == 1 && !call.contains("update") ? fault : Fault.NONE;
    send(sweep(2, 3));

    assertThat(server.parents()).hasSize(1);
    assertThat(server.children()).hasSize(2);
  }

  @Test
  void aRunWhoseAnswerWasLostIsFoundAndNotMadeTwice() throws InterruptedException {
    server.faults =
        (call, count) ->
            call.endsWith("runs/create") && count <= 2 ? Fault.LOST_ANSWER : Fault.NONE;
    tracker(Map.of(), Duration.ofSeconds(30)).send(sweep(1, 3));

    assertThat(server.runs).hasSize(2);
    assertThat(server.children()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 9, 15})
  void aSendingThatBrokeOffIsContinuedWithoutDuplicates(int calls) throws InterruptedException {
    List<String> made = new ArrayList<>();
    server.faults =
        (call, count) -> {
          made.add(call);
          return made.size() > calls ? Fault.INTERNAL : Fault.NONE;
        };
    assertThatThrownBy(() -> send(sweep(3, 3)))
        .isInstanceOf(TrackingException.class)
        .hasMessageContaining("answers with status 500");
    server.faults = (call, count) -> Fault.NONE;
    send(sweep(3, 3));

    assertThat(server.parents()).hasSize(1);
    assertThat(server.children())
        .hasSize(3)
        .allSatisfy(child -> assertThat(child.metrics.get("train_loss")).hasSize(3));
    assertThat(server.runs).hasSize(4);
  }

  @Test
  void aSilentServerCostsNoMoreThanThePatience() {
    server.faults = (call, count) -> Fault.SILENCE;
    long began = System.nanoTime();

    assertThatThrownBy(() -> tracker(Map.of(), SHORT).send(sweep(1, 3)))
        .isInstanceOf(TrackingException.class)
        .hasMessage(server.address() + " does not answer in time. Try when it is less busy");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SHORT.multipliedBy(3));
  }

  @Test
  void aServerThatIsDownIsNamed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    TrackingTarget target =
        new TrackingTarget("http://127.0.0.1:" + port, "x", 20, TrackingTarget.Named.BY_OPTION);

    assertThatThrownBy(
            () ->
                MlflowTracker.of(target, Map.of(), Patience.of(Duration.ofMinutes(1)))
                    .send(sweep(1, 1)))
        .hasMessage(
            "nothing answers at http://127.0.0.1:%d (connection refused). Start the server, or correct the address"
                .formatted(port));
  }

  @Test
  void whoCallsIsSaidByTokenOrPassword() throws InterruptedException {
    server.authorization = "Bearer t0ken";
    tracker(Map.of("MLFLOW_TRACKING_TOKEN", "t0ken"), Patience.WITH_FAILURES).send(sweep(1, 1));
    server.authorization = "Basic bWU6cMOkc3M="; // me:päss
    tracker(
            Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", "päss"),
            Patience.WITH_FAILURES)
        .send(sweep(1, 1));

    assertThat(server.parents()).hasSize(1);
  }

  @Test
  void aRefusalSaysWhatToSetAndNotWhatIsSet() {
    server.authorization = "Bearer other";

    assertThatThrownBy(() -> send(sweep(1, 1)))
        .hasMessageContaining("requires a login (status 401). Set MLFLOW_TRACKING_TOKEN, or");
    Throwable wrong =
        catchThrowable(
            () ->
                tracker(Map.of("MLFLOW_TRACKING_TOKEN", "t0ken"), Patience.WITH_FAILURES)
                    .send(sweep(1, 1)));
    assertThat(wrong).hasMessageContaining("rejects the user or password (status 401)");
    assertThat(wrong.toString()).doesNotContain("t0ken");
  }

  @Test
  void whatIsNoMlflowServerIsSaid() {
    server.faults = (call, count) -> Fault.WEB_PAGE;
    assertThatThrownBy(() -> send(sweep(1, 1))).hasMessageContaining("is not an MLflow server");
    server.faults = (call, count) -> Fault.MOVED;
    assertThatThrownBy(() -> send(sweep(1, 1)))
        .hasMessageContaining("redirects to https://login.example/");
  }

  @Test
  void aDeletedExperimentIsSaid() {
    server.experiments.put("houses & homes", "deleted");

    assertThatThrownBy(() -> send(sweep(1, 1)))
        .hasMessageContaining("the experiment \"houses & homes\" is deleted on the server");
  }

  @Test
  void filesGoIntoAFolderOfThisMachine(@TempDir Path folder) throws Exception {
    server.location = folder.toUri().toString().replaceFirst("/$", "");
    Tracker.Sent sent = send(sweep(0, 0));

    assertThat(sent.notes()).isEmpty();
    assertThat(folder.resolve(sent.run()).resolve("artifacts/best/some model.json"))
        .hasContent("{}");
  }

  @Test
  void filesThatOnlyTheServerReachesAreLeftToANote() throws InterruptedException {
    server.location = "s3://bucket/7";

    assertThat(send(sweep(1, 1)).notes())
        .singleElement()
        .asString()
        .contains("s3://bucket/7", "--serve-artifacts");
    assertThat(server.children()).hasSize(1);
  }

  @Test
  void aHugeFileIsLeftToANote() throws InterruptedException {
    TrackedSweep small = sweep(0, 0);
    TrackedFile huge =
        new TrackedFile(
            "summary.csv",
            51L << 20,
            () -> {
              throw new IOException("must not be read");
            });
    TrackedSweep sweep =
        new TrackedSweep(
            "", small.run(), List.of(), List.of(huge, file("job.yaml", "name: x")), List.of());

    assertThat(send(sweep).notes())
        .containsExactly("summary.csv was not sent: it has 51 MB, and the limit is 50 MB");
    assertThat(server.files).hasSize(1);
    assertThat(Files.exists(Path.of("summary.csv"))).isFalse();
  }
}
