package dev.linesweep.output;

import dev.linesweep.table.NestedRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted stage of a Spark ML pipeline: the data that its class needs.
 *
 * @param type Spark's class
 * @param name the beginning of its uid; different for each stage of a pipeline
 * @param params that are not left at Spark's defaults
 * @param data the fitted data, if any
 */
public record SparkStage(
    String type, String name, Map<String, Object> params, Optional<NestedRow> data) {
  private static final String FEATURE = "org.apache.spark.ml.feature.";

  public SparkStage {
    params = Map.copyOf(params);
  }

  /** An SQL statement over {@code __THIS__}. */
  public static SparkStage sql(String name, String statement) {
    return of(FEATURE + "SQLTransformer", name, Map.of("statement", statement));
  }

  /** Finds the level of each text. */
  public static SparkStage indexer(
      List<String> inputs, List<String> outputs, List<List<String>> levels) {
    return fitted(
        FEATURE + "StringIndexerModel",
        "StringIndexer",
        Map.of("inputCols", inputs, "outputCols", outputs),
        new NestedRow.TextLists("labelsArray", levels));
  }

  /** Encodes each level as a vector of zeros with a single one; the last level has only zeros. */
  public static SparkStage oneHot(List<String> inputs, List<String> outputs, List<Integer> levels) {
    return fitted(
        FEATURE + "OneHotEncoderModel",
        "OneHotEncoder",
        Map.of("inputCols", inputs, "outputCols", outputs),
        new NestedRow.WholeNumbers("categorySizes", levels));
  }

  /** Multiplies columns; a text by each of its levels. */
  public static SparkStage interaction(List<String> inputs, String output) {
    return of(
        FEATURE + "Interaction",
        "Interaction_" + output,
        Map.of("inputCols", inputs, "outputCol", output));
  }

  /** Concatenates columns; a missing number becomes NaN. */
  public static SparkStage assembler(List<String> inputs, String output) {
    return of(
        FEATURE + "VectorAssembler",
        "VectorAssembler",
        Map.of("inputCols", inputs, "outputCol", output, "handleInvalid", "keep"));
  }

  /** The model itself. */
  public static SparkStage linear(
      String features, String label, String prediction, double[] weights, double bias) {
    return new SparkStage(
        "org.apache.spark.ml.regression.LinearRegressionModel",
        "LinearRegression",
        Map.of("featuresCol", features, "labelCol", label, "predictionCol", prediction),
        Optional.of(
            new NestedRow(
                List.of(
                    new NestedRow.Number("intercept", bias),
                    new NestedRow.Vector("coefficients", weights),
                    // Only for a Huber loss, which is another estimator.
                    new NestedRow.Number("scale", 1)))));
  }

  private static SparkStage of(String type, String name, Map<String, Object> params) {
    return new SparkStage(type, name, params, Optional.empty());
  }

  private static SparkStage fitted(
      String type, String name, Map<String, Object> params, NestedRow.Field learnt) {
    return new SparkStage(type, name, params, Optional.of(new NestedRow(List.of(learnt))));
  }
}
