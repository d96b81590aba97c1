package dev.linesweep.result;

import dev.linesweep.data.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The data sets beside the jobs, read by splitting lines at commas. */
public final class Tables {
  private Tables() {}

  public static Matrix housing() {
    List<String> features =
        List.of(
            "TLA",
            "lotsize",
            "age",
            "beds",
            "baths",
            "halfbaths",
            "rooms",
            "garagesqft",
            "frontage",
            "depth",
            "syear");
    List<String[]> rows = rows("jobs/data/lucas-county-homes.csv");
    List<String> header = List.of(rows.get(0));
    double[] x = new double[(rows.size() - 1) * features.size()];
    double[] y = new double[rows.size() - 1];
    for (int i = 0; i < y.length; i++) {
      String[] row = rows.get(i + 1);
      y[i] = Double.parseDouble(row[header.indexOf("price")]);
      for (int j = 0; j < features.size(); j++) {
        x[i * features.size() + j] = Double.parseDouble(row[header.indexOf(features.get(j))]);
      }
    }
    return new Matrix(x, y, features, "price");
  }

  /** date, precipitation, temp_max, temp_min, wind, weather: tomorrow's temp_max as the label. */
  public static Matrix temperature() {
    List<String[]> rows = rows("jobs/data/seattle-weather.csv");
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 1; i + 1 < rows.size(); i++) {
      String[] row = rows.get(i);
      double angle = 2 * Math.PI * LocalDate.parse(row[0]).getDayOfYear() / 365.25;
      x.addAll(List.of(number(row[2]), number(row[3]), number(row[1]), number(row[4])));
      x.addAll(List.of(Math.sin(angle), Math.cos(angle)));
      y.add(number(rows.get(i + 1)[2]));
    }
    return new Matrix(
        x.stream().mapToDouble(Double::doubleValue).toArray(),
        y.stream().mapToDouble(Double::doubleValue).toArray(),
        List.of("temp_max", "temp_min", "precipitation", "wind", "sin", "cos"),
        "tomorrow");
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private static List<String[]> rows(String path) {
    try {
      return Files.readAllLines(Path.of(path)).stream().map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
