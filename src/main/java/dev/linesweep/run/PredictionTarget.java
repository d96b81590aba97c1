package dev.linesweep.run;

import dev.linesweep.spec.JobException;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where predictions go; the name decides the format. */
record PredictionTarget(Path path, String written, Format format) {
  private static final String KNOWN =
      "Name one file x.csv, x.csv.gz, x.json (an array), x.jsonl (one object per line) or"
          + " x.parquet, or a folder of Parquet files by a name without a dot.";

  /** The format that a name stands for. */
  enum Format {
    CSV,
    CSV_GZ,
    JSON,
    JSON_LINES,
    PARQUET,
    PARQUET_FOLDER
  }

  /**
   * Reads the name.
   *
   * @throws JobException if the name's format cannot be written
   */
  static PredictionTarget of(String name) {
    Path path;
    try {
      path = new Path(name);
    } catch (IllegalArgumentException failure) {
      throw new JobException("--to: \"%s\" is not a path. %s".formatted(name, KNOWN));
    }
    return new PredictionTarget(path, name, format(name, path.getName()));
  }

  private static Format format(String written, String last) {
    String name = last.toLowerCase(Locale.ROOT);
    if (written.endsWith("/") || name.lastIndexOf('.') < 0) {
      return Format.PARQUET_FOLDER;
    }
    if (name.endsWith(".csv")) {
      return Format.CSV;
    }
    if (name.endsWith(".csv.gz")) {
      return Format.CSV_GZ;
    }
    if (name.endsWith(".json")) {
      return Format.JSON;
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return Format.JSON_LINES;
    }
    if (name.endsWith(".parquet")) {
      return Format.PARQUET;
    }
    throw new JobException(
        "--to: \"%s\" has no format that can be written. %s".formatted(written, KNOWN));
  }

  /**
   * Refuses to replace an existing target, before anything is computed.
   *
   * @param overwrite whether the user allows it; a folder is replaced only if it contains nothing
   *     but Parquet files as Spark writes them
   */
  void requireFree(Configuration hadoop, String data, boolean overwrite) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    if (!files.exists(path)) {
      return;
    }
    Path table = new Path(data);
    if (files.makeQualified(path).equals(table.getFileSystem(hadoop).makeQualified(table))) {
      throw new JobException(
          "--to: %s is the table of --data. Give another name.".formatted(written));
    }
    boolean folder = files.getFileStatus(path).isDirectory();
    if (folder != (format == Format.PARQUET_FOLDER)) {
      throw new JobException(
          "--to: %s already exists and is a %s. Give another name."
              .formatted(written, folder ? "folder" : "file"));
    }
    if (!overwrite) {
      throw new JobException(
          "--to: %s already exists. Add --overwrite to replace it, or give another name."
              .formatted(written));
    }
    if (folder && !onlyParquet(files)) {
      throw new JobException(
          "--to: the folder %s contains files that are not predictions. Give another name."
              .formatted(written));
    }
  }

  private boolean onlyParquet(FileSystem files) throws IOException {
    for (FileStatus file : files.listStatus(path)) {
      if (file.isDirectory()
          || !file.getPath().getName().matches("\\.?(_SUCCESS|part-.*\\.parquet)(\\.crc)?")) {
        return false;
      }
    }
    return true;
  }

  /** An unused name in the same folder. */
  Path aside() {
    String random = "%08x".formatted(new java.util.Random(System.nanoTime()).nextInt());
    return new Path(path.getParent(), "." + path.getName() + "." + random + ".tmp");
  }
}
