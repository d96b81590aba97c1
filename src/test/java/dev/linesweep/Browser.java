package dev.linesweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, driven over its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS = 60;

  private final Process process;
  private final URI endpoint;

  private Browser(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** The browser that is installed; {@code CHROME} in the environment names another. */
  static Optional<Path> installed() {
    String named = System.getenv("CHROME");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                installed().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        process.destroyForcibly();
        throw new IllegalStateException("the browser did not start");
      }
      Thread.sleep(50);
    }
    return new Browser(
        process, URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/"));
  }

  /** Opens a file in a page of its own and waits until it is loaded. */
  Page open(Path file, int width, boolean dark) throws Exception {
    HttpResponse<String> made =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(endpoint.resolve("json/new?about:blank"))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    String socket = JSON.readTree(made.body()).path("webSocketDebuggerUrl").asText();
    Page page = new Page(socket);
    page.send("Page.enable", Map.of());
    page.send("Runtime.enable", Map.of());
    page.send("Log.enable", Map.of());
    page.send("Network.enable", Map.of());
    page.send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", width < 600));
    page.send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    page.send("Page.navigate", Map.of("url", file.toUri().toString()));
    page.loaded.get(SECONDS, TimeUnit.SECONDS);
    return page;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** A page, and what it said and asked for. */
  static final class Page implements WebSocket.Listener {
    final List<String> errors = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    private int last;

    Page(String url) throws Exception {
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create(url), this)
              .get(SECONDS, TimeUnit.SECONDS);
    }

    JsonNode send(String method, Map<String, ?> parameters) throws Exception {
      int id = ++last;
      CompletableFuture<JsonNode> answer = new CompletableFuture<>();
      answers.put(id, answer);
      ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
      message.set("params", JSON.valueToTree(parameters));
      socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
      return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    /** The value of an expression in the page. */
    JsonNode value(String expression) throws Exception {
      JsonNode answer =
          send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
      if (answer.path("result").has("exceptionDetails")) {
        throw new AssertionError(answer.toString());
      }
      return answer.path("result").path("result").path("value");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean whole) {
      part.append(text);
      if (whole) {
        String message = part.toString();
        part.setLength(0);
        take(message);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void take(String message) {
      JsonNode json;
      try {
        json = JSON.readTree(message);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      CompletableFuture<JsonNode> answer =
          json.has("id") ? answers.remove(json.path("id").asInt()) : null;
      if (answer != null) {
        answer.complete(json);
      }
      JsonNode event = json.path("params");
      switch (json.path("method").asText()) {
        case "Page.loadEventFired" -> loaded.complete(true);
        case "Network.requestWillBeSent" ->
            requests.add(event.path("request").path("url").asText());
        case "Runtime.exceptionThrown" -> errors.add(event.toString());
        case "Runtime.consoleAPICalled" -> {
          if (List.of("error", "warning").contains(event.path("type").asText())) {
            errors.add(event.toString());
          }
        }
        case "Log.entryAdded" -> errors.add(event.toString());
        default -> {}
      }
    }
  }
}
