package dev.linesweep.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.linesweep.data.LabelVariances;
import dev.linesweep.data.Shape;
import dev.linesweep.model.Curvature;
import dev.linesweep.report.DataFacts;
import dev.linesweep.report.Provenance;
import dev.linesweep.report.Rounding;
import dev.linesweep.result.RungResult;
import dev.linesweep.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of {@code provenance.json}. It is the one output that differs from run to run. When it
 * is read, missing values become empty, zero or not a number.
 */
public final class ProvenanceJson {
  private ProvenanceJson() {}

  public static String of(Provenance provenance) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("versions", provenance.versions());
    fields.put("data", fields(provenance.data()));
    fields.put("master", provenance.machines().master());
    fields.put("engine", provenance.machines().engine());
    fields.put("devices", provenance.machines().devices());
    fields.put("jvm", provenance.machines().jvm());
    fields.put("blas", provenance.machines().blas());
    fields.put("command", provenance.run().command());
    fields.put("phase_seconds", provenance.run().phaseSeconds());
    fields.put("retries", provenance.run().retries());
    fields.put("lost_executors", provenance.run().lostExecutors());
    if (!provenance.run().rungs().isEmpty()) {
      fields.put("rungs", provenance.run().rungs().stream().map(ProvenanceJson::fields).toList());
    }
    if (!provenance.run().stop().isEmpty()) {
      fields.put("stop", provenance.run().stop());
    }
    fields.put("dl4j_check", provenance.check().sentence());
    if (provenance.check().rounding().decides()) {
      fields.put("rank_1_by_rounding", fields(provenance.check().rounding()));
    }
    return Json.of(fields);
  }

  private static Map<String, Object> fields(Provenance.Data data) {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("train", data.shape().trainRows());
    rows.put("validation", data.shape().validationRows());
    rows.put("test", data.shape().testRows());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("fingerprint", data.fingerprint());
    fields.put("rows", rows);
    fields.put("source", data.facts().source());
    fields.put("notes", data.facts().notes());
    fields.put("features", data.facts().features());
    fields.put("unscaled", data.facts().unscaled().stream().map(ProvenanceJson::fields).toList());
    Map<String, Object> curvature = new LinkedHashMap<>();
    curvature.put("largest", data.curvature().largest());
    curvature.put("trace", data.curvature().trace());
    fields.put("curvature", curvature);
    Map<String, Object> variances = new LinkedHashMap<>();
    variances.put("train", data.variances().train());
    variances.put("validation", data.variances().validation());
    variances.put("test", data.variances().test());
    fields.put("label_variance", variances);
    if (!data.plan().isEmpty()) {
      fields.put("plan", data.plan());
    }
    return fields;
  }

  private static Map<String, Object> fields(DataFacts.Feature feature) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", feature.name());
    fields.put("mean", feature.mean());
    fields.put("deviation", feature.deviation());
    return fields;
  }

  private static Map<String, Object> fields(RungResult rung) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("epochs", rung.epochs());
    fields.put("settings", rung.settings());
    fields.put("continued", rung.continued());
    fields.put("best", rung.best());
    return fields;
  }

  private static Map<String, Object> fields(Rounding rounding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("loss", rounding.own());
    fields.put("plain_loss", rounding.plain());
    fields.put("better", rounding.better());
    fields.put("leading", rounding.leading());
    return fields;
  }

  static Provenance read(JsonNode json) {
    Map<String, String> versions = new LinkedHashMap<>();
    json.path("versions")
        .properties()
        .forEach(v -> versions.put(v.getKey(), v.getValue().asText()));
    return new Provenance(
        versions,
        data(json.path("data")),
        new Provenance.Machines(
            json.path("master").asText(),
            json.path("engine").asText(),
            texts(json.path("devices")),
            json.path("jvm").asText(),
            json.path("blas").asText()),
        run(json),
        new Provenance.Check(
            json.path("dl4j_check").asText(), rounding(json.path("rank_1_by_rounding"))));
  }

  private static Provenance.Data data(JsonNode json) {
    JsonNode rows = json.path("rows");
    List<DataFacts.Feature> unscaled = new ArrayList<>();
    json.path("unscaled").forEach(feature -> unscaled.add(feature(feature)));
    JsonNode curvature = json.path("curvature");
    JsonNode variances = json.path("label_variance");
    int features = json.path("features").asInt();
    return new Provenance.Data(
        json.path("fingerprint").asText(),
        new Shape(
            features,
            rows.path("train").asInt(),
            rows.path("validation").asInt(),
            rows.path("test").asInt()),
        new DataFacts(json.path("source").asText(), texts(json.path("notes")), features, unscaled),
        new Curvature(number(curvature, "largest"), number(curvature, "trace")),
        new LabelVariances(
            number(variances, "train"), number(variances, "validation"), number(variances, "test")),
        json.path("plan").asText());
  }

  private static DataFacts.Feature feature(JsonNode json) {
    return new DataFacts.Feature(
        json.path("name").asText(),
        json.path("mean").asDouble(),
        json.path("deviation").asDouble());
  }

  private static Provenance.Run run(JsonNode json) {
    Map<String, Double> phases = new LinkedHashMap<>();
    json.path("phase_seconds")
        .properties()
        .forEach(phase -> phases.put(phase.getKey(), phase.getValue().asDouble()));
    List<RungResult> rungs = new ArrayList<>();
    json.path("rungs").forEach(rung -> rungs.add(rung(rung)));
    return new Provenance.Run(
        texts(json.path("command")),
        phases,
        json.path("retries").asInt(),
        json.path("lost_executors").asInt(),
        rungs,
        json.path("stop").asText());
  }

  private static RungResult rung(JsonNode json) {
    return new RungResult(
        json.path("epochs").asInt(),
        json.path("settings").asInt(),
        json.path("continued").asInt(),
        number(json, "best"));
  }

  private static Rounding rounding(JsonNode json) {
    return json.isObject()
        ? new Rounding(
            number(json, "loss"),
            number(json, "plain_loss"),
            json.path("better").asInt(),
            json.path("leading").asInt())
        : Rounding.NONE;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static double number(JsonNode json, String key) {
    return json.path(key).asDouble(Double.NaN);
  }
}
