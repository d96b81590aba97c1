package dev.linesweep.spark;

import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.spark.job.JobLabels;
import dev.linesweep.spark.job.Tasks;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** Asks every executor, before anything is trained or written, whether it can do its part. */
public final class Preflight {
  /** Tasks for each slot, so that no executor is left out. */
  private static final int TASKS_A_SLOT = 3;

  private static final String BLIND = "does not see ";

  private final Executors executors;
  private final ExecutorSettings settings;
  private final SweepSpec spec;
  private final URI folder;

  /** Those that will train. */
  @FunctionalInterface
  interface Executors {
    /** What each lacks, with its host; those that lack nothing say nothing. */
    List<String> ask(Probe probe);
  }

  Preflight(Executors executors, ExecutorSettings settings, SweepSpec spec, URI folder) {
    this.executors = executors;
    this.settings = settings;
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
    JavaSparkContext context = spark.context();
    int slots = context.defaultParallelism();
    int tasks = spark.isLocal() ? 1 : TASKS_A_SLOT * slots;
    ExecutorSettings settings = ExecutorSettings.of(spark, spec.engine().device());
    new Preflight(
            probe ->
                JobLabels.named(
                    context,
                    spec.name(),
                    "ask the executors what they lack",
                    () -> ask(context, tasks, probe)),
            settings,
            spec,
            folder.root().toUri())
        .check();
  }

  private static List<String> ask(JavaSparkContext context, int tasks, Probe probe) {
    return Tasks.of(context, Collections.nCopies(tasks, 0)).map(probe).stream()
        .filter(problem -> !problem.isEmpty())
        .toList();
  }

  void check() throws IOException {
    boolean engine =
        spec.engine().device() == Device.GPU
            || (spec.engine().kind().needsNd4j() && !settings.local());
    boolean visible = !settings.local() && "file".equals(folder.getScheme());
    if (!engine && !visible) {
      return;
    }
    Path file = visible ? probe() : Path.of("");
    try {
      report(
          executors.ask(
              new Probe(
                  file.toString(), engine ? List.of(spec.engine().kind()) : List.of(), settings)));
    } finally {
      if (visible) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** A file beside the folder to be, or in it. */
  private Path probe() throws IOException {
    Path existing = Path.of(folder);
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.createTempFile(existing, ".linesweep", ".probe");
  }

  private void report(List<String> found) {
    if (found.isEmpty()) {
      return;
    }
    List<String> problems = found.stream().distinct().sorted().toList();
    if (settings.local()) {
      throw new JobException(String.join("\n", problems));
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
  record Probe(String file, List<EngineKind> engines, ExecutorSettings settings)
      implements Function<Integer, String> {
    @Override
    public String call(Integer task) {
      String host = SparkEnv.get().blockManager().blockManagerId().host();
      return lacks().map(what -> settings.local() ? what : host + what).orElse("");
    }

    /** What this JVM lacks, to stand behind its host on a cluster. */
    Optional<String> lacks() {
      if (!file.isEmpty() && !Files.exists(Path.of(file))) {
        return Optional.of(" " + BLIND + Path.of(file).getParent());
      }
      try {
        engines.forEach(engine -> Engines.probe(engine, settings));
      } catch (EngineUnavailableException e) {
        return Optional.of((settings.local() ? "" : ": ") + e.getMessage());
      }
      return Optional.empty();
    }
  }
}
