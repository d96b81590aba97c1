package dev.linesweep.track;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data of a run, in pieces that MLflow accepts in one call: up to 100 params, 100 tags, 1,000
 * metrics and 1,000 of all. Tags come last, so that one of them can mark the run as complete.
 */
final class Batches {
  static final int MOST_PARAMS = 100;
  static final int MOST_TAGS = 100;
  static final int MOST_IN_ALL = 1000;

  /** The limits of servers of all versions. */
  private static final int LONGEST_PARAM = 500;

  private static final int LONGEST_TAG = 5000;

  private Batches() {}

  /**
   * The bodies of the calls; none if there is nothing to send.
   *
   * @param run the server's identity of the run
   */
  static List<Map<String, Object>> of(
      String run, Map<String, String> params, Map<String, String> tags, TrackedRun measured) {
    Iterator<Map<String, Object>> someParams = pairs(params, LONGEST_PARAM).iterator();
    Iterator<Map<String, Object>> someTags = tagged(tags).iterator();
    Iterator<Map<String, Object>> metrics = metrics(measured).iterator();
    List<Map<String, Object>> batches = new ArrayList<>();
    while (someParams.hasNext() || metrics.hasNext() || someTags.hasNext()) {
      List<Object> firstParams = next(someParams, MOST_PARAMS);
      List<Object> firstMetrics = next(metrics, MOST_IN_ALL - firstParams.size());
      int left = MOST_IN_ALL - firstParams.size() - firstMetrics.size();
      boolean last = !someParams.hasNext() && !metrics.hasNext();
      Map<String, Object> batch = new LinkedHashMap<>();
      batch.put("run_id", run);
      batch.put("metrics", firstMetrics);
      batch.put("params", firstParams);
      batch.put("tags", next(someTags, last ? Math.min(MOST_TAGS, left) : 0));
      batches.add(batch);
    }
    return batches;
  }

  /** Tags in the form of MLflow's calls. */
  static List<Map<String, Object>> tagged(Map<String, String> tags) {
    return pairs(tags, LONGEST_TAG);
  }

  private static List<Map<String, Object>> pairs(Map<String, String> all, int longest) {
    List<Map<String, Object>> pairs = new ArrayList<>();
    all.forEach(
        (key, value) -> {
          Map<String, Object> pair = new LinkedHashMap<>();
          pair.put("key", key);
          pair.put(
              "value", value.length() <= longest ? value : value.substring(0, longest - 1) + "…");
          pairs.add(pair);
        });
    return pairs;
  }

  /** Metrics with one time for all, so that a server that already has them keeps them only once. */
  private static List<Map<String, Object>> metrics(TrackedRun run) {
    List<Map<String, Object>> metrics = new ArrayList<>();
    long time = run.span().ended().toEpochMilli();
    for (TrackedRun.Measure measure : run.measures()) {
      Map<String, Object> metric = new LinkedHashMap<>();
      metric.put("key", measure.key());
      metric.put("value", measure.value());
      metric.put("timestamp", time);
      metric.put("step", measure.epoch());
      metrics.add(metric);
    }
    return metrics;
  }

  private static List<Object> next(Iterator<? extends Object> items, int most) {
    List<Object> some = new ArrayList<>();
    while (some.size() < most && items.hasNext()) {
      some.add(items.next());
    }
    return some;
  }
}
