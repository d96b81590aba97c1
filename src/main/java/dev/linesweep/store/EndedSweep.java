package dev.linesweep.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.linesweep.result.OutputFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * {@code journal/ended.json}: what a finished sweep left in its folder. From it a later run of the
 * same job knows that the outputs are complete.
 *
 * @param version of the Linesweep that wrote the outputs
 * @param check the result of the winner's check by plain DL4J, as a sentence
 * @param asked recognizes the same command before it has read its data
 * @param files length and CRC-32C by name, without the journal and the files that change later
 * @param journal number and length of its blocks
 * @param sums over all trials, to report on them again
 */
public record EndedSweep(
    String version,
    String check,
    Asked asked,
    Map<String, String> files,
    String journal,
    JsonNode sums) {
  private static final String NAME = "ended.json";
  private static final String FORMAT = "linesweep ended sweep 5";
  private static final String CRC = "crc32c";
  private static final int BUFFER = 1 << 16;

  /** The files that change after the outputs are complete, or with the folder's path. */
  private static final Set<OutputFile> LEFT_OUT =
      EnumSet.of(OutputFile.JOURNAL, OutputFile.STATUS, OutputFile.TRACKING, OutputFile.TABLE);

  public EndedSweep {
    files = Map.copyOf(files);
  }

  /**
   * The command that was run.
   *
   * @param command a stamp of the job and the settings; empty for none
   * @param source a stamp of the data; empty if only reading the data can identify it
   * @param notes the notes about the data
   */
  public record Asked(String command, String source, long trials, List<String> notes) {
    public Asked {
      notes = List.copyOf(notes);
    }

    /** Whether this is known to be the same command on the same data. */
    public boolean isThat(String otherCommand, String otherSource) {
      return !command.isEmpty()
          && !source.isEmpty()
          && command.equals(otherCommand)
          && source.equals(otherSource);
    }
  }

  /** Writes the file for the outputs as they are now. */
  public static void write(
      Configuration hadoop,
      OutputFolder folder,
      String version,
      String check,
      Asked asked,
      JsonNode sums)
      throws IOException {
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    json.put("format", FORMAT).put("version", version).put("check", check);
    json.put("journal", Journal.size(hadoop, folder.journal()));
    ObjectNode command = json.putObject("asked");
    command.put("command", asked.command()).put("source", asked.source());
    command.put("trials", asked.trials());
    asked.notes().forEach(command.putArray("notes")::add);
    ObjectNode files = json.putObject("files");
    for (Map.Entry<String, Path> output : outputs(hadoop, folder).entrySet()) {
      files.put(output.getKey(), sum(hadoop, output.getValue()));
    }
    json.set("sums", sums);
    json.put(CRC, crc(read(json.toString())));
    folder.write(path(folder), json + "\n");
  }

  /** Reads the file; empty if it is missing or incomplete. */
  public static Optional<EndedSweep> read(OutputFolder folder) throws IOException {
    JsonNode json;
    try {
      if (!folder.exists(path(folder))) {
        return Optional.empty();
      }
      json = read(folder.text(path(folder)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!json.path("format").asText().equals(FORMAT) || !hasItsCrc(json)) {
      return Optional.empty();
    }
    Map<String, String> files = new TreeMap<>();
    json.path("files").properties().forEach(f -> files.put(f.getKey(), f.getValue().asText()));
    return Optional.of(
        new EndedSweep(
            json.path("version").asText(),
            json.path("check").asText(),
            asked(json.path("asked")),
            files,
            json.path("journal").asText(),
            json.path("sums")));
  }

  private static JsonNode read(String text) throws JsonProcessingException {
    return JsonMapper.builder().build().readTree(text);
  }

  /** Whether the file is unchanged, since its content is shown again. */
  private static boolean hasItsCrc(JsonNode json) {
    ObjectNode rest = json.deepCopy();
    String crc = rest.path(CRC).asText();
    rest.remove(CRC);
    return crc.equals(crc(rest));
  }

  private static String crc(JsonNode json) {
    CRC32C sum = new CRC32C();
    sum.update(json.toString().getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(sum.getValue());
  }

  private static Asked asked(JsonNode json) {
    List<String> notes = new ArrayList<>();
    json.path("notes").forEach(note -> notes.add(note.asText()));
    return new Asked(
        json.path("command").asText(),
        json.path("source").asText(),
        json.path("trials").asLong(),
        notes);
  }

  /** Whether the journal has the number and length of blocks that the sweep left. */
  public boolean hasItsJournal(Configuration hadoop, OutputFolder folder) throws IOException {
    return Journal.size(hadoop, folder.journal()).equals(journal);
  }

  /** Whether every output still has the bytes that the sweep left, and the status is final. */
  public boolean isWhole(Configuration hadoop, OutputFolder folder) throws IOException {
    if (!hasFinalStatus(folder)) {
      return false;
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      try {
        if (!sum(hadoop, folder.file(file.getKey())).equals(file.getValue())) {
          return false;
        }
      } catch (FileNotFoundException | NoSuchFileException e) {
        return false;
      }
    }
    return !files.isEmpty();
  }

  /** A driver that was killed at the very end left a status that says it is running. */
  private static boolean hasFinalStatus(OutputFolder folder) throws IOException {
    Path status = folder.file(OutputFile.STATUS);
    try {
      return folder.exists(status)
          && read(folder.text(status)).path("state").asText().equals("COMPLETE");
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static Path path(OutputFolder folder) {
    return new Path(folder.journal(), NAME);
  }

  private static Map<String, Path> outputs(Configuration hadoop, OutputFolder folder)
      throws IOException {
    Map<String, Path> outputs = new TreeMap<>();
    for (OutputFile file : OutputFile.outermost()) {
      if (!LEFT_OUT.contains(file)) {
        add(hadoop, outputs, file.path(), folder.file(file));
      }
    }
    return outputs;
  }

  private static void add(Configuration hadoop, Map<String, Path> outputs, String name, Path path)
      throws IOException {
    for (FileStatus status : FolderFiles.of(hadoop, path)) {
      if (status.isDirectory()) {
        add(hadoop, outputs, name + "/" + status.getPath().getName(), status.getPath());
      } else if (status.getPath().getName().equals(path.getName())) {
        outputs.put(name, path);
      } else {
        outputs.put(name + "/" + status.getPath().getName(), status.getPath());
      }
    }
  }

  private static String sum(Configuration hadoop, Path file) throws IOException {
    CRC32C sum = new CRC32C();
    long length = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = open(hadoop, file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
        length += read;
      }
    }
    return "%d bytes, crc32c %08x".formatted(length, sum.getValue());
  }

  private static InputStream open(Configuration hadoop, Path file) throws IOException {
    return LocalFiles.isLocal(file)
        ? Files.newInputStream(LocalFiles.of(file))
        : file.getFileSystem(hadoop).open(file);
  }
}
