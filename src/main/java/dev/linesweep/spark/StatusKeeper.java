package dev.linesweep.spark;

import dev.linesweep.report.StatusJson;
import dev.linesweep.report.StatusJson.RunState;
import dev.linesweep.result.Progress;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Keeps {@code status.json} true while a sweep runs and when it ends, however it ends. */
final class StatusKeeper {
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;
  private static final int INTERRUPTED = 130;

  private final OutputFolder folder;
  private final long trials;
  private final boolean strict;
  private final Supplier<Progress> progress;

  /**
   * @param progress how far the sweep is
   */
  StatusKeeper(OutputFolder folder, long trials, boolean strict, Supplier<Progress> progress) {
    this.folder = folder;
    this.trials = trials;
    this.strict = strict;
    this.progress = progress;
  }

  /** Runs the sweep and writes how it stands before and after. */
  SweepOutcome keep(Callable<SweepOutcome> sweep) throws Exception {
    write(new StatusJson(RunState.RUNNING, 0, "", 0, trials, 0, 0));
    try {
      SweepOutcome outcome = sweep.call();
      write(ended(outcome));
      return outcome;
    } catch (InterruptedException e) {
      boolean again = Thread.interrupted();
      writeAfter(e, RunState.INTERRUPTED, INTERRUPTED, "interrupted; the same command goes on");
      if (again) {
        Thread.currentThread().interrupt();
      }
      throw e;
    } catch (Exception e) {
      int code = e instanceof JobException ? UNUSABLE : FAILED;
      writeAfter(e, RunState.FAILED, code, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private StatusJson ended(SweepOutcome outcome) {
    long done = outcome.completed() + outcome.diverged() + outcome.failed();
    boolean failure = outcome.isFailure(strict);
    return new StatusJson(
        failure ? RunState.FAILED : RunState.COMPLETE,
        failure ? FAILED : 0,
        outcome.completed() == 0 ? "no trial completed" : failure ? "trials failed" : "",
        done,
        trials,
        outcome.diverged(),
        outcome.failed());
  }

  /** What went wrong first must not be hidden by a folder that cannot be written. */
  private void writeAfter(Exception first, RunState state, int code, String reason) {
    try {
      Progress now = progress.get();
      write(new StatusJson(state, code, reason, now.done(), trials, now.diverged(), now.failed()));
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  private void write(StatusJson status) throws IOException {
    byte[] text = status.toJson().getBytes(StandardCharsets.UTF_8);
    folder.write(folder.status(), out -> out.write(text));
  }
}
