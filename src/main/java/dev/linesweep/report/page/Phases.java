package dev.linesweep.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time went.
 *
 * @param sum of all phases, in words
 */
record Phases(List<Row> rows, String sum) {

  /**
   * A phase.
   *
   * @param time in words
   * @param width of its bar, in percent of the longest
   */
  record Row(String name, String time, String width) {}

  static Phases of(Map<String, Double> seconds) {
    double longest = 0;
    double sum = 0;
    for (double each : seconds.values()) {
      longest = Math.max(longest, each);
      sum += each;
    }
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Double> phase : seconds.entrySet()) {
      double time = phase.getValue();
      double width = longest == 0 ? 0 : 100 * time / longest;
      rows.add(new Row(phase.getKey(), inWords(time), String.format(Locale.ROOT, "%.1f", width)));
    }
    return new Phases(List.copyOf(rows), inWords(sum));
  }

  private static String inWords(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
