package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Jobs for tests. */
final class Jobs {
  static final String URI = "file:///work/jobs/line.yaml";
  static final List<String> SHIPPED =
      List.of("line", "housing", "search", "temperature", "stocks", "million");

  static final String LINE =
      """
      name: line
      data: {line: {}}
      parameters: {optimizer: sgd, epochs: 100}
      """;

  static final String TABLE =
      """
      name: houses
      data: {format: csv, path: h.csv, label: price, features: [rooms, age]}
      parameters: {optimizer: sgd, epochs: 100}
      """;

  private Jobs() {}

  static SweepSpec read(String text, String... sets) {
    return SpecReader.read(text, URI, List.of(sets));
  }

  /** The problems, with {@code j} for the job file. */
  static List<String> problems(String text, String... sets) {
    JobException thrown = catchThrowableOfType(JobException.class, () -> read(text, sets));
    return thrown == null
        ? List.of()
        : thrown.problems().stream().map(p -> p.replace(URI, "j")).toList();
  }

  static String shipped(String name) {
    try {
      return Files.readString(Path.of("jobs", name + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
