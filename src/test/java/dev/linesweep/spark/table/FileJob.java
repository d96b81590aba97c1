package dev.linesweep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.linesweep.spec.JobException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of some tool and the other lines of {@code data}: it is read right, or refused with a
 * sentence whose lines work when they are written under {@code data} as they stand.
 */
record FileJob(Path file, String keys) {
  static final Pattern LINES = Pattern.compile("(?m)^(  [a-z_]+: .*)$");

  static FileJob of(Path file) {
    return new FileJob(file, "  label: y\n  features: [x]");
  }

  static FileJob formula(Path file) {
    return new FileJob(file, "  formula: y ~ x");
  }

  TableData read() {
    return YamlTable.read("  path: '%s'\n%s".formatted(file.toUri(), keys));
  }

  static void reads(TableData data, double... x) {
    assertThat(data.matrix().x()).containsExactly(x);
  }

  String refusal() {
    JobException refused = catchThrowableOfType(JobException.class, this::read);
    assertThat(refused).as(keys).isNotNull();
    return String.valueOf(refused.getMessage());
  }

  void isRefused(String message) {
    assertThat(refusal()).isEqualTo("data.path: " + message);
  }

  /** With the lines of the message, and other names where the message says so. */
  FileJob asTold() {
    Matcher lines = LINES.matcher(refusal());
    String told =
        lines.results().map(line -> line.group(1)).distinct().collect(Collectors.joining("\n"));
    assertThat(told).as(refusal()).isNotEmpty();
    return new FileJob(file, keys + "\n" + told);
  }

  FileJob renamed(String from, String to) {
    return new FileJob(file, keys.replace(from, to));
  }

  FileJob with(String line) {
    return new FileJob(file, keys + "\n" + line);
  }
}
