package dev.linesweep.run;

import dev.linesweep.output.StatusJson;
import dev.linesweep.output.StatusJson.RunState;
import dev.linesweep.report.ExitCode;
import dev.linesweep.report.SweepReport;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.FolderLock;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Rounded;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Keeps {@code status.json} up to date while a sweep runs and when it ends, however it ends. A
 * write that fails during the run is made up for by the next one; the last write must succeed.
 */
final class StatusKeeper {
  private final StatusFile file;
  private final Driver driver;
  private final boolean strict;
  private final Supplier<Now> now;
  private boolean ended;

  /** Where the status is written. */
  @FunctionalInterface
  interface StatusFile {
    void write(StatusJson status) throws IOException;
  }

  /**
   * The process that runs the sweep.
   *
   * @param owned whether the folder still belongs to this run; another run's status is not changed
   * @param clock for the time of each writing
   * @param ticks for each writing while the sweep runs
   */
  record Driver(FolderLock.Holder holder, BooleanSupplier owned, Clock clock, Ticks ticks) {}

  /**
   * The state of the sweep.
   *
   * @param phase the running phase; empty between two phases
   */
  record Now(String phase, StatusJson.Trials trials) {}

  StatusKeeper(StatusFile file, Driver driver, boolean strict, Supplier<Now> now) {
    this.file = file;
    this.driver = driver;
    this.strict = strict;
    this.now = now;
  }

  /** Runs the sweep and writes its state before, during and after it. */
  SweepOutcome keep(Callable<SweepOutcome> sweep) throws Exception {
    write(running());
    try (Ticks.Ticking ticking = driver.ticks.start(this::renew)) {
      SweepOutcome outcome = sweep.call();
      end(ended(outcome));
      return outcome;
    } catch (InterruptedException e) {
      boolean again = Thread.interrupted();
      writeAfter(
          e,
          RunState.INTERRUPTED,
          ExitCode.INTERRUPTED,
          "interrupted; run the same command again to continue");
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

  private StatusJson running() {
    return status(RunState.RUNNING, Optional.empty(), "", now.get());
  }

  private StatusJson status(RunState state, Optional<ExitCode> code, String reason, Now at) {
    return new StatusJson(
        driver.holder, driver.clock.instant(), state, code, reason, at.phase, at.trials);
  }

  private StatusJson ended(SweepOutcome outcome) {
    SweepReport.Counts counts = outcome.counts();
    ExitCode code = outcome.exitCode(strict);
    StatusJson.Trials trials = now.get().trials;
    return status(
        switch (code) {
          case OK -> RunState.COMPLETE;
          case PARTIAL -> RunState.PARTIAL;
          default -> RunState.FAILED;
        },
        Optional.of(code),
        switch (code) {
          case OK -> outcome.check().missing() ? unchecked(outcome) : ending(counts);
          case PARTIAL -> "stopped by a budget; run the same command again to continue";
          default -> failing(outcome);
        },
        new Now(
            "",
            new StatusJson.Trials(
                trials.total(),
                counts.done(),
                counts.diverged(),
                counts.failed(),
                trials.perSecond(),
                code == ExitCode.PARTIAL ? trials.share() : 1)));
  }

  private static String failing(SweepOutcome outcome) {
    if (outcome.counts().complete() == 0) {
      return "no trial completed";
    }
    return outcome.counts().failed() > 0 ? "trials failed" : unchecked(outcome);
  }

  private static String unchecked(SweepOutcome outcome) {
    return "the best trial was not checked: " + outcome.check().sentence();
  }

  private static String ending(SweepReport.Counts counts) {
    return counts.stopped() > 0 ? stopped(counts) : counts.stop();
  }

  private static String stopped(SweepReport.Counts counts) {
    return "early_terminate stopped %s of %s"
        .formatted(Rounded.of(counts.stopped()), Counted.of(counts.total(), "trial"));
  }

  /** A folder that cannot be written to must not hide the first failure. */
  private void writeAfter(Exception first, RunState state, ExitCode code, String reason) {
    try {
      end(status(state, Optional.of(code), reason, new Now("", now.get().trials)));
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  private synchronized void renew() {
    if (ended) {
      return;
    }
    try {
      write(running());
    } catch (IOException | RuntimeException e) {
      // The next write may succeed, and the sweep itself reports what is wrong with its folder.
    }
  }

  private synchronized void end(StatusJson last) throws IOException {
    ended = true;
    write(last);
  }

  private void write(StatusJson status) throws IOException {
    if (driver.owned.getAsBoolean()) {
      file.write(status);
    }
  }
}
