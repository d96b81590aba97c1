package dev.linesweep.spark;

import dev.linesweep.spark.table.Predictor;
import dev.linesweep.spark.table.SparkErrors;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.AtomicFile;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepFolders;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Predicts a table with the best model of a sweep: read, predict, write. */
public final class PredictionRun {
  private final Request request;
  private final SparkHandle spark;
  private final Configuration hadoop;

  /**
   * What to predict, and where predictions go. Each is a path or any Hadoop URI.
   *
   * @param out the sweep's folder; empty for the latest under {@code runs}
   * @param data the table to predict
   * @param to one file where the name ends in {@code .csv}, else a folder of Parquet files; empty
   *     for CSV on the writer that {@link #run} is given
   */
  public record Request(String out, String data, String to) {}

  /**
   * How it went.
   *
   * @param folder whose best model predicted
   * @param missing rows that have no prediction, since a feature is missing
   */
  public record Outcome(String folder, long rows, long missing) {}

  private PredictionRun(Request request, SparkHandle spark) {
    this.request = request;
    this.spark = spark;
    this.hadoop = spark.context().hadoopConfiguration();
  }

  /**
   * Predicts and writes.
   *
   * @param results takes the predictions where no file does
   * @throws JobException where there is no model or no such table, the table does not suit the
   *     model, or the file cannot be written
   */
  public static Outcome run(Request request, SparkHandle spark, Writer results) throws IOException {
    return new PredictionRun(request, spark).run(results);
  }

  private Outcome run(Writer results) throws IOException {
    OutputFolder folder = SweepFolders.named(hadoop, request.out());
    SavedModel model = SavedModel.read(folder);
    requireWritable();
    Predictor.Predictions predictions = model.predict(spark.session(), request.data());
    if (request.to().isEmpty()) {
      PredictionCsv.write(predictions.rows(), results);
    } else if (isCsv()) {
      writeCsv(predictions.rows());
    } else {
      writeParquet(predictions.rows());
    }
    return new Outcome(model.folder(), predictions.count(), predictions.missing());
  }

  private boolean isCsv() {
    return request.to().endsWith(".csv");
  }

  /** Before anything is computed. A CSV file is replaced; a folder may hold anything, and stays. */
  private void requireWritable() throws IOException {
    if (request.to().isEmpty()) {
      return;
    }
    Path to = new Path(request.to());
    FileSystem files = to.getFileSystem(hadoop);
    if (!files.exists(to)) {
      return;
    }
    Path data = new Path(request.data());
    if (files.makeQualified(to).equals(data.getFileSystem(hadoop).makeQualified(data))) {
      throw new JobException(
          "--to: %s is the table of --data. Give another name.".formatted(request.to()));
    }
    if (!isCsv() || files.getFileStatus(to).isDirectory()) {
      throw new JobException(
          "--to: there is a %s already. Remove it, or give another name.".formatted(request.to()));
    }
  }

  private void writeCsv(Dataset<Row> rows) {
    try {
      AtomicFile.write(hadoop, new Path(request.to()), out -> writeCsv(rows, out));
    } catch (IOException e) {
      throw new JobException("--to: " + e.getMessage());
    }
  }

  private static void writeCsv(Dataset<Row> rows, OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    PredictionCsv.write(rows, text);
    text.flush();
  }

  private void writeParquet(Dataset<Row> rows) {
    try {
      rows.write().parquet(request.to());
    } catch (Exception failure) {
      // Spark throws checked exceptions that its methods do not declare.
      throw SparkErrors.translate("--to", failure);
    }
  }
}
