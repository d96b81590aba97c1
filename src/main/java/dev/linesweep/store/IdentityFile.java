package dev.linesweep.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** {@code journal/format.json}: the format of the journal, and the identity of its folder. */
record IdentityFile(Configuration hadoop, Path path) {
  static final String NAME = "format.json";
  private static final String FORMAT = "linesweep journal " + BlockFormat.VERSION;

  /**
   * @param folder the folder, for messages
   * @return empty if there is no such file
   * @throws JobException if the file is damaged or of another format
   */
  Optional<Identity> read(OutputFolder folder) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    if (!files.exists(path)) {
      return Optional.empty();
    }
    JsonNode json;
    try (InputStream in = files.open(path)) {
      json = new ObjectMapper().readTree(in);
    } catch (JsonProcessingException e) {
      throw new JobException(
          LocalFiles.display(path)
              + " is damaged. Sweep again with --fresh, or into another --out folder.");
    }
    requireFormat(json.path("format").asText(), folder);
    Map<String, String> fields = new LinkedHashMap<>();
    json.path("identity")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    return Optional.of(new Identity(fields));
  }

  private static void requireFormat(String format, OutputFolder folder) {
    if (!format.equals(FORMAT)) {
      throw new JobException(
          "%s holds \"%s\", and this Linesweep reads \"%s\". Use the Linesweep that wrote it, or another --out folder."
              .formatted(folder, format, FORMAT));
    }
  }

  void write(Identity identity) throws IOException {
    ObjectNode json = new ObjectMapper().createObjectNode().put("format", FORMAT);
    ObjectNode fields = json.putObject("identity");
    identity.fields().forEach(fields::put);
    AtomicFile.write(hadoop, path, json.toPrettyString().replace("\r\n", "\n") + "\n");
  }
}
