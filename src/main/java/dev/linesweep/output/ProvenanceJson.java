package dev.linesweep.output;

import dev.linesweep.model.Curvature;
import dev.linesweep.report.DataFacts;
import dev.linesweep.report.Rounding;
import dev.linesweep.text.Json;
import dev.linesweep.text.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text of {@code provenance.json}: where a sweep's results come from. It is the one output that
 * differs from run to run.
 *
 * @param versions by product: linesweep, spark, java, dl4j
 * @param fingerprint of the collected matrix
 * @param rows of the training, validation and test part, in this order
 * @param facts about the rows
 * @param curvature of the mean squared error over the training rows
 * @param devices that trained, distinct
 * @param command the command line; secrets are masked in what is written
 * @param phaseSeconds by phase, in order
 * @param retries attempts beyond the first, over all tasks
 * @param lostExecutors executors that were lost with a task in them
 * @param dl4jCheck what the check against plain DL4J found, as one sentence
 * @param rounding what that check says about rank 1
 */
public record ProvenanceJson(
    Map<String, String> versions,
    String fingerprint,
    List<Integer> rows,
    DataFacts facts,
    Curvature curvature,
    String master,
    String engine,
    List<String> devices,
    String jvm,
    String blas,
    List<String> command,
    Map<String, Double> phaseSeconds,
    int retries,
    int lostExecutors,
    String dl4jCheck,
    Rounding rounding) {

  public ProvenanceJson {
    if (rows.size() != 3) {
      throw new IllegalArgumentException(
          "rows must be those of the training, validation and test part but were " + rows);
    }
    versions = new TreeMap<>(versions);
    rows = List.copyOf(rows);
    devices = List.copyOf(devices);
    command = Secrets.scrubbed(command);
    phaseSeconds = new LinkedHashMap<>(phaseSeconds);
  }

  private static Map<String, Object> fields(Rounding rounding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("loss", rounding.own());
    fields.put("plain_loss", rounding.plain());
    fields.put("better", rounding.better());
    fields.put("leading", rounding.leading());
    return fields;
  }

  public String toJson() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("train", rows.get(0));
    parts.put("validation", rows.get(1));
    parts.put("test", rows.get(2));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("fingerprint", fingerprint);
    data.put("rows", parts);
    data.putAll(facts.fields());
    Map<String, Object> steepness = new LinkedHashMap<>();
    steepness.put("largest", curvature.largest());
    steepness.put("trace", curvature.trace());
    data.put("curvature", steepness);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("versions", versions);
    fields.put("data", data);
    fields.put("master", Secrets.scrubbed(master));
    fields.put("engine", engine);
    fields.put("devices", devices);
    fields.put("jvm", jvm);
    fields.put("blas", blas);
    fields.put("command", command);
    fields.put("phase_seconds", phaseSeconds);
    fields.put("retries", retries);
    fields.put("lost_executors", lostExecutors);
    fields.put("dl4j_check", dl4jCheck);
    if (rounding.decides()) {
      fields.put("rank_1_by_rounding", fields(rounding));
    }
    return Json.of(fields);
  }
}
