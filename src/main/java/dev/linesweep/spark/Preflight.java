package dev.linesweep.spark;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/** Asks every executor, before anything is trained, whether it can do its part. */
final class Preflight {
  /** Tasks for each slot, so that no executor is left out. */
  private static final int TASKS_A_SLOT = 3;

  private Preflight() {}

  /**
   * Proves that executors see a {@code file:} output folder.
   *
   * @throws JobException naming the hosts that do not, and the line to type instead
   */
  static void check(SparkHandle spark, SweepSpec spec, OutputFolder folder) throws IOException {
    if (spark.isLocal() || !"file".equals(folder.root().toUri().getScheme())) {
      return;
    }
    java.nio.file.Path root = java.nio.file.Path.of(folder.root().toUri());
    java.nio.file.Path existing = existing(root);
    java.nio.file.Path probe = Files.createTempFile(existing, ".linesweep", ".probe");
    try {
      List<String> blind = blind(spark.context(), probe.toString());
      if (!blind.isEmpty()) {
        throw new JobException(message(folder.root(), spec, blind));
      }
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static java.nio.file.Path existing(java.nio.file.Path folder) {
    java.nio.file.Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  private static List<String> blind(JavaSparkContext spark, String probe) {
    int tasks = TASKS_A_SLOT * spark.defaultParallelism();
    List<String> probes = Collections.nCopies(tasks, probe);
    return spark.parallelize(probes, tasks).map(Preflight::hostUnlessSeen).collect().stream()
        .filter(host -> !host.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  /** Runs on an executor: its host where it does not see the file, else nothing. */
  private static String hostUnlessSeen(String probe) {
    return Files.exists(java.nio.file.Path.of(probe))
        ? ""
        : SparkEnv.get().blockManager().blockManagerId().host();
  }

  private static String message(Path folder, SweepSpec spec, List<String> hosts) {
    return "--out: executors on %s do not see %s. Use a folder that every machine sees, for example --out hdfs:///sweeps/%s"
        .formatted(String.join(", ", hosts), folder, spec.name().replace(' ', '_'));
  }
}
