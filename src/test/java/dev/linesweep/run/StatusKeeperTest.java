package dev.linesweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.Samples;
import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.model.Baselines;
import dev.linesweep.model.PartErrors;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.model.TrainingFacts;
import dev.linesweep.output.StatusJson;
import dev.linesweep.output.StatusJson.RunState;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.Axes;
import dev.linesweep.report.DataFacts;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.ReportCollector;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.Progress;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Optimizer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a run writes into {@code status.json}, by how it ends. */
class StatusKeeperTest {
  private static final StatusJson BEGUN =
      new StatusJson(RunState.RUNNING, ExitCode.OK, "", 0, 10, 0, 0);
  private static final Progress HALF = new Progress(5, 10, 2, 1, 0.5, 1);

  private final List<StatusJson> written = new ArrayList<>();
  private boolean strict;
  private boolean owned = true;

  private SweepOutcome keep(Callable<SweepOutcome> sweep) throws Exception {
    return new StatusKeeper(written::add, 10, strict, () -> HALF, () -> owned).keep(sweep);
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
    SweepOutcome outcome = new SweepOutcome("out", List.of(), ranked, "");
    assertThat(keep(() -> outcome)).isSameAs(outcome);
    assertThat(written).hasSize(2).startsWith(BEGUN);
    return written.get(1);
  }

  @Test
  void aRunToTheEndIsCompleteAndOneWithABudgetPartial() throws Exception {
    assertThat(after(7, 3, 0, 0))
        .isEqualTo(new StatusJson(RunState.COMPLETE, ExitCode.OK, "", 10, 10, 3, 0));
    assertThat(after(4, 0, 0, 6))
        .isEqualTo(
            new StatusJson(
                RunState.PARTIAL,
                ExitCode.PARTIAL,
                "stopped by a budget; the same command continues",
                4,
                10,
                0,
                0));
  }

  @Test
  void withoutACompleteTrialARunHasFailedAndWithAFailedOneIfItIsStrict() throws Exception {
    assertThat(after(0, 10, 0, 0))
        .isEqualTo(
            new StatusJson(RunState.FAILED, ExitCode.FAILED, "no trial completed", 10, 10, 10, 0));
    assertThat(after(9, 0, 1, 0).state()).isEqualTo(RunState.COMPLETE);
    strict = true;
    assertThat(after(9, 0, 1, 0))
        .isEqualTo(new StatusJson(RunState.FAILED, ExitCode.FAILED, "trials failed", 10, 10, 0, 1));
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
            new StatusJson(
                RunState.INTERRUPTED,
                ExitCode.INTERRUPTED,
                "interrupted; the same command continues",
                5,
                10,
                2,
                1));
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
        .containsExactly(ExitCode.OK, ExitCode.USAGE, ExitCode.OK, ExitCode.FAILED);
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
        new StatusKeeper(
            status -> {
              if (status.state() != RunState.RUNNING) {
                throw full;
              }
            },
            10,
            false,
            () -> HALF,
            () -> true);
    assertThatThrownBy(
            () ->
                keeper.keep(
                    () -> {
                      throw new IllegalStateException("first");
                    }))
        .hasMessage("first")
        .hasSuppressedException(full);
  }
}
