package dev.linesweep.spark.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.linesweep.spec.JobException;
import java.io.Serializable;
import java.util.List;

/**
 * Turns a row of the table into features. It is fitted on the training rows, stored with the model,
 * and used unchanged by predict.
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
   * @param levels a text column's values in the training rows, most frequent first; the last is the
   *     base level, without a feature of its own; empty for a number
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
    return Terms.ofNumbers(label, columns)
        .encoder(columns.stream().map(name -> List.<String>of()).toList(), rules);
  }

  public List<String> featureNames() {
    return features.stream().map(Feature::name).toList();
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
          "the encoding next to the model cannot be read: " + broken.getOriginalMessage());
    }
  }
}
