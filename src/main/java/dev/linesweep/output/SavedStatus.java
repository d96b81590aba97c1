package dev.linesweep.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.linesweep.result.OutputFile;
import dev.linesweep.store.LeftLock;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * The last run in a folder, by {@code status.json}.
 *
 * @param state the state in the file; empty if there is no file
 * @param began when the run began, by the driver's clock; the epoch if that is not known
 * @param written when the file was written; the epoch if that is not known
 * @param total trials of the sweep
 * @param done trials with a result
 * @param host of the driver; empty if that is not known
 */
public record SavedStatus(
    String state, Instant began, Instant written, long total, long done, String host) {
  static final SavedStatus UNKNOWN = new SavedStatus("", Instant.EPOCH, Instant.EPOCH, 0, 0, "");

  /**
   * Reads the file, if it is there.
   *
   * @throws dev.linesweep.spec.JobException if it is damaged
   */
  public static SavedStatus of(OutputFolder folder) throws IOException {
    JsonNode json = FolderJson.ifThere(folder, folder.file(OutputFile.STATUS));
    JsonNode trials = json.path("trials");
    return new SavedStatus(
        json.path("state").asText(),
        instant(json.path("began").asText()),
        instant(json.path("written").asText()),
        trials.path("total").asLong(),
        trials.path("done").asLong(),
        json.path("host").asText());
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  /** How long the run had taken when this was written. */
  public double seconds() {
    return (written.toEpochMilli() - began.toEpochMilli()) / 1e3;
  }

  /**
   * The state of the sweep in one word: {@code complete}, {@code partial}, {@code failed}, {@code
   * interrupted}, {@code running}, or {@code died} if it should be running but its process has
   * ended or has not written for {@link StatusJson#STALE}; {@code begun} if nothing is known.
   *
   * <p>Not for the process that runs the sweep ({@link LeftLock}).
   */
  public String standing(OutputFolder folder, Instant now) {
    if (state.isEmpty()) {
      return "begun";
    }
    boolean running = state.equals(StatusJson.RunState.RUNNING.name());
    return running && (written.plus(StatusJson.STALE).isBefore(now) || LeftLock.isIn(folder, host))
        ? "died"
        : state.toLowerCase(Locale.ROOT);
  }
}
