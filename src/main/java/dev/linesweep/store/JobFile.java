package dev.linesweep.store;

import dev.linesweep.fault.Faults;
import dev.linesweep.spec.FileFormat;
import dev.linesweep.spec.JobException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * The text of a job file and where it is.
 *
 * @param uri as the user wrote it; relative data paths are resolved against its folder
 */
public record JobFile(String uri, String text) {
  private static final int MAX_BYTES = 4 << 20;
  private static final Set<String> TABLES =
      Set.of("csv", "tsv", "tab", "parquet", "pq", "orc", "jsonl", "ndjson");
  private static final Set<String> SHEETS = Set.of("xlsx", "xls", "xlsm", "ods");

  /**
   * Reads a job file from a local path or any Hadoop URI.
   *
   * @param hadoop called only for a URI, since making a configuration takes time
   * @throws JobException if it cannot be read
   */
  public static JobFile read(Supplier<Configuration> hadoop, String location) {
    try (InputStream in = open(hadoop, location)) {
      requireNoData(location);
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new JobException(location + ": a job file has at most 4 MiB. Is this one?");
      }
      return new JobFile(location, new String(bytes, StandardCharsets.UTF_8));
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new JobException(location + ": there is no such job file. Examples are under jobs/.");
    } catch (IOException e) {
      throw new JobException(location + ": cannot read the job file: " + Faults.line(e));
    }
  }

  private static void requireNoData(String location) {
    String ending = FileFormat.ending(location);
    if (SHEETS.contains(ending)) {
      throw new JobException(
          "%s: this is a data file; save the sheet as CSV, and give a job file (YAML) with its path under data"
                  .formatted(location)
              + ".");
    }
    if (TABLES.contains(ending)) {
      throw new JobException(
          "%1$s: this is a data file; give a job file (YAML) with path: %1$s under data."
              .formatted(location));
    }
  }

  private static InputStream open(Supplier<Configuration> hadoop, String location)
      throws IOException {
    if (!location.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
      return openLocal(local(location));
    }
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(location);
    FileSystem files = path.getFileSystem(hadoop.get());
    return files.open(path);
  }

  private static Path local(String location) {
    try {
      return Path.of(location);
    } catch (InvalidPathException e) {
      throw new JobException(
          location + ": this locale cannot name such a file. Set LC_ALL=C.UTF-8 and start again.");
    }
  }

  private static InputStream openLocal(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      requireNoData(file.toString());
      throw new JobException(file + ": this is a folder, not a job file.");
    }
    return Files.newInputStream(file);
  }
}
