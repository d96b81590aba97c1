package dev.linesweep.report.page;

import dev.linesweep.data.Shape;
import dev.linesweep.spec.MetricSpec.Part;
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
 * @param predictions for rows of each part, evenly taken; empty if no trial completed
 * @param path along the recorded epochs
 */
public record BestFit(List<Prediction> predictions, List<PathPoint> path) {
  /** Of a sweep of which no trial completed. */
  public static final BestFit NONE = new BestFit(List.of(), List.of());

  private static final int POINTS = 1000;

  public BestFit {
    predictions = List.copyOf(predictions);
    path = List.copyOf(path);
  }

  Map<String, Object> toJson(boolean oneFeature) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      List<Prediction> rows = of(part);
      if (!rows.isEmpty()) {
        json.put(part.key(), points(rows, oneFeature));
      }
    }
    json.put("path", oneFeature ? lines() : List.of());
    return json;
  }

  /** How many of the rows the charts show, if that is not all, and how; empty otherwise. */
  String note(Shape shape) {
    List<String> notes = new ArrayList<>();
    addNote(notes, Part.TEST, shape.testRows());
    if (shape.features() == 1) {
      addNote(notes, Part.VALIDATION, shape.validationRows());
      addNote(notes, Part.TRAIN, shape.trainRows());
    }
    List<String> sentences = new ArrayList<>();
    if (!notes.isEmpty()) {
      sentences.add("Shown are %s, evenly taken.".formatted(String.join(", ", notes)));
    }
    if (Prediction.countUnequally(predictions)) {
      sentences.add("Every row is one point, whatever its row weight.");
    }
    return String.join(" ", sentences);
  }

  private void addNote(List<String> notes, Part part, int rows) {
    int shown = Math.min(POINTS, of(part).size());
    if (shown < rows) {
      String name = part == Part.TRAIN ? "training" : part.key();
      notes.add(
          "%s of %s %s rows".formatted(Rounded.of((long) shown), Rounded.of((long) rows), name));
    }
  }

  private List<Prediction> of(Part part) {
    return predictions.stream().filter(row -> row.part() == part).toList();
  }

  /** Actual, predicted, residual and, of a single feature, its value; evenly taken. */
  private static List<Object> points(List<Prediction> rows, boolean oneFeature) {
    int count = Math.min(POINTS, rows.size());
    List<Object> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Prediction row = rows.get((int) ((long) i * rows.size() / count));
      List<@Nullable Object> point = new ArrayList<>();
      point.add(Json.rounded(row.actual()));
      point.add(Json.rounded(row.predicted()));
      point.add(Json.rounded(row.actual() - row.predicted()));
      if (oneFeature) {
        point.add(Json.rounded(row.features()[0]));
      }
      points.add(point);
    }
    return points;
  }

  private List<Object> lines() {
    List<Object> lines = new ArrayList<>();
    for (PathPoint point : path) {
      List<@Nullable Object> line = new ArrayList<>();
      line.add(point.losses().epoch());
      line.add(Json.rounded(point.weights()[0]));
      line.add(Json.rounded(point.bias()));
      lines.add(line);
    }
    return lines;
  }
}
