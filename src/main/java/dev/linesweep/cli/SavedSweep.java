package dev.linesweep.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The folder of a sweep that has been run. */
final class SavedSweep {
  @Parameters(
      arity = "0..1",
      paramLabel = "OUT",
      description = "the sweep's folder; default the latest under runs/")
  private @Nullable String out;

  /** Empty for the latest. */
  String out() {
    return out == null ? "" : out;
  }
}
