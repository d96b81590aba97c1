package dev.linesweep.cli;

import dev.linesweep.spec.JobException;
import java.io.IOException;

/**
 * The place that an option has a command write to.
 *
 * @param option as it is typed, such as {@code --to}
 * @param place a path or URI
 */
record Destination(String option, String place) {
  /** Writes, and returns the place. */
  @FunctionalInterface
  interface Step {
    String write() throws IOException;
  }

  /**
   * What a step says it has written.
   *
   * @throws JobException that names the option, if it cannot be
   */
  String written(Step step) {
    try {
      return step.write();
    } catch (IOException e) {
      throw new JobException(
          "%s \"%s\": cannot be written: %s".formatted(option, place, e.getMessage()));
    }
  }
}
