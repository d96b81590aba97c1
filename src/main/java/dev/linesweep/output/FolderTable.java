package dev.linesweep.output;

import dev.linesweep.result.OutputFile;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Makes the output folder a table of its trials for Spark: {@code spark.read.parquet(OUT)}.
 *
 * <p>A folder that a stream wrote has a log of its files in {@code _spark_metadata}, and Spark
 * reads the logged files only. So a log with {@code trials.parquet} as the only file hides all
 * others from Spark, and from nobody else. The log has the full path of the file: in a copy of the
 * folder Spark finds no file, and says so, until this has been written again.
 *
 * <p>The format is version 1 of Spark's {@code FileStreamSinkLog}: the version, then one file per
 * line as JSON with the fields of its {@code SinkFileStatus}.
 */
public record FolderTable(OutputFolder folder) {
  private static final String FIRST_BATCH = "0";

  /** Writes the log; the trials must be there. */
  public void write() throws IOException {
    FileStatus trials = folder.status(folder.trials());
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", trials.getPath().toUri().toString());
    file.put("size", trials.getLen());
    file.put("isDir", false);
    file.put("modificationTime", trials.getModificationTime());
    file.put("blockReplication", (int) trials.getReplication());
    file.put("blockSize", trials.getBlockSize());
    file.put("action", "add");
    folder.write(
        new Path(folder.file(OutputFile.TABLE), FIRST_BATCH), "v1\n" + Json.onOneLine(file));
  }

  /** Removes the log, before the trials change. */
  public void remove() throws IOException {
    folder.remove(folder.file(OutputFile.TABLE));
  }
}
