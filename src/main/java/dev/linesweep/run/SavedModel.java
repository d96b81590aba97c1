package dev.linesweep.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.linesweep.result.OutputFile;
import dev.linesweep.spark.table.Encoder;
import dev.linesweep.spark.table.Predictor;
import dev.linesweep.spec.DataSpec;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The best model of a sweep, read back from its output folder with the job's query and encoding. It
 * takes a table with the columns of the training table, and predicts in the label's own units.
 *
 * @param folder of the sweep, as the user would type it
 * @param table how the job read its table; for a synthetic job, its columns by name
 * @param weights by feature of the encoder, in the units of the data
 * @param unseen how to treat levels that are in no training row
 */
public record SavedModel(
    String folder,
    DataSpec.Table table,
    Encoder encoder,
    double[] weights,
    double bias,
    DataSpec.Unseen unseen) {

  /**
   * Reads the model.
   *
   * @throws JobException if the sweep has no model, or its files do not belong together
   */
  public static SavedModel read(OutputFolder folder) throws IOException {
    JsonNode model = model(folder);
    List<String> features = texts(model.path("features"));
    double[] weights = numbers(model.path("weights"));
    String label = model.path("label").asText();
    if (features.isEmpty() || weights.length != features.size() || !model.path("bias").isNumber()) {
      throw damaged(folder.file(OutputFile.MODEL));
    }
    DataSpec.Source source = folder.spec().data().source();
    Encoder encoder;
    if (source instanceof DataSpec.Table) {
      encoder = Encoder.fromJson(folder.text(folder.file(OutputFile.ENCODER)));
    } else {
      encoder = Encoder.ofNumbers(label, features, List.of());
    }
    if (!encoder.featureNames().equals(features)) {
      throw damaged(folder.file(OutputFile.ENCODER));
    }
    DataSpec.Table table = source instanceof DataSpec.Table given ? given : plain(label, features);
    return new SavedModel(
        folder.toString(),
        table,
        encoder,
        weights,
        model.path("bias").asDouble(),
        folder.spec().data().unseen());
  }

  /**
   * Predicts a file as {@link Predictor} does, with this process's environment.
   *
   * @param path of a .csv, .parquet, .json or .orc file, or of a file in the format of the training
   *     table
   */
  public Predictor.Predictions predict(SparkSession spark, String path) {
    return predictor().predict(spark, path, System::getenv);
  }

  private Predictor predictor() {
    return new Predictor(table, encoder, weights, bias, unseen);
  }

  /** The same model with another treatment of levels that are in no training row. */
  SavedModel with(DataSpec.Unseen other) {
    return new SavedModel(folder, table, encoder, weights, bias, other);
  }

  /** Predicts the rows of a data frame. */
  public Predictor.Predictions predict(SparkSession spark, Dataset<Row> rows) {
    return predictor().apply(spark, rows);
  }

  /** The columns of synthetic samples, by name. */
  private static DataSpec.Table plain(String label, List<String> features) {
    return new DataSpec.Table(
        new DataSpec.Files("csv", "", Map.of()),
        "",
        new DataSpec.Columns(label, features),
        List.of(),
        "");
  }

  private static JsonNode model(OutputFolder folder) throws IOException {
    try {
      return JsonMapper.builder().build().readTree(folder.text(folder.file(OutputFile.MODEL)));
    } catch (JsonProcessingException e) {
      throw damaged(folder.file(OutputFile.MODEL));
    }
  }

  private static JobException damaged(Path file) {
    return new JobException(
        "%s is damaged, or belongs to another sweep than the files next to it. Run the sweep again: it trains nothing twice."
            .formatted(file));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).isNumber() ? array.get(i).asDouble() : Double.NaN;
    }
    return numbers;
  }
}
