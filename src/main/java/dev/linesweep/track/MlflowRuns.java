package dev.linesweep.track;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The runs of an MLflow server, by its REST API 2.0. */
final class MlflowRuns {
  private static final String API = "/api/2.0/mlflow/";
  private static final int PAGE = 200;

  private final HttpCalls calls;

  MlflowRuns(HttpCalls calls) {
    this.calls = calls;
  }

  /**
   * A run on the server.
   *
   * @param artifacts URI below which its files are
   * @param params the names of the params that it has
   */
  record Known(String id, String artifacts, Set<String> params, Map<String, String> tags) {
    String tag(String key) {
      return tags.getOrDefault(key, "");
    }

    private static Known of(JsonNode run) {
      JsonNode info = run.path("info");
      Set<String> params = new TreeSet<>();
      run.path("data").path("params").forEach(param -> params.add(param.path("key").asText()));
      Map<String, String> tags = new LinkedHashMap<>();
      run.path("data")
          .path("tags")
          .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
      return new Known(
          info.path("run_id").asText(), info.path("artifact_uri").asText(), params, tags);
    }
  }

  /** The identity of the experiment of this name, which is created if there is none. */
  String experiment(String name) throws InterruptedException {
    try {
      return named(name);
    } catch (TrackingException e) {
      if (!e.hasCode("RESOURCE_DOES_NOT_EXIST")) {
        throw e;
      }
    }
    try {
      return calls
          .post(API + "experiments/create", Map.of("name", name))
          .path("experiment_id")
          .asText();
    } catch (TrackingException e) {
      if (e.hasCode("RESOURCE_ALREADY_EXISTS")) {
        return named(name); // another program was faster, or an answer was lost
      }
      throw e;
    }
  }

  private String named(String name) throws InterruptedException {
    String query = URLEncoder.encode(name, StandardCharsets.UTF_8);
    JsonNode experiment =
        calls.get(API + "experiments/get-by-name?experiment_name=" + query).path("experiment");
    if (experiment.path("lifecycle_stage").asText().equals("deleted")) {
      throw TrackingException.lasting(
          "the experiment \"%s\" is deleted on the server. Restore it there, or name another one in tracking.experiment"
              .formatted(name));
    }
    String id = experiment.path("experiment_id").asText();
    if (id.isEmpty()) {
      throw calls.faults().foreign();
    }
    return id;
  }

  /** The runs of an experiment that have this tag and are not deleted, the latest first. */
  List<Known> having(String experiment, String tag, String value) throws InterruptedException {
    List<Known> runs = new ArrayList<>();
    String page = "";
    do {
      Map<String, Object> search = new LinkedHashMap<>();
      search.put("experiment_ids", List.of(experiment));
      search.put("filter", "tags.`%s` = '%s'".formatted(tag, value));
      search.put("run_view_type", "ACTIVE_ONLY");
      search.put("max_results", PAGE);
      if (!page.isEmpty()) {
        search.put("page_token", page);
      }
      JsonNode found = calls.post(API + "runs/search", search);
      found.path("runs").forEach(run -> runs.add(Known.of(run)));
      page = found.path("next_page_token").asText("");
    } while (!page.isEmpty());
    return runs;
  }

  /**
   * Creates a run with a single call.
   *
   * @param tags that it has from its beginning
   */
  Known create(String experiment, TrackedRun run, Map<String, String> tags)
      throws InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("experiment_id", experiment);
    body.put("run_name", run.name());
    body.put("start_time", run.span().began().toEpochMilli());
    body.put("tags", Batches.tagged(tags));
    Known made = Known.of(calls.postOnce(API + "runs/create", body).path("run"));
    if (made.id().isEmpty()) {
      throw calls.faults().foreign();
    }
    return made;
  }

  /** Sends params, tags and metrics of a run, in as many calls as necessary. */
  void say(String id, Map<String, String> params, Map<String, String> tags, TrackedRun measured)
      throws InterruptedException {
    for (Map<String, Object> batch : Batches.of(id, params, tags, measured)) {
      calls.post(API + "runs/log-batch", batch);
    }
  }

  void tag(String id, String key, String value) throws InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("run_id", id);
    body.put("key", key);
    body.put("value", value);
    calls.post(API + "runs/set-tag", body);
  }

  /** Ends a run, and sets its name. */
  void end(String id, TrackedRun run) throws InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("run_id", id);
    body.put("status", run.span().well() ? "FINISHED" : "FAILED");
    body.put("end_time", run.span().ended().toEpochMilli());
    body.put("run_name", run.name());
    calls.post(API + "runs/update", body);
  }

  /** Deletes a run, which MLflow can restore. */
  void delete(String id) throws InterruptedException {
    calls.post(API + "runs/delete", Map.of("run_id", id));
  }
}
