package dev.linesweep.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a sweep is run; {@code plan} takes the same, so that one word turns a plan into a run. */
final class RunOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the output folder; default runs/<name>-<identity>")
  private @Nullable String out;

  @Option(
      names = "--fresh",
      description = "starts over: removes the results of any sweep in DIR first")
  private boolean fresh;

  @Option(names = "--strict", description = "exit code 1 where any trial failed")
  private boolean strict;

  @Option(names = "--quiet", description = "prints the results alone")
  private boolean quiet;

  /** Empty for the default. */
  String out() {
    return out == null ? "" : out;
  }

  boolean fresh() {
    return fresh;
  }

  boolean strict() {
    return strict;
  }

  boolean quiet() {
    return quiet;
  }
}
