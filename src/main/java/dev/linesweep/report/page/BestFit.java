package dev.linesweep.report.page;

import dev.linesweep.report.Json;
import dev.linesweep.report.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the best model says: its predictions, and its weights along the epochs.
 *
 * @param predictions rows of {@code best/predictions.parquet}; empty where no trial completed
 * @param path rows of {@code best/path.parquet}
 */
public record BestFit(List<Row> predictions, List<Row> path) {
  private static final int POINTS = 1000;

  public BestFit {
    predictions = List.copyOf(predictions);
    path = List.copyOf(path);
  }

  Map<String, Object> toJson(boolean oneFeature) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (String part : List.of("train", "validation", "test")) {
      List<Row> rows = predictions.stream().filter(row -> row.text("part").equals(part)).toList();
      if (!rows.isEmpty()) {
        json.put(part, points(rows, oneFeature));
      }
    }
    json.put("path", oneFeature ? lines() : List.of());
    return json;
  }

  /** Actual, predicted and, of a single feature, its value; evenly taken from the rows. */
  private static List<Object> points(List<Row> rows, boolean oneFeature) {
    int count = Math.min(POINTS, rows.size());
    List<Object> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Row row = rows.get((int) ((long) i * rows.size() / count));
      List<@Nullable Object> point = new ArrayList<>();
      point.add(Json.rounded(row.number("actual")));
      point.add(Json.rounded(row.number("predicted")));
      if (oneFeature) {
        point.add(Json.rounded(row.numbers("features")[0]));
      }
      points.add(point);
    }
    return points;
  }

  private List<Object> lines() {
    List<Object> lines = new ArrayList<>();
    for (Row row : path) {
      List<@Nullable Object> line = new ArrayList<>();
      line.add(row.whole("epoch", 0));
      line.add(Json.rounded(row.numbers("weights")[0]));
      line.add(Json.rounded(row.number("bias")));
      lines.add(line);
    }
    return lines;
  }
}
