package dev.linesweep.output;

import dev.linesweep.table.NestedRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted stage of a Spark ML pipeline: what its class has to know of it.
 *
 * @param type Spark's class
 * @param name begins its uid; another one for each stage of a pipeline
 * @param params that are not left at Spark's defaults
 * @param data what it has learnt, if anything
 */
public record SparkStage(
    String type, String name, Map<String, Object> params, Optional<NestedRow> data) {
  private static final String FEATURE = "org.apache.spark.ml.feature.";

  public SparkStage {
    params = Map.copyOf(params);
  }

  /** A statement over {@code __THIS__}. */
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

  /** Makes a vector of zeros and a one of each level; of zeros only of the last. */
  public static SparkStage oneHot(List<String> inputs, List<String> outputs, List<Integer> levels) {
    return fitted(
        FEATURE + "OneHotEncoderModel",
        "OneHotEncoder",
        Map.of("inputCols", inputs, "outputCols", outputs),
        new NestedRow.WholeNumbers("categorySizes", levels));
  }

  /** Multiplies columns, a text by all of its levels. */
  public static SparkStage interaction(List<String> inputs, String output) {
    return of(
        FEATURE + "Interaction",
        "Interaction_" + output,
        Map.of("inputCols", inputs, "outputCol", output));
  }

  /** Puts columns behind each other; a missing number becomes NaN. */
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
                    // Of a Huber loss only, which is another estimator.
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
