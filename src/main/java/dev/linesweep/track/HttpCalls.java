package dev.linesweep.track;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.linesweep.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls to one server, for JSON and for files. A call with a temporary failure is made up to
 * {@value #ATTEMPTS} times, as long as the patience lasts. Redirections are not followed, since
 * they would pass on the credentials.
 */
final class HttpCalls {
  static final int ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final long SLOWEST_BYTES_A_SECOND = 1 << 20;

  private final String address;
  private final Credentials credentials;
  private final Patience patience;
  private final ServerFaults faults;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(ProxySelector.getDefault())
          .build();

  /**
   * @param server its address, without a slash at its end
   */
  HttpCalls(URI server, Credentials credentials, Patience patience) {
    this.address = server.toString();
    this.credentials = credentials;
    this.patience = patience;
    this.faults = new ServerFaults(address, credentials);
  }

  /** Explains what is wrong with the server. */
  ServerFaults faults() {
    return faults;
  }

  /**
   * @param path with its query, both encoded
   */
  JsonNode get(String path) throws InterruptedException {
    return repeated(request(path, ANSWER).GET().build(), ANSWER, ATTEMPTS);
  }

  JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
    return repeated(posted(path, body), ANSWER, ATTEMPTS);
  }

  /** A call that must not be repeated without checking what the first one did. */
  JsonNode postOnce(String path, Map<String, ?> body) throws InterruptedException {
    return repeated(posted(path, body), ANSWER, 1);
  }

  void put(String path, TrackedFile file) throws InterruptedException {
    Duration time = ANSWER.plusSeconds(file.length() / SLOWEST_BYTES_A_SECOND);
    HttpRequest request =
        request(path, time)
            .header("Content-Type", "application/octet-stream")
            .PUT(content(file))
            .build();
    repeated(request, time, ATTEMPTS);
  }

  private static BodyPublisher content(TrackedFile file) {
    return file.length() == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> opened(file)), file.length());
  }

  private static InputStream opened(TrackedFile file) {
    try {
      return file.content().open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest posted(String path, Map<String, ?> body) {
    return request(path, ANSWER)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(Json.of(body)))
        .build();
  }

  private HttpRequest.Builder request(String path, Duration time) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(time)
            .header("Accept", "application/json")
            .header("User-Agent", "linesweep");
    return credentials.areNone() ? request : request.header("Authorization", credentials.header());
  }

  private JsonNode repeated(HttpRequest request, Duration time, int attempts)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      long began = patience.now();
      try {
        return once(request, time);
      } catch (TrackingException failure) {
        patience.failedSince(began);
        if (!failure.isPassing() || attempt >= attempts) {
          throw failure;
        }
        pause(attempt, failure);
      }
    }
  }

  /** Waits longer after each failure, and not at all if another attempt cannot succeed. */
  void pause(int attempt, TrackingException failure) throws InterruptedException {
    long began = patience.now();
    Duration pause = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
    if (patience.left().compareTo(pause) <= 0) {
      throw failure;
    }
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    patience.failedSince(began);
  }

  private JsonNode once(HttpRequest request, Duration time) throws InterruptedException {
    if (patience.isOver()) {
      throw TrackingException.lasting(
          "%s is too slow to receive everything in time. Send the rest when it is less busy"
              .formatted(address));
    }
    if (patience.left().isNegative()) {
      throw faults.late();
    }
    long left = Math.max(1, Math.min(time.toMillis(), patience.inAll().toMillis()));
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.ofString());
    try {
      return accepted(answer.get(left, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw faults.late();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure
          ? faults.of(failure)
          : new IllegalStateException(e.getCause());
    } finally {
      answer.cancel(true); // does nothing if the answer has arrived
    }
  }

  private JsonNode accepted(HttpResponse<String> response) {
    JsonNode body = json(response.body());
    if (ServerFaults.isFault(response)) {
      throw faults.of(response, body);
    }
    boolean nothing = response.body().isBlank(); // the answer to a file
    if (!body.isObject() && !nothing) {
      throw faults.foreign();
    }
    return body;
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
