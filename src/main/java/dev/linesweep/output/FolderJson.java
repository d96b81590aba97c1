package dev.linesweep.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Reads the JSON files of a folder. */
final class FolderJson {
  private FolderJson() {}

  /**
   * @throws dev.linesweep.spec.JobException if it does not exist yet, or is not JSON
   */
  static JsonNode read(OutputFolder folder, Path file) throws IOException {
    try {
      return JsonMapper.builder().build().readTree(folder.text(file));
    } catch (JsonProcessingException e) {
      throw OutputFolder.damaged(file);
    }
  }

  /** The same, or a missing node if there is no file. */
  static JsonNode ifThere(OutputFolder folder, Path file) throws IOException {
    return folder.exists(file) ? read(folder, file) : MissingNode.getInstance();
  }
}
