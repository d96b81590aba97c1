package dev.linesweep.spark;

import dev.linesweep.store.OutputFolder;
import java.util.concurrent.Callable;

/** Stub. */
final class StatusKeeper {
  StatusKeeper(OutputFolder folder, long trials) {}

  SweepOutcome keep(Callable<SweepOutcome> work) throws Exception {
    return work.call();
  }
}
