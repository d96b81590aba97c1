package dev.linesweep.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.linesweep.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of an MLflow server as Linesweep calls, in memory, with its limits and its refusals. A
 * fault may stand before any call.
 */
final class StubMlflow implements AutoCloseable {
  private static final Pattern FILTER = Pattern.compile("tags\\.`([^`]+)` = '([^']*)'");
  private static final int PAGE = 7;

  final Map<String, Run> runs = new LinkedHashMap<>();
  final Map<String, byte[]> files = new TreeMap<>();
  final List<String> calls = new ArrayList<>();
  final Map<String, String> experiments = new LinkedHashMap<>();
  String location = "mlflow-artifacts:/7";
  String authorization = "";
  BiFunction<String, Integer, Fault> faults = (call, count) -> Fault.NONE;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** What comes instead of, or after, what was asked for. */
  enum Fault {
    NONE,
    /** Nothing is done, and nothing comes. */
    SILENCE,
    /** It is done, and nothing comes. */
    LOST_ANSWER,
    INTERNAL,
    BUSY,
    MOVED,
    WEB_PAGE
  }

  static final class Run {
    final String id;
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();

    /** By key, then step and time. */
    final Map<String, Map<String, Double>> metrics = new TreeMap<>();

    String status = "RUNNING";
    boolean deleted;

    Run(String id) {
      this.id = id;
    }
  }

  StubMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Run> parents() {
    return active().stream().filter(run -> !run.tags.containsKey("mlflow.parentRunId")).toList();
  }

  List<Run> children() {
    return active().stream().filter(run -> run.tags.containsKey("mlflow.parentRunId")).toList();
  }

  private List<Run> active() {
    return runs.values().stream().filter(run -> !run.deleted).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fault fault;
    synchronized (this) {
      calls.add(call);
      fault = faults.apply(call, (int) calls.stream().filter(call::equals).count());
    }
    String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    switch (fault) {
      case SILENCE -> silence();
      case INTERNAL -> answer(exchange, 500, Map.of("error_code", "INTERNAL_ERROR"));
      case BUSY -> answer(exchange, 429, Map.of("message", "slower"));
      case MOVED -> {
        exchange.getResponseHeaders().set("Location", "https://login.example/");
        answer(exchange, 302, Map.of());
      }
      case WEB_PAGE -> answer(exchange, 200, "<html>hello</html>");
      default -> {
        if (!authorization.isEmpty() && !authorization.equals(sent)) {
          answer(exchange, 401, Map.of("message", "no access for " + sent));
        } else {
          Answer answer = done(exchange, body);
          if (fault == Fault.LOST_ANSWER) {
            silence();
          }
          answer(exchange, answer.status, answer.body);
        }
      }
    }
  }

  private static void silence() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private record Answer(int status, Map<String, ?> body) {}

  private static void answer(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    answer(exchange, status, Json.of(body));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer done(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String files = "/api/2.0/mlflow-artifacts/artifacts/";
    if (path.startsWith(files)) {
      this.files.put(path.substring(files.length()), body);
      return new Answer(200, Map.of());
    }
    JsonNode json =
        body.length == 0
            ? JsonMapper.builder().build().createObjectNode()
            : JsonMapper.builder().build().readTree(body);
    return switch (path.replaceFirst("^/api/2\\.0/mlflow/", "")) {
      case "experiments/get-by-name" -> experiment(exchange.getRequestURI().getRawQuery());
      case "experiments/create" -> create(json.path("name").asText());
      case "runs/create" -> createRun(json);
      case "runs/search" -> search(json);
      case "runs/log-batch" -> batch(json);
      case "runs/set-tag" -> {
        run(json).tags.put(json.path("key").asText(), json.path("value").asText());
        yield new Answer(200, Map.of());
      }
      case "runs/update" -> {
        run(json).status = json.path("status").asText();
        yield new Answer(200, Map.of());
      }
      case "runs/delete" -> {
        run(json).deleted = true;
        yield new Answer(200, Map.of());
      }
      default -> new Answer(404, Map.of());
    };
  }

  private Answer experiment(String query) {
    String name =
        URLDecoder.decode(query.replaceFirst("experiment_name=", ""), StandardCharsets.UTF_8);
    return experiments.containsKey(name)
        ? new Answer(
            200,
            Map.of(
                "experiment",
                Map.of("experiment_id", "7", "lifecycle_stage", experiments.get(name))))
        : refused(404, "RESOURCE_DOES_NOT_EXIST", "no experiment " + name);
  }

  private Answer create(String name) {
    experiments.put(name, "active");
    return new Answer(200, Map.of("experiment_id", "7"));
  }

  private static Answer refused(int status, String code, String message) {
    return new Answer(status, Map.of("error_code", code, "message", message));
  }

  private Answer createRun(JsonNode json) {
    Run run = new Run("run" + runs.size());
    runs.put(run.id, run);
    json.path("tags").forEach(t -> run.tags.put(t.path("key").asText(), t.path("value").asText()));
    return new Answer(200, Map.of("run", shown(run)));
  }

  private Map<String, Object> shown(Run run) {
    return Map.of(
        "info",
        Map.of("run_id", run.id, "artifact_uri", location + "/" + run.id + "/artifacts"),
        "data",
        Map.of("params", pairs(run.params), "tags", pairs(run.tags)));
  }

  private static List<Map<String, String>> pairs(Map<String, String> all) {
    return all.entrySet().stream()
        .map(each -> Map.of("key", each.getKey(), "value", each.getValue()))
        .toList();
  }

  private Answer search(JsonNode json) {
    Matcher filter = FILTER.matcher(json.path("filter").asText());
    if (!filter.matches() || !json.path("run_view_type").asText().equals("ACTIVE_ONLY")) {
      return refused(400, "INVALID_PARAMETER_VALUE", "filter " + json.path("filter"));
    }
    List<Map<String, Object>> found =
        active().stream()
            .filter(run -> filter.group(2).equals(run.tags.get(filter.group(1))))
            .map(this::shown)
            .toList();
    int from = json.path("page_token").asInt(0);
    int to = Math.min(found.size(), from + PAGE);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("runs", found.subList(from, to));
    if (to < found.size()) {
      answer.put("next_page_token", Integer.toString(to));
    }
    return new Answer(200, answer);
  }

  private Answer batch(JsonNode json) {
    Run run = run(json);
    int metrics = json.path("metrics").size();
    int params = json.path("params").size();
    int tags = json.path("tags").size();
    if (params > 100 || tags > 100 || metrics > 1000 || metrics + params + tags > 1000) {
      return refused(400, "INVALID_PARAMETER_VALUE", "too many at once");
    }
    for (JsonNode param : json.path("params")) {
      String earlier = run.params.get(param.path("key").asText());
      if (earlier != null && !earlier.equals(param.path("value").asText())) {
        return refused(400, "INVALID_PARAMETER_VALUE", "changed " + param);
      }
      run.params.put(param.path("key").asText(), param.path("value").asText());
    }
    json.path("tags").forEach(t -> run.tags.put(t.path("key").asText(), t.path("value").asText()));
    for (JsonNode metric : json.path("metrics")) {
      if (!metric.path("value").isNumber() || !metric.path("timestamp").isIntegralNumber()) {
        return refused(400, "INVALID_PARAMETER_VALUE", "no number " + metric);
      }
      run.metrics
          .computeIfAbsent(metric.path("key").asText(), key -> new TreeMap<>())
          .put(
              metric.path("step") + " " + metric.path("timestamp"),
              metric.path("value").asDouble());
    }
    return new Answer(200, Map.of());
  }

  private Run run(JsonNode json) {
    return Objects.requireNonNull(runs.get(json.path("run_id").asText()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
