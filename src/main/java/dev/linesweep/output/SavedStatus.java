package dev.linesweep.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.linesweep.result.OutputFile;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/**
 * What {@code status.json} says of the last run in a folder.
 *
 * @param state as the file has it; empty if there is no such file, or it is damaged
 * @param written by the driver's clock; the epoch if there is no such file
 * @param total trials of the sweep
 * @param done those with a result
 */
public record SavedStatus(String state, Instant written, long total, long done) {

  public static SavedStatus of(OutputFolder folder) throws IOException {
    JsonNode json = json(folder);
    JsonNode trials = json.path("trials");
    return new SavedStatus(
        json.path("state").asText(),
        instant(json.path("written").asText()),
        trials.path("total").asLong(),
        trials.path("done").asLong());
  }

  private static JsonNode json(OutputFolder folder) throws IOException {
    try {
      return FolderJson.ifThere(folder, folder.file(OutputFile.STATUS));
    } catch (JobException damaged) {
      return MissingNode.getInstance();
    }
  }

  private static Instant instant(String text) {
    try {
      return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /**
   * How the sweep stands, in a word: {@code complete}, {@code partial}, {@code failed}, {@code
   * interrupted}, {@code running}, or {@code died} if it should run and has not said so for {@link
   * StatusJson#STALE}; {@code begun} if nothing is known.
   */
  public String standing(Instant now) {
    if (state.isEmpty()) {
      return "begun";
    }
    boolean running = state.equals(StatusJson.RunState.RUNNING.name());
    return running && written.plus(StatusJson.STALE).isBefore(now)
        ? "died"
        : state.toLowerCase(Locale.ROOT);
  }
}
