package dev.linesweep.track;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.linesweep.data.Sha256;
import dev.linesweep.result.OutputFile;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code tracking.json}: the server that the outputs of a folder were sent to, or should have been.
 *
 * @param mlflow the server, without a user and a password
 * @param unsent why the server does not have the outputs; empty if it has them
 * @param run the server's identity of the run that has them; empty if it is not known
 * @param page the address to view it
 * @param outputs a stamp of these outputs
 */
public record TrackingFile(
    String mlflow,
    String experiment,
    int top,
    String unsent,
    String run,
    String page,
    String outputs) {
  private static final int VERSION = 1;

  /** The server has them. */
  static TrackingFile sent(TrackingTarget target, Tracker.Sent sent, String outputs) {
    return of(target, "", sent.run(), sent.page(), outputs);
  }

  /** The server does not have them. */
  static TrackingFile unsent(TrackingTarget target, String reason, String run, String outputs) {
    return of(target, reason, run, "", outputs);
  }

  private static TrackingFile of(
      TrackingTarget target, String unsent, String run, String page, String outputs) {
    return new TrackingFile(
        target.address(), target.experiment(), target.top(), unsent, run, page, outputs);
  }

  /** Reads the file; empty if it is missing or cannot be read. */
  public static Optional<TrackingFile> read(OutputFolder folder) throws IOException {
    if (!folder.exists(folder.file(OutputFile.TRACKING))) {
      return Optional.empty();
    }
    try {
      JsonNode json =
          JsonMapper.builder().build().readTree(folder.text(folder.file(OutputFile.TRACKING)));
      return json.path("version").asInt() == VERSION
          ? Optional.of(
              new TrackingFile(
                  json.path("mlflow").asText(),
                  json.path("experiment").asText(),
                  json.path("top").asInt(),
                  json.path("unsent").asText(),
                  json.path("run").asText(),
                  json.path("page").asText(),
                  json.path("outputs").asText()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  void write(OutputFolder folder) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", VERSION);
    fields.put("state", unsent.isEmpty() ? "SENT" : "UNSENT");
    fields.put("unsent", unsent);
    fields.put("mlflow", mlflow);
    fields.put("experiment", experiment);
    fields.put("top", top);
    fields.put("run", run);
    fields.put("page", page);
    fields.put("outputs", outputs);
    folder.write(folder.file(OutputFile.TRACKING), Json.of(fields));
  }

  /** A stamp of the current outputs: each run of a sweep writes a different provenance. */
  static String stamp(OutputFolder folder) throws IOException {
    MessageDigest digest = Sha256.digest();
    digest.update(folder.text(folder.file(OutputFile.PROVENANCE)).getBytes(StandardCharsets.UTF_8));
    return Sha256.half(digest);
  }

  boolean isOf(TrackingTarget target) {
    return mlflow.equals(target.address()) && experiment.equals(target.experiment());
  }

  /** Whether the server has these outputs, with as many settings. */
  boolean has(TrackingTarget target, String stamp) {
    return unsent.isEmpty() && isOf(target) && top == target.top() && outputs.equals(stamp);
  }
}
