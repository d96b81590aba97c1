package dev.linesweep.spark;

import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.spark.job.JobLabels;
import dev.linesweep.spark.job.Tasks;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Counted;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** Checks every executor before anything is trained or written. */
public final class Preflight {
  /** Tasks per slot, so that no executor is left out. */
  private static final int TASKS_A_SLOT = 3;

  /**
   * The most tasks if no answer can end the sweep: a driver launches about a thousand per second.
   */
  private static final int MOST_TOLD = 3_000;

  private static final int MOST_NAMED = 3;

  private static final String BLIND = "does not see ";

  private final Executors executors;
  private final ExecutorSettings settings;
  private final SweepSpec spec;
  private final URI folder;

  /** The settings of the executors that will train. */
  @FunctionalInterface
  interface Executors {
    /**
     * Collects at least one answer from every executor if answers can end the sweep, else from
     * many.
     */
    List<Answer> ask(Probe probe);
  }

  /**
   * An executor's answer.
   *
   * @param lacks what it lacks, as text that follows its host on a cluster; at most one thing
   * @param slow why it is slower than it could be; at most one reason
   */
  record Answer(String host, List<String> lacks, List<String> slow) implements Serializable {}

  Preflight(Executors executors, ExecutorSettings settings, SweepSpec spec, URI folder) {
    this.executors = executors;
    this.settings = settings;
    this.spec = spec;
    this.folder = folder;
  }

  /**
   * Checks that executors see a {@code file:} output folder and have the job's engine and device.
   * In local mode, only a required GPU is checked.
   *
   * @return why some are slower than they could be
   * @throws JobException naming the hosts that lack something, and what to do
   */
  public static List<String> check(SparkHandle spark, SweepSpec spec, OutputFolder folder)
      throws IOException {
    JavaSparkContext context = spark.context();
    int all = spark.isLocal() ? 1 : TASKS_A_SLOT * spark.slots();
    ExecutorSettings settings = ExecutorSettings.of(spark, spec.engine().device());
    return new Preflight(
            probe ->
                JobLabels.named(
                    context,
                    spec.name(),
                    "check that the executors can train",
                    () -> ask(context, probe.mayRefuse() ? all : Math.min(all, MOST_TOLD), probe)),
            settings,
            spec,
            folder.root().toUri())
        .check();
  }

  private static List<Answer> ask(JavaSparkContext context, int tasks, Probe probe) {
    return Tasks.of(context, Collections.nCopies(tasks, 0)).map(probe);
  }

  List<String> check() throws IOException {
    boolean engine =
        spec.engine().device() == Device.GPU
            || (spec.engine().kind().needsNd4j() && !settings.local());
    if (settings.local() && !engine) {
      return Engines.slowBecause(spec.engine().kind()).stream().toList();
    }
    boolean visible = !settings.local() && "file".equals(folder.getScheme());
    Path file = visible ? probe() : Path.of("");
    try {
      List<Answer> answers =
          executors.ask(new Probe(file.toString(), spec.engine().kind(), engine, settings));
      requireNothingLacks(answers);
      return slow(answers);
    } finally {
      if (visible) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** A file next to the future folder, or in it. */
  private Path probe() throws IOException {
    Path existing = Path.of(folder);
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.createTempFile(existing, ".linesweep", ".probe");
  }

  private List<String> slow(List<Answer> answers) {
    Map<String, TreeSet<String>> hosts = new TreeMap<>();
    answers.forEach(
        answer ->
            answer
                .slow()
                .forEach(
                    why -> hosts.computeIfAbsent(why, w -> new TreeSet<>()).add(answer.host())));
    return hosts.entrySet().stream()
        .map(
            each ->
                settings.local()
                    ? each.getKey()
                    : "%s: %s Set it for executors with --conf spark.executor.extraJavaOptions."
                        .formatted(some(each.getValue()), each.getKey()))
        .toList();
  }

  private static String some(TreeSet<String> hosts) {
    int more = hosts.size() - MOST_NAMED;
    String named = String.join(", ", hosts.stream().limit(MOST_NAMED).toList());
    return more > 0 ? "%s and %s".formatted(named, Counted.of(more, "other host")) : named;
  }

  private void requireNothingLacks(List<Answer> answers) {
    List<String> problems =
        answers.stream()
            .flatMap(
                answer ->
                    answer.lacks().stream()
                        .map(what -> settings.local() ? what : answer.host() + what))
            .distinct()
            .sorted()
            .toList();
    if (problems.isEmpty()) {
      return;
    }
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
   * Runs on an executor.
   *
   * @param file that the executor must see; empty for none
   * @param mustStart whether to try starting the engine
   */
  record Probe(String file, EngineKind engine, boolean mustStart, ExecutorSettings settings)
      implements Function<Integer, Answer> {
    @Override
    public Answer call(Integer task) {
      String host = SparkEnv.get().blockManager().blockManagerId().host();
      return new Answer(
          host, lacks().stream().toList(), Engines.slowBecause(engine).stream().toList());
    }

    /** Whether an answer can end the sweep. */
    boolean mayRefuse() {
      return mustStart || !file.isEmpty();
    }

    /** What this JVM lacks, as text that follows its host on a cluster. */
    Optional<String> lacks() {
      if (!file.isEmpty() && !Files.exists(Path.of(file))) {
        return Optional.of(" " + BLIND + Path.of(file).getParent());
      }
      try {
        if (mustStart) {
          Engines.probe(engine, settings);
        }
      } catch (EngineUnavailableException e) {
        return Optional.of((settings.local() ? "" : ": ") + e.getMessage());
      }
      return Optional.empty();
    }
  }
}
