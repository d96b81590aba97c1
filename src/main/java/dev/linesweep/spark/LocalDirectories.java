package dev.linesweep.spark;

import dev.linesweep.spec.JobException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/** Spark's directories for temporary files. */
final class LocalDirectories {
  private static final String VARIABLE = "SPARK_LOCAL_DIRS";
  private static final int PROBE_BYTES = 1 << 16;

  private LocalDirectories() {}

  /**
   * Of the directories that a running Spark created and removes at its end, the one with the most
   * free space.
   */
  static Path ofSpark(SparkEnv env) {
    return roomiest(env.blockManager().diskBlockManager().localDirs());
  }

  /**
   * Of the directories in which Spark will create its own when it starts, the one with the most
   * free space.
   *
   * @param environment variables of this process, which override settings
   */
  static Path of(SparkConf conf, Map<String, String> environment) {
    return roomiest(named(conf, environment).stream().map(File::new).toArray(File[]::new));
  }

  /**
   * Checks that Spark can create its temporary files, without which it ends the process.
   *
   * @param environment variables of this process
   * @throws JobException if it can create them in none of its directories
   */
  static void requireUsable(SparkConf conf, Map<String, String> environment) {
    if (environment.containsKey("LOCAL_DIRS")) {
      return; // YARN has prepared those of its containers
    }
    List<String> problems = new ArrayList<>();
    for (String each : named(conf, environment)) {
      try {
        probe(Path.of(each));
        return;
      } catch (IOException | InvalidPathException e) {
        problems.add("%s (%s)".formatted(each, reason(e)));
      }
    }
    String setting = environment.containsKey(VARIABLE) ? VARIABLE : "spark.local.dir";
    throw new JobException(
        "%s: Spark cannot write its temporary files to %s. Name a writable directory with free space: %s"
            .formatted(
                setting,
                String.join(", ", problems),
                setting.equals(VARIABLE) ? VARIABLE + "=/path" : "--conf " + setting + "=/path"));
  }

  private static void probe(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = Files.createTempFile(directory, "linesweep", ".probe");
    try {
      Files.write(file, new byte[PROBE_BYTES]);
    } finally {
      Files.delete(file);
    }
  }

  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left") ? "its disk is full" : e.getClass().getSimpleName();
  }

  private static List<String> named(SparkConf conf, Map<String, String> environment) {
    String named =
        Optional.ofNullable(environment.get(VARIABLE))
            .orElseGet(() -> conf.get("spark.local.dir", System.getProperty("java.io.tmpdir")));
    return List.of(named.split(","));
  }

  private static Path roomiest(File... directories) {
    return Arrays.stream(directories)
        .max(Comparator.comparingLong(File::getUsableSpace))
        .orElseThrow()
        .toPath();
  }
}
