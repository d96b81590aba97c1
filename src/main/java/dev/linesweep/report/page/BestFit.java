package dev.linesweep.report.page;

import dev.linesweep.data.Shape;
import dev.linesweep.table.Row;
import dev.linesweep.text.Json;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the best model says: its predictions, and its weights along the epochs.
 *
 * @param predictions rows of {@code best/predictions.parquet}; empty if no trial completed
 * @param path rows of {@code best/path.parquet}
 */
public record BestFit(List<Row> predictions, List<Row> path) {
  private static final int POINTS = 1000;
  private static final List<String> PARTS = List.of("train", "validation", "test");

  public BestFit {
    predictions = List.copyOf(predictions);
    path = List.copyOf(path);
  }

  Map<String, Object> toJson(boolean oneFeature) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (String part : PARTS) {
      List<Row> rows = of(part);
      if (!rows.isEmpty()) {
        json.put(part, points(rows, oneFeature));
      }
    }
    json.put("path", oneFeature ? lines() : List.of());
    return json;
  }

  /** How many of the rows the charts show, if that is not all; empty otherwise. */
  String note(Shape shape) {
    List<String> notes = new ArrayList<>();
    addNote(notes, "test", shape.testRows());
    if (shape.features() == 1) {
      addNote(notes, "validation", shape.validationRows());
      addNote(notes, "train", shape.trainRows());
    }
    return notes.isEmpty() ? "" : "Shown are %s, evenly taken.".formatted(String.join(", ", notes));
  }

  private void addNote(List<String> notes, String part, int rows) {
    int shown = Math.min(POINTS, of(part).size());
    if (shown < rows) {
      String name = part.equals("train") ? "training" : part;
      notes.add(
          "%s of %s %s rows".formatted(Rounded.of((long) shown), Rounded.of((long) rows), name));
    }
  }

  private List<Row> of(String part) {
    return predictions.stream().filter(row -> row.text("part").equals(part)).toList();
  }

  /** Actual, predicted, residual and, of a single feature, its value; evenly taken. */
  private static List<Object> points(List<Row> rows, boolean oneFeature) {
    int count = Math.min(POINTS, rows.size());
    List<Object> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Row row = rows.get((int) ((long) i * rows.size() / count));
      List<@Nullable Object> point = new ArrayList<>();
      double actual = row.number("actual");
      double predicted = row.number("predicted");
      point.add(Json.rounded(actual));
      point.add(Json.rounded(predicted));
      point.add(Json.rounded(actual - predicted));
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
