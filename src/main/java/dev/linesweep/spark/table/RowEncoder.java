package dev.linesweep.spark.table;

import dev.linesweep.spark.table.Encoder.Factor;
import dev.linesweep.spark.table.Encoder.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fast form of an {@link Encoder}: it finds the features of a row by the row's levels, so that
 * the cost of a row depends on the number of terms, not on the number of features.
 */
final class RowEncoder {
  private final int features;
  private final List<Term> terms;

  /**
   * Features that are products of the same columns.
   *
   * @param texts inputs of which each feature has one level
   * @param levels how many levels each of them has
   * @param numbers inputs that every feature is multiplied by
   * @param featureAt the feature of a combination of levels, the last text's level fastest; -1 for
   *     none
   */
  private record Term(int[] texts, int[] levels, int[] numbers, int[] featureAt) {
    /** The feature that is not 0 in this row; -1 if all are. */
    int feature(double[] raw, int rawAt) {
      int index = 0;
      for (int i = 0; i < texts.length; i++) {
        index = index * levels[i] + (int) raw[rawAt + texts[i]];
      }
      return featureAt[index];
    }

    double value(double[] raw, int rawAt) {
      double product = 1;
      for (int input : numbers) {
        product *= raw[rawAt + input];
      }
      // Plus 0 turns -0.0 into 0.0, which Spark's sort does not tell apart.
      return product + 0.0;
    }
  }

  RowEncoder(Encoder encoder) {
    this.features = encoder.features().size();
    Map<List<Integer>, List<Integer>> byInputs = new LinkedHashMap<>();
    for (int f = 0; f < features; f++) {
      byInputs.computeIfAbsent(shape(encoder.features().get(f)), key -> new ArrayList<>()).add(f);
    }
    this.terms = byInputs.values().stream().map(of -> term(encoder, of)).toList();
  }

  /** The inputs of a feature, text and numbers told apart by sign. */
  private static List<Integer> shape(Feature feature) {
    return feature.factors().stream()
        .map(factor -> factor.level() < 0 ? -1 - factor.input() : factor.input())
        .toList();
  }

  private static Term term(Encoder encoder, List<Integer> features) {
    List<Factor> first = encoder.features().get(features.get(0)).factors();
    int[] texts = first.stream().filter(RowEncoder::text).mapToInt(Factor::input).toArray();
    int[] levels =
        Arrays.stream(texts).map(input -> encoder.inputs().get(input).levels().size()).toArray();
    int[] numbers =
        first.stream().filter(factor -> !text(factor)).mapToInt(Factor::input).toArray();
    int[] featureAt = new int[Arrays.stream(levels).reduce(1, Math::multiplyExact)];
    Arrays.fill(featureAt, -1);
    for (int f : features) {
      int index = 0;
      int text = 0;
      for (Factor factor : encoder.features().get(f).factors()) {
        if (text(factor)) {
          index = index * levels[text++] + factor.level();
        }
      }
      featureAt[index] = f;
    }
    return new Term(texts, levels, numbers, featureAt);
  }

  private static boolean text(Factor factor) {
    return factor.level() >= 0;
  }

  /**
   * Writes the features of one row over zeros.
   *
   * @param raw one number per input, from {@code rawAt} on; a text's is the index of its level
   */
  void encode(double[] raw, int rawAt, double[] zeros, int outAt) {
    for (Term term : terms) {
      int feature = term.feature(raw, rawAt);
      if (feature >= 0) {
        zeros[outAt + feature] = term.value(raw, rawAt);
      }
    }
  }

  /** The sum of weight times feature, in the order of the features. */
  double dot(double[] raw, double[] weights) {
    double sum = 0;
    for (Term term : terms) {
      int feature = term.feature(raw, 0);
      if (feature >= 0) {
        sum += weights[feature] * term.value(raw, 0);
      }
    }
    return sum;
  }

  /** By input, the index of each level. */
  static List<Map<String, Integer>> levels(Encoder encoder) {
    List<Map<String, Integer>> all = new ArrayList<>();
    for (Encoder.Input input : encoder.inputs()) {
      Map<String, Integer> indices = new HashMap<>();
      input.levels().forEach(level -> indices.put(level, indices.size()));
      all.add(indices);
    }
    return all;
  }
}
