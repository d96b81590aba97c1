package dev.linesweep.spark.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.linesweep.spec.JobException;
import java.io.Serializable;
import java.util.List;

/**
 * How a row of the table becomes features: fitted once, kept with the model, the same at predict.
 *
 * @param label the label's column
 * @param inputs the columns that features are made of
 * @param features in the order of the matrix
 * @param rules how the text columns of the table as read become numbers and dates, before any
 *     query; a table to predict on is read with the same, whatever its own rows look like
 */
public record Encoder(
    String label, List<Input> inputs, List<Feature> features, List<CellRule> rules)
    implements Serializable {

  /**
   * A column of the table.
   *
   * @param levels a text column's known values, most frequent first; empty for a number
   */
  public record Input(String column, List<String> levels) implements Serializable {
    public Input {
      levels = List.copyOf(levels);
    }

    boolean text() {
      return !levels.isEmpty();
    }
  }

  /** The product of its factors. */
  public record Feature(String name, List<Factor> factors) implements Serializable {
    public Feature {
      factors = List.copyOf(factors);
    }
  }

  /**
   * One factor of a feature.
   *
   * @param input index into the inputs
   * @param level -1 for the number itself; else 1 where the text is this level, 0 elsewhere
   */
  public record Factor(int input, int level) implements Serializable {}

  public Encoder {
    inputs = List.copyOf(inputs);
    features = List.copyOf(features);
    rules = List.copyOf(rules);
  }

  /** Each column is one feature, under its own name. */
  public static Encoder ofNumbers(String label, List<String> columns, List<CellRule> rules) {
    List<Input> inputs = columns.stream().map(name -> new Input(name, List.of())).toList();
    List<Feature> features = new java.util.ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      features.add(new Feature(columns.get(i), List.of(new Factor(i, -1))));
    }
    return new Encoder(label, inputs, features, rules);
  }

  public List<String> featureNames() {
    return features.stream().map(Feature::name).toList();
  }

  /**
   * Writes the features of one row.
   *
   * @param raw one number per input, from {@code rawAt} on; a text's is the index of its level
   */
  void encode(double[] raw, int rawAt, double[] out, int outAt) {
    for (int f = 0; f < features.size(); f++) {
      double product = 1;
      for (Factor factor : features.get(f).factors()) {
        double value = raw[rawAt + factor.input()];
        product *= factor.level() < 0 ? value : value == factor.level() ? 1 : 0;
      }
      // Plus 0 turns -0.0 into 0.0, which Spark's sort does not tell apart.
      out[outAt + f] = product + 0.0;
    }
  }

  /** For {@code formula/}; {@link #fromJson} reads it back. */
  public String toJson() {
    try {
      return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static Encoder fromJson(String json) {
    try {
      return JsonMapper.builder().build().readValue(json, Encoder.class);
    } catch (JsonProcessingException broken) {
      throw new JobException(
          "the encoding beside the model cannot be read: " + broken.getOriginalMessage());
    }
  }
}
