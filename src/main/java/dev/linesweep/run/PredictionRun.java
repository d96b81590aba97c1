package dev.linesweep.run;

import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.job.JobLabels;
import dev.linesweep.spark.table.Predictor;
import dev.linesweep.spark.table.SparkErrors;
import dev.linesweep.spec.DataSpec;
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
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
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
   * What to predict, and where the predictions go. Each is a path or any Hadoop URI.
   *
   * @param out the sweep's folder; empty for the latest under {@code runs}
   * @param data the table to predict
   * @param to the target, whose name decides the format as in {@link PredictionTarget}; empty for
   *     CSV on the writer given to {@link #run}
   * @param overwrite whether an existing target may be replaced
   * @param unseen how to treat a level that is in no training row; {@code AT_PREDICT} for the job's
   *     choice
   */
  public record Request(
      String out, String data, String to, boolean overwrite, DataSpec.Unseen unseen) {
    public Request(String out, String data, String to) {
      this(out, data, to, false, DataSpec.Unseen.AT_PREDICT);
    }
  }

  /**
   * The outcome of a prediction.
   *
   * @param folder whose best model predicted
   * @param read rows of the table, before the job's query
   * @param missing rows without a prediction because a feature is missing
   * @param unseen rows with a level that is in no training row, treated as the base level
   * @param notes what was guessed about the table
   */
  public record Outcome(
      String folder, long read, long rows, long missing, long unseen, List<String> notes) {
    public Outcome {
      notes = List.copyOf(notes);
    }
  }

  private PredictionRun(Request request, SparkHandle spark) {
    this.request = request;
    this.spark = spark;
    this.hadoop = spark.context().hadoopConfiguration();
  }

  /**
   * Predicts and writes.
   *
   * @param results takes the predictions if there is no target file @throws JobException if the
   *     model or the table does not exist, the table does not suit the model, or the file cannot be
   *     written
   */
  public static Outcome run(Request request, SparkHandle spark, Writer results) throws IOException {
    return JobLabels.named(
        spark.context(),
        "",
        "predict a table",
        () -> new PredictionRun(request, spark).run(results));
  }

  private Outcome run(Writer results) throws IOException {
    Optional<PredictionTarget> target =
        request.to().isEmpty() ? Optional.empty() : Optional.of(PredictionTarget.of(request.to()));
    OutputFolder folder = SweepFolders.named(hadoop, request.out());
    SavedModel saved = SavedModel.read(folder);
    SavedModel model =
        request.unseen() == DataSpec.Unseen.AT_PREDICT ? saved : saved.with(request.unseen());
    if (target.isPresent()) {
      target.get().requireFree(hadoop, request.data(), request.overwrite());
    }
    Predictor.Predictions predictions = model.predict(spark.session(), request.data());
    if (target.isPresent()) {
      write(predictions.rows(), target.get());
    } else {
      PredictionCsv.write(predictions.rows(), results);
    }
    return new Outcome(
        model.folder(),
        predictions.read(),
        predictions.count(),
        predictions.missing(),
        predictions.unseen(),
        predictions.notes());
  }

  private void write(Dataset<Row> rows, PredictionTarget target) {
    try {
      switch (target.format()) {
        case CSV -> writeText(target, out -> out, text -> PredictionCsv.write(rows, text));
        case CSV_GZ ->
            writeText(target, GZIPOutputStream::new, text -> PredictionCsv.write(rows, text));
        case JSON -> writeText(target, out -> out, text -> PredictionJson.array(rows, text));
        case JSON_LINES -> writeText(target, out -> out, text -> PredictionJson.lines(rows, text));
        case PARQUET -> writeParquet(rows.coalesce(1), target);
        case PARQUET_FOLDER -> writeParquet(rows, target);
      }
    } catch (IOException e) {
      throw new JobException("--to: " + e.getMessage());
    }
  }

  private interface Wrapped {
    OutputStream around(OutputStream out) throws IOException;
  }

  private interface Text {
    void writeTo(Writer out) throws IOException;
  }

  private void writeText(PredictionTarget target, Wrapped wrapped, Text content)
      throws IOException {
    AtomicFile.write(
        hadoop,
        target.path(),
        out -> {
          OutputStream inner = wrapped.around(out);
          Writer text = new BufferedWriter(new OutputStreamWriter(inner, StandardCharsets.UTF_8));
          content.writeTo(text);
          text.flush();
          if (inner instanceof GZIPOutputStream zipped) {
            zipped.finish();
          }
        });
  }

  /**
   * Spark writes a folder with another name; the folder, or its only file, is then moved into
   * place.
   */
  private void writeParquet(Dataset<Row> rows, PredictionTarget target) throws IOException {
    Path aside = target.aside();
    FileSystem files = aside.getFileSystem(hadoop);
    try {
      rows.write().parquet(aside.toString());
      Path made =
          target.format() == PredictionTarget.Format.PARQUET ? onlyFile(files, aside) : aside;
      if (files.exists(target.path())) {
        files.delete(target.path(), true);
      }
      if (!files.rename(made, target.path())) {
        throw new IOException(target.written() + " cannot be written");
      }
    } catch (IOException failure) {
      throw failure;
    } catch (Exception failure) {
      // Spark throws checked exceptions that its methods do not declare.
      throw SparkErrors.translate("--to", failure);
    } finally {
      files.delete(aside, true);
    }
  }

  private static Path onlyFile(FileSystem files, Path folder) throws IOException {
    for (FileStatus file : files.listStatus(folder)) {
      if (file.getPath().getName().endsWith(".parquet")) {
        return file.getPath();
      }
    }
    throw new IOException("Spark has written no Parquet file");
  }
}
