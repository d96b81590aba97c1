package dev.linesweep.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.linesweep.model.Baselines;
import dev.linesweep.text.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every coefficient of the best model next to those of the closed forms, from {@code
 * best/model.json}. An effect is a coefficient times its feature's standard deviation over the
 * training rows: what makes coefficients of features in different units comparable.
 */
record Coefficients(JsonNode model) {

  /** Rows are a feature, its coefficient and its effect in each of the models; largest first. */
  Map<String, Object> toJson() {
    Map<String, JsonNode> models = models();
    List<List<@Nullable Object>> rows =
        IntStream.range(0, model.path("features").size())
            .boxed()
            .sorted(Comparator.comparingDouble(this::size).reversed())
            .map(i -> row(i, models))
            .toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("models", List.copyOf(models.keySet()));
    json.put("rows", rows);
    json.put("bias", models.values().stream().map(m -> Json.rounded(number(m, "bias"))).toList());
    return json;
  }

  private Map<String, JsonNode> models() {
    Map<String, JsonNode> models = new LinkedHashMap<>();
    models.put("best trial", model);
    add(models, "least squares", model.path("baselines").path(Baselines.OLS));
    add(models, "least absolute deviations", model.path("baselines").path(Baselines.LAD));
    add(models, "known", model.path("known"));
    return models;
  }

  private static void add(Map<String, JsonNode> models, String name, JsonNode found) {
    if (found.path("weights").isArray()) {
      models.put(name, found);
    }
  }

  private List<@Nullable Object> row(int feature, Map<String, JsonNode> models) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(model.path("features").path(feature).asText());
    for (JsonNode each : models.values()) {
      double weight = each.path("weights").path(feature).asDouble(Double.NaN);
      row.add(Json.rounded(weight));
      row.add(Json.rounded(weight * deviation(feature)));
    }
    return row;
  }

  /** By its effect, or its coefficient if no deviation is known. */
  private double size(int feature) {
    double weight = Math.abs(model.path("weights").path(feature).asDouble());
    double deviation = deviation(feature);
    return Double.isNaN(deviation) ? weight : weight * deviation;
  }

  private double deviation(int feature) {
    return model.path("deviations").path(feature).asDouble(Double.NaN);
  }

  private static double number(JsonNode json, String key) {
    return json.path(key).asDouble(Double.NaN);
  }
}
