package dev.linesweep.track;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.linesweep.result.OutputFile;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.track.TrackedRun.Span;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** When the latest run of a folder's sweep began and ended, by its {@code status.json}. */
record SavedTimes(JsonNode status) {

  static SavedTimes of(OutputFolder folder) throws IOException {
    if (!folder.exists(folder.file(OutputFile.STATUS))) {
      return new SavedTimes(MissingNode.getInstance());
    }
    try {
      return new SavedTimes(
          JsonMapper.builder().build().readTree(folder.text(folder.file(OutputFile.STATUS))));
    } catch (JsonProcessingException e) {
      throw OutputFolder.damaged(folder.file(OutputFile.STATUS));
    }
  }

  Span span(boolean well) {
    return new Span(instant("began"), instant("written"), well);
  }

  double seconds() {
    return (instant("written").toEpochMilli() - instant("began").toEpochMilli()) / 1e3;
  }

  private Instant instant(String field) {
    try {
      return Instant.parse(status.path(field).asText());
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
