package dev.linesweep.output;

import dev.linesweep.result.OutputFile;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * {@code best/spark/}: a pipeline model as Spark ML's own writer saves it, but written without a
 * job and without SQL. The format is the same since Spark 4.0.
 *
 * <p>The same stages give the same bytes: there are no times in it, and uids come from the trial.
 * The metadata of the pipeline, without which it cannot be loaded, is removed first and written
 * last.
 */
public record SparkPipelineFolder(OutputFolder folder) {
  /** The oldest version whose readers know the whole format; readers choose by it how to read. */
  private static final String SPARK = "4.0.0";

  private static final String PIPELINE = "org.apache.spark.ml.PipelineModel";

  /**
   * Replaces what is there.
   *
   * @param id of the trial, ends all uids
   */
  public void write(String id, List<SparkStage> stages) throws IOException {
    remove();
    Path root = folder.file(OutputFile.SPARK);
    List<String> uids = stages.stream().map(stage -> stage.name() + "_" + id).toList();
    int digits = String.valueOf(stages.size()).length();
    for (int i = 0; i < stages.size(); i++) {
      String name = ("%0" + digits + "d_%s").formatted(i, uids.get(i));
      write(stages.get(i), uids.get(i), new Path(root, "stages/" + name));
    }
    writeMetadata(root, PIPELINE, "PipelineModel_" + id, Map.of("stageUids", uids));
  }

  /** Removes the folder. */
  public void remove() throws IOException {
    Path root = folder.file(OutputFile.SPARK);
    if (folder.exists(root)) {
      folder.remove(metadata(root));
      folder.remove(root);
    }
  }

  private void write(SparkStage stage, String uid, Path path) throws IOException {
    if (stage.data().isPresent()) {
      folder.write(new Path(path, "data/part-00000.parquet"), stage.data().get()::write);
    }
    writeMetadata(path, stage.type(), uid, stage.params());
  }

  private static Path metadata(Path path) {
    return new Path(path, "metadata/part-00000");
  }

  private void writeMetadata(Path path, String type, String uid, Map<String, ?> params)
      throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("class", type);
    fields.put("timestamp", 0);
    fields.put("sparkVersion", SPARK);
    fields.put("uid", uid);
    fields.put("paramMap", new TreeMap<>(params));
    fields.put("defaultParamMap", Map.of());
    folder.write(metadata(path), Json.onOneLine(fields) + "\n");
  }
}
