package dev.linesweep.report.page;

import dev.linesweep.model.Baselines;
import dev.linesweep.model.LinearModel;
import dev.linesweep.report.SweepReport;
import dev.linesweep.text.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every coefficient of the best model next to those of the closed forms. An effect is a coefficient
 * times its feature's standard deviation over the training rows: what makes coefficients of
 * features in different units comparable.
 *
 * @param name what the best model is called
 * @param others by their names on the page
 */
record Coefficients(String name, LinearModel best, Map<String, LinearModel> others) {

  private static final String LEAST_SQUARES = "least squares";
  private static final String LEAST_ABSOLUTE = "least absolute deviations";

  /** Without features and bias if no trial completed. */
  static Coefficients of(SweepReport report) {
    Map<String, LinearModel> others = new LinkedHashMap<>();
    if (report.best().isPresent()) {
      Baselines baselines = report.baselines();
      baselines.named(Baselines.OLS).ifPresent(ols -> others.put(LEAST_SQUARES, ols.model()));
      baselines.named(Baselines.LAD).ifPresent(lad -> others.put(LEAST_ABSOLUTE, lad.model()));
      report
          .known()
          .ifPresent(known -> others.put("known", report.model(known.weights(), known.bias())));
    }
    return new Coefficients(
        report.bestName(),
        report
            .bestModel()
            .orElseGet(() -> new LinearModel(new double[0], Double.NaN, List.of(), report.label())),
        others);
  }

  /** False if all closed forms are left out. */
  boolean hasExactFits() {
    return others.containsKey(LEAST_SQUARES) || others.containsKey(LEAST_ABSOLUTE);
  }

  /** Rows are a feature, its coefficient and its effect in each of the models; largest first. */
  Map<String, Object> toJson() {
    Map<String, LinearModel> models = new LinkedHashMap<>();
    models.put(name, best);
    models.putAll(others);
    List<List<@Nullable Object>> rows =
        IntStream.range(0, best.features().size())
            .boxed()
            .sorted(Comparator.comparingDouble(this::size).reversed())
            .map(i -> row(i, models))
            .toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("models", List.copyOf(models.keySet()));
    json.put("rows", rows);
    json.put("bias", models.values().stream().map(model -> Json.rounded(model.bias())).toList());
    return json;
  }

  private List<@Nullable Object> row(int feature, Map<String, LinearModel> models) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(best.features().get(feature));
    for (LinearModel each : models.values()) {
      double weight = each.weights()[feature];
      row.add(Json.rounded(weight));
      row.add(Json.rounded(weight * deviation(feature)));
    }
    return row;
  }

  /** By its effect, or its coefficient if no deviation is known. */
  private double size(int feature) {
    double weight = Math.abs(best.weights()[feature]);
    double deviation = deviation(feature);
    return Double.isNaN(deviation) ? weight : weight * deviation;
  }

  private double deviation(int feature) {
    double[] deviations = best.deviations();
    return feature < deviations.length ? deviations[feature] : Double.NaN;
  }
}
