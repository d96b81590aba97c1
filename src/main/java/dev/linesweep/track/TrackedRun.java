package dev.linesweep.track;

import dev.linesweep.data.Sha256;
import dev.linesweep.text.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep or a setting of it as a run of a tracking server.
 *
 * @param params the params, which never change once they are sent
 * @param tags the tags, which may change when the run is sent again
 * @param measures finite numbers
 */
public record TrackedRun(
    String name,
    Span span,
    Map<String, String> params,
    Map<String, String> tags,
    List<Measure> measures) {

  /** The tag of runs of settings that no longer rank among those that are sent. */
  static final String RANK = "linesweep.rank";

  /** The tag that finds the run of a sweep again, with {@link #FOLDER}. */
  static final String IDENTITY = "linesweep.identity";

  static final String FOLDER = "linesweep.folder";

  /** The tag that finds the run of a setting again. */
  static final String SETTING = "linesweep.setting";

  /** The tag that MLflow shows as the source of a run. */
  static final Map<String, String> SOURCE =
      Map.of(
          "mlflow.source.name",
          "linesweep",
          "mlflow.source.type",
          "JOB",
          "mlflow.user",
          System.getProperty("user.name", ""));

  public TrackedRun {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    measures = List.copyOf(measures);
  }

  /** When it began and ended, and whether successfully. */
  public record Span(Instant began, Instant ended, boolean well) {}

  /** A number after a number of epochs; for the sweep itself after none. */
  public record Measure(String key, double value, int epoch) {}

  String tag(String key) {
    return tags.getOrDefault(key, "");
  }

  /** The same without numbers. */
  TrackedRun withoutMeasures() {
    return new TrackedRun(name, span, params, tags, List.of());
  }

  /** A stamp that is equal for runs that a server would show with the same numbers. */
  String digest() {
    MessageDigest digest = Sha256.digest();
    Map<String, Object> all = new LinkedHashMap<>(params);
    measures.forEach(measure -> all.put(measure.key + " " + measure.epoch, measure.value));
    digest.update(Json.of(all).getBytes(StandardCharsets.UTF_8));
    return Sha256.half(digest);
  }
}
