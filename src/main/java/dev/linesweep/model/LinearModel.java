package dev.linesweep.model;

import dev.linesweep.data.Samples;
import dev.linesweep.data.Scaling;
import dev.linesweep.text.Decimal;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A line or plane in the units of the data: label = weights · features + bias.
 *
 * @param deviations of the features over the training rows; empty if they are not known
 */
public record LinearModel(
    double[] weights, double bias, List<String> features, String label, double[] deviations)
    implements Serializable {
  /** The most terms of the rounded equation. */
  public static final int TERMS = 6;

  // A name in Hebrew or Arabic would reverse the numbers after it.
  private static final Pattern RIGHT_TO_LEFT =
      Pattern.compile("[\\p{IsHebrew}\\p{IsArabic}\\p{IsSyriac}\\p{IsThaana}\\p{IsNko}]");
  private static final String ISOLATE = "\u2068";
  private static final String END_OF_ISOLATE = "\u2069";

  private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.]*");

  public LinearModel {
    features = List.copyOf(features);
    if (weights.length != features.size()) {
      throw new IllegalArgumentException(
          "there must be one weight for each of the %d features but there are %d"
              .formatted(features.size(), weights.length));
    }
  }

  /** A model of features whose standard deviations are not known. */
  public LinearModel(double[] weights, double bias, List<String> features, String label) {
    this(weights, bias, features, label, new double[0]);
  }

  /** Undoes the scaling of weights that were trained on the samples. */
  public static LinearModel of(float[] weightsThenBias, Samples samples) {
    double[] scaled = new double[weightsThenBias.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = weightsThenBias[i];
    }
    return of(scaled, samples);
  }

  /** Undoes the scaling of weights that were fitted to the samples. */
  public static LinearModel of(double[] weightsThenBias, Samples samples) {
    Scaling scaling = samples.scaling();
    int features = samples.features().size();
    double[] weights = new double[features];
    double bias = scaling.labelMean() + scaling.labelDeviation() * weightsThenBias[features];
    for (int i = 0; i < features; i++) {
      weights[i] = weightsThenBias[i] * scaling.labelDeviation() / scaling.featureDeviation()[i];
      bias -= weights[i] * scaling.featureMean()[i];
    }
    return new LinearModel(weights, bias, samples.features(), samples.label());
  }

  /** The label's prediction for one row of features, both in the units of the data. */
  public double predict(double[] row) {
    if (row.length != weights.length) {
      throw new IllegalArgumentException(
          "a row must have %d features but has %d".formatted(weights.length, row.length));
    }
    return predict(row, 0);
  }

  /** The prediction for the row that begins at an index. */
  double predict(double[] rows, int from) {
    double prediction = bias;
    for (int i = 0; i < weights.length; i++) {
      prediction += weights[i] * rows[from + i];
    }
    return prediction;
  }

  /**
   * The effect of each feature: what a change of one standard deviation adds to the label, weight ×
   * deviation. Not a number for a feature whose standard deviation is not known.
   */
  public double[] effects() {
    double[] effects = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      effects[i] = i < deviations.length ? weights[i] * deviations[i] + 0.0 : Double.NaN;
    }
    return effects;
  }

  /**
   * The rounded equation: {@code y = 0.7000 x + 0.3000}. With more than six features it has the six
   * with the largest effects, largest first; with the largest weights if effects are not known.
   */
  public String equation() {
    StringBuilder text = new StringBuilder(quoted(label)).append(" =");
    boolean first = true;
    for (int i : terms()) {
      append(text, weights[i], first).append(' ').append(quoted(features.get(i)));
      first = false;
    }
    if (weights.length > TERMS) {
      text.append(" + … (").append(weights.length - TERMS).append(" more)");
    }
    return append(text, bias, first).toString();
  }

  private int[] terms() {
    if (weights.length <= TERMS) {
      return IntStream.range(0, weights.length).toArray();
    }
    double[] effects = effects();
    double[] sizes = DoubleStream.of(effects).allMatch(Double::isFinite) ? effects : weights;
    return IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(sizes[i])))
        .limit(TERMS)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static StringBuilder append(StringBuilder text, double value, boolean first) {
    boolean negative = value < 0;
    if (first) {
      text.append(negative ? " -" : " ");
    } else {
      text.append(negative ? " - " : " + ");
    }
    return text.append(rounded(Math.abs(value)));
  }

  private static String rounded(double size) {
    if (!Double.isFinite(size)) {
      return Double.toString(size);
    }
    if (size == 0 || (size >= 0.001 && size < 1e9)) {
      return new BigDecimal(size).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
    }
    return Decimal.of(new BigDecimal(size).round(new MathContext(5)).doubleValue());
  }

  private static String quoted(String name) {
    String clean = name.replaceAll("\\p{Cntrl}", " ").replaceAll("\\p{Cf}", "");
    String text =
        PLAIN_NAME.matcher(clean).matches()
            ? clean
            : '"' + clean.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return RIGHT_TO_LEFT.matcher(text).find() ? ISOLATE + text + END_OF_ISOLATE : text;
  }
}
