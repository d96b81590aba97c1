package dev.linesweep.report;

import dev.linesweep.data.LabelVariances;
import dev.linesweep.data.Shape;
import dev.linesweep.model.Curvature;
import dev.linesweep.result.RungResult;
import dev.linesweep.text.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a sweep's results come from.
 *
 * @param versions by product: linesweep, spark, java, dl4j
 */
public record Provenance(
    Map<String, String> versions, Data data, Machines machines, Run run, Check check) {

  public Provenance {
    versions = new TreeMap<>(versions);
  }

  /**
   * What was trained on.
   *
   * @param fingerprint of the collected matrix
   * @param curvature of the mean squared error over the training rows
   * @param plan how a DataFrame or a temporary view was made, as Spark prints it; else empty
   */
  public record Data(
      String fingerprint,
      Shape shape,
      DataFacts facts,
      Curvature curvature,
      LabelVariances variances,
      String plan) {}

  /**
   * What trained.
   *
   * @param engine with its variant
   * @param devices that trained, distinct
   * @param blas empty if no trial completed
   */
  public record Machines(
      String master, String engine, List<String> devices, String jvm, String blas) {
    public Machines {
      master = Secrets.scrubbed(master);
      devices = List.copyOf(devices);
    }
  }

  /**
   * How the sweep was run.
   *
   * @param command the command line; secrets are masked
   * @param phaseSeconds by phase, in order
   * @param retries attempts beyond the first, over all tasks
   * @param lostExecutors executors that were lost with a task in them
   * @param rungs at which settings were compared, and some of them stopped
   * @param stop why not all trials are trained, {@code stop.target 0.1 is reached}; else empty
   */
  public record Run(
      List<String> command,
      Map<String, Double> phaseSeconds,
      int retries,
      int lostExecutors,
      List<RungResult> rungs,
      String stop) {
    public Run {
      command = Secrets.scrubbed(command);
      phaseSeconds = new LinkedHashMap<>(phaseSeconds);
      rungs = List.copyOf(rungs);
    }
  }

  /**
   * What the check against plain DL4J found.
   *
   * @param sentence for the reader
   * @param rounding what it says about rank 1
   */
  public record Check(String sentence, Rounding rounding) {}
}
