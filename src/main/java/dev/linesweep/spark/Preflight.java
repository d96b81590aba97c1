package dev.linesweep.spark;

import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** Asks every executor, before anything is trained or written, whether it can do its part. */
public final class Preflight {
  /** Tasks for each slot, so that no executor is left out. */
  private static final int TASKS_A_SLOT = 3;

  private static final String BLIND = "does not see ";

  private final SparkHandle spark;
  private final SweepSpec spec;
  private final OutputFolder folder;

  private Preflight(SparkHandle spark, SweepSpec spec, OutputFolder folder) {
    this.spark = spark;
    this.spec = spec;
    this.folder = folder;
  }

  /**
   * Proves that executors see a {@code file:} output folder and have the engine and device that the
   * job asks for. In local mode only a wanted GPU is in question.
   *
   * @throws JobException naming the hosts that lack something, and what to do
   */
  public static void check(SparkHandle spark, SweepSpec spec, OutputFolder folder)
      throws IOException {
    new Preflight(spark, spec, folder).check();
  }

  private void check() throws IOException {
    boolean engine =
        spec.engine().kind().needsNd4j()
            && (!spark.isLocal() || spec.engine().device() == Device.GPU);
    boolean visible = !spark.isLocal() && "file".equals(folder.root().toUri().getScheme());
    if (!engine && !visible) {
      return;
    }
    Path probe = visible ? probe() : Path.of("");
    try {
      report(
          problems(
              new Probe(
                  probe.toString(),
                  engine ? List.of(spec.engine().kind()) : List.of(),
                  settings())));
    } finally {
      if (visible) {
        Files.deleteIfExists(probe);
      }
    }
  }

  /** A file beside the folder to be, or in it. */
  private Path probe() throws IOException {
    Path existing = Path.of(folder.root().toUri());
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.createTempFile(existing, ".linesweep", ".probe");
  }

  private ExecutorSettings settings() {
    JavaSparkContext context = spark.context();
    return ExecutorSettings.of(
        context.getConf(), spark.isLocal(), context.defaultParallelism(), spec.engine().device());
  }

  private List<String> problems(Probe probe) {
    int tasks = spark.isLocal() ? 1 : TASKS_A_SLOT * spark.context().defaultParallelism();
    return spark
        .context()
        .parallelize(Collections.nCopies(tasks, 0), tasks)
        .map(probe)
        .filter(problem -> !problem.isEmpty())
        .collect()
        .stream()
        .distinct()
        .sorted()
        .toList();
  }

  private void report(List<String> problems) {
    if (problems.isEmpty()) {
      return;
    }
    String remedy =
        problems.stream().anyMatch(problem -> problem.contains(BLIND))
            ? "\nUse a folder that every machine sees, for example --out hdfs:///sweeps/"
                + spec.name().replace(' ', '_')
            : "";
    throw new JobException(
        "the cluster is not ready:\n  " + String.join("\n  ", problems) + remedy);
  }

  /**
   * Runs on an executor: its host and what it lacks, or nothing.
   *
   * @param file that it must see; empty for none
   * @param engines that it must be able to start
   */
  private record Probe(String file, List<EngineKind> engines, ExecutorSettings settings)
      implements Function<Integer, String> {
    @Override
    public String call(Integer task) {
      String host = SparkEnv.get().blockManager().blockManagerId().host();
      if (!file.isEmpty() && !Files.exists(Path.of(file))) {
        return host + " " + BLIND + Path.of(file).getParent();
      }
      try {
        engines.forEach(engine -> Engines.start(engine, settings));
      } catch (EngineUnavailableException e) {
        return host + ": " + e.getMessage();
      }
      return "";
    }
  }
}
