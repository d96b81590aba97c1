package dev.linesweep.run;

import dev.linesweep.output.StatusJson;
import dev.linesweep.output.StatusJson.RunState;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.Progress;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Rounded;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Keeps {@code status.json} true while a sweep runs and when it ends, however it ends. */
final class StatusKeeper {
  private final StatusFile file;
  private final long trials;
  private final boolean strict;
  private final Supplier<Progress> progress;
  private final BooleanSupplier owned;

  /** Where the status is written. */
  @FunctionalInterface
  interface StatusFile {
    void write(StatusJson status) throws IOException;
  }

  /**
   * @param progress how far the sweep is
   * @param owned whether the folder is still this run's; the status of another is left alone
   */
  StatusKeeper(
      StatusFile file,
      long trials,
      boolean strict,
      Supplier<Progress> progress,
      BooleanSupplier owned) {
    this.file = file;
    this.trials = trials;
    this.strict = strict;
    this.progress = progress;
    this.owned = owned;
  }

  /** Runs the sweep and writes how it stands before and after. */
  SweepOutcome keep(Callable<SweepOutcome> sweep) throws Exception {
    write(new StatusJson(RunState.RUNNING, ExitCode.OK, "", 0, trials, 0, 0));
    try {
      SweepOutcome outcome = sweep.call();
      write(ended(outcome));
      return outcome;
    } catch (InterruptedException e) {
      boolean again = Thread.interrupted();
      writeAfter(
          e, RunState.INTERRUPTED, ExitCode.INTERRUPTED, "interrupted; the same command continues");
      if (again) {
        Thread.currentThread().interrupt();
      }
      throw e;
    } catch (Exception e) {
      ExitCode code = e instanceof JobException ? ExitCode.USAGE : ExitCode.FAILED;
      writeAfter(e, RunState.FAILED, code, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private StatusJson ended(SweepOutcome outcome) {
    SweepReport.Counts counts = outcome.counts();
    ExitCode code = outcome.exitCode(strict);
    return new StatusJson(
        switch (code) {
          case OK -> RunState.COMPLETE;
          case PARTIAL -> RunState.PARTIAL;
          default -> RunState.FAILED;
        },
        code,
        switch (code) {
          case OK -> counts.stopped() > 0 ? stopped(counts) : counts.stop();
          case PARTIAL -> "stopped by a budget; the same command continues";
          default -> counts.complete() == 0 ? "no trial completed" : "trials failed";
        },
        counts.done(),
        trials,
        counts.diverged(),
        counts.failed());
  }

  private static String stopped(SweepReport.Counts counts) {
    return "early_terminate stopped %s of %s"
        .formatted(Rounded.of(counts.stopped()), Counted.of(counts.total(), "trial"));
  }

  /** What went wrong first must not be hidden by a folder that cannot be written. */
  private void writeAfter(Exception first, RunState state, ExitCode code, String reason) {
    try {
      Progress now = progress.get();
      write(new StatusJson(state, code, reason, now.done(), trials, now.diverged(), now.failed()));
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  private void write(StatusJson status) throws IOException {
    if (!owned.getAsBoolean()) {
      return;
    }
    file.write(status);
  }
}
