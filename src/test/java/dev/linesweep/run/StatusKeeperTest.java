package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.linesweep.data.Samples;
import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.model.Baselines;
import dev.linesweep.model.PartErrors;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.model.TrainingFacts;
import dev.linesweep.output.StatusJson;
import dev.linesweep.output.StatusJson.RunState;
import dev.linesweep.output.StatusJson.Trials;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.Axes;
import dev.linesweep.report.CheckNote;
import dev.linesweep.report.DataFacts;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.ReportCollector;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.store.FolderLock;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a run writes into {@code status.json}, by how it ends. */
class StatusKeeperTest {
  private static final FolderLock.Holder HOLDER =
      new FolderLock.Holder("app-1", 2, "host-1", 4711, Instant.parse("2026-01-02T03:04:05Z"));
  private static final Trials HALF = new Trials(10, 5, 2, 1, 2.5, 0.55);
  private static final StatusJson BEGUN = running(HOLDER.since(), "training", HALF);

  private final List<StatusJson> written = new ArrayList<>();
  private final List<Runnable> ticks = new ArrayList<>();
  private Instant time = HOLDER.since();
  private StatusKeeper.Now now = new StatusKeeper.Now("training", HALF);
  private boolean strict;
  private boolean owned = true;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return time;
        }
      };

  private SweepOutcome keep(Callable<SweepOutcome> sweep) throws Exception {
    return keeper(written::add).keep(sweep);
  }

  private StatusKeeper keeper(StatusKeeper.StatusFile file) {
    return new StatusKeeper(
        file,
        new StatusKeeper.Driver(
            HOLDER,
            () -> owned,
            clock,
            work -> {
              ticks.add(work);
              return () -> {};
            }),
        strict,
        () -> now);
  }

  private static StatusJson running(Instant at, String phase, Trials trials) {
    return new StatusJson(HOLDER, at, RunState.RUNNING, Optional.empty(), "", phase, trials);
  }

  private static StatusJson ended(RunState state, ExitCode code, String reason, Trials trials) {
    return new StatusJson(HOLDER, HOLDER.since(), state, Optional.of(code), reason, "", trials);
  }

  /** So many trials have a result, and the sweep has come to its end. */
  private static Trials whole(long done, long diverged, long failed) {
    return new Trials(10, done, diverged, failed, 2.5, 1);
  }

  /** A report on trials of which nothing is known but their states. */
  private static SweepReport report(long complete, long diverged, long failed, long left) {
    int trials = (int) (complete + diverged + failed + left);
    List<Double> rates = IntStream.rangeClosed(1, trials).mapToObj(i -> 0.01 * i).toList();
    Samples samples = MadeUpSweeps.line(0);
    SweepPlan plan =
        SweepPlan.of(
            MadeUpSweeps.spec(
                MadeUpSweeps.TEST_LOSS, 0, List.of(Optimizer.SGD), rates, List.of(1), List.of(1L)),
            samples.shape());
    RankingMetric metric = RankingMetric.of(plan.spec().metric(), samples);
    ReportCollector collector = new ReportCollector(new Axes(plan), metric, 1);
    for (long number = 0; number < trials - left; number++) {
      State state =
          number < complete
              ? State.COMPLETE
              : number < complete + diverged ? State.DIVERGED : State.FAILED;
      RankedTrial trial = ranked(number, plan.trial(number), state);
      collector.accept(trial, () -> new FittedTrial(trial, new double[0], Double.NaN));
    }
    Baselines none = new Baselines(List.of(), List.of(), List.of(), TrainingFacts.unknown());
    return collector.finish(SweepReport.Rows.of(samples, none, DataFacts.NONE));
  }

  private static RankedTrial ranked(long number, Trial trial, State state) {
    TrialResult result =
        new TrialResult(
            trial,
            trial.id(),
            new TrialResult.Ending(state, 0, ""),
            PartErrors.NONE,
            new float[0],
            new RunFacts("", "", "", 0, Instant.EPOCH, Duration.ZERO));
    return new RankedTrial(number + 1, result);
  }

  private StatusJson after(long completed, long diverged, long failed, long left) throws Exception {
    written.clear();
    RankedSweep ranked =
        new RankedSweep(report(completed, diverged, failed, left), "out", List.of());
    SweepOutcome outcome = new SweepOutcome("out", List.of(), ranked, CheckNote.NO_WINNER);
    assertThat(keep(() -> outcome)).isSameAs(outcome);
    assertThat(written).hasSize(2).startsWith(BEGUN);
    return written.get(1);
  }

  @Test
  void aRunToTheEndIsCompleteAndOneWithABudgetPartial() throws Exception {
    assertThat(after(7, 3, 0, 0))
        .isEqualTo(ended(RunState.COMPLETE, ExitCode.OK, "", whole(10, 3, 0)));
    assertThat(after(4, 0, 0, 6))
        .isEqualTo(
            ended(
                RunState.PARTIAL,
                ExitCode.PARTIAL,
                "stopped by a budget; run the same command again to continue",
                new Trials(10, 4, 0, 0, 2.5, 0.55)));
  }

  @Test
  void aWinnerThatCouldNotBeCheckedIsToldAndFailsAStrictRunOnly() throws Exception {
    RankedSweep ranked = new RankedSweep(report(10, 0, 0, 0), "out", List.of());
    CheckNote unchecked = new CheckNote(false, "no memory.");
    SweepOutcome outcome = new SweepOutcome("out", List.of(), ranked, unchecked);
    keep(() -> outcome);
    strict = true;
    keep(() -> outcome);

    String reason = "the best trial was not checked: no memory.";
    assertThat(written)
        .filteredOn(status -> status.state() != RunState.RUNNING)
        .containsExactly(
            ended(RunState.COMPLETE, ExitCode.OK, reason, whole(10, 0, 0)),
            ended(RunState.FAILED, ExitCode.FAILED, reason, whole(10, 0, 0)));
  }

  @Test
  void withoutACompleteTrialARunHasFailedAndWithAFailedOneIfItIsStrict() throws Exception {
    assertThat(after(0, 10, 0, 0))
        .isEqualTo(ended(RunState.FAILED, ExitCode.FAILED, "no trial completed", whole(10, 10, 0)));
    assertThat(after(9, 0, 1, 0).state()).isEqualTo(RunState.COMPLETE);
    strict = true;
    assertThat(after(9, 0, 1, 0))
        .isEqualTo(ended(RunState.FAILED, ExitCode.FAILED, "trials failed", whole(10, 0, 1)));
  }

  @Test
  void anInterruptionIsWrittenWithHowFarTheSweepIsAndIsStillOne() {
    assertThatThrownBy(
            () ->
                keep(
                    () -> {
                      Thread.currentThread().interrupt();
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(written)
        .containsExactly(
            BEGUN,
            ended(
                RunState.INTERRUPTED,
                ExitCode.INTERRUPTED,
                "interrupted; run the same command again to continue",
                HALF));
  }

  @Test
  void aFaultOfTheJobIsToldFromOneOfTheRun() {
    assertThatThrownBy(
            () ->
                keep(
                    () -> {
                      throw new JobException("data.path: no such file");
                    }))
        .isInstanceOf(JobException.class);
    assertThatThrownBy(
            () ->
                keep(
                    () -> {
                      throw new IOException("the disk is full");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(written)
        .extracting(StatusJson::exitCode)
        .containsExactly(
            Optional.empty(),
            Optional.of(ExitCode.USAGE),
            Optional.empty(),
            Optional.of(ExitCode.FAILED));
    assertThat(written.get(3).reason()).isEqualTo("the disk is full");
  }

  @Test
  void theStatusOfAnotherRunIsLeftAlone() throws Exception {
    assertThatThrownBy(
            () ->
                keep(
                    () -> {
                      owned = false;
                      throw new IOException("taken over");
                    }))
        .hasMessage("taken over");
    assertThat(written).containsExactly(BEGUN);
  }

  @Test
  void aFolderThatCannotBeWrittenDoesNotHideWhatWentWrongFirst() {
    IOException full = new IOException("no space");
    StatusKeeper keeper =
        keeper(
            status -> {
              if (status.state() != RunState.RUNNING) {
                throw full;
              }
            });
    assertThatThrownBy(
            () ->
                keeper.keep(
                    () -> {
                      throw new IllegalStateException("first");
                    }))
        .hasMessage("first")
        .hasSuppressedException(full);
  }

  @Test
  void whileTheSweepRunsEachTickWritesHowItStands() throws Exception {
    Instant later = HOLDER.since().plus(StatusJson.RENEWAL);
    Trials more = new Trials(10, 7, 2, 1, 3.5, 0.75);
    assertThatThrownBy(
            () ->
                keep(
                    () -> {
                      time = later;
                      now = new StatusKeeper.Now("tables", more);
                      ticks.get(0).run();
                      throw new IOException("killed");
                    }))
        .hasMessage("killed");

    assertThat(written).hasSize(3).startsWith(BEGUN, running(later, "tables", more));
    assertThat(written.get(1).toJson())
        .contains("\"exit_code\" : null", "\"written\" : \"2026-01-02T03:04:10Z\"");
  }

  @Test
  void aTickAfterTheEndWritesNothing() throws Exception {
    after(10, 0, 0, 0);
    ticks.get(0).run();
    assertThat(written).hasSize(2);
  }

  @Test
  void aTickThatCannotWriteDoesNotEndTheSweep() throws Exception {
    RankedSweep ranked = new RankedSweep(report(10, 0, 0, 0), "out", List.of());
    SweepOutcome outcome = new SweepOutcome("out", List.of(), ranked, CheckNote.NO_WINNER);
    IOException full = new IOException("no space");
    boolean[] broken = {false};
    StatusKeeper keeper =
        keeper(
            status -> {
              if (broken[0]) {
                throw full;
              }
              written.add(status);
            });

    keeper.keep(
        () -> {
          broken[0] = true;
          ticks.get(0).run();
          broken[0] = false;
          return outcome;
        });

    assertThat(written)
        .extracting(StatusJson::state)
        .containsExactly(RunState.RUNNING, RunState.COMPLETE);
  }

  /** A reader needs nothing but the file and a clock. */
  @Test
  void theStatusOfADeadDriverIsStale() throws Exception {
    keep(
        () -> {
          ticks.get(0).run();
          return new SweepOutcome(
              "out",
              List.of(),
              new RankedSweep(report(10, 0, 0, 0), "out", List.of()),
              CheckNote.NO_WINNER);
        });
    JsonNode last = JsonMapper.builder().build().readTree(written.get(1).toJson());
    Instant at = Instant.parse(last.path("written").asText());
    Duration patience = Duration.ofSeconds(last.path("stale_after_seconds").asLong());

    assertThat(last.path("state").asText()).isEqualTo("RUNNING");
    assertThat(at).isEqualTo(HOLDER.since());
    assertThat(patience).isGreaterThanOrEqualTo(StatusJson.RENEWAL.multipliedBy(10));
  }
}
