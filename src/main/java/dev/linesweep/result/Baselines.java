package dev.linesweep.result;

import dev.linesweep.data.Samples;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the samples allow without a sweep: models in closed form, fitted to the training rows as
 * training sees them.
 *
 * @param notes sentences about what was left out or is not unique; mostly empty
 * @param facts about the training rows
 */
public record Baselines(List<Baseline> all, List<String> notes, TrainingFacts facts)
    implements Serializable {
  /** Ordinary least squares. */
  public static final String OLS = "ols";

  /** Least absolute deviations; only for the loss {@code mae}. */
  public static final String LAD = "lad";

  /** The mean of the training labels. */
  public static final String MEAN = "mean";

  /** The median of the training labels. */
  public static final String MEDIAN = "median";

  /** Rows × columns² up to which least absolute deviations take seconds. */
  private static final double LAD_LIMIT = 5e8;

  public Baselines {
    all = List.copyOf(all);
    notes = List.copyOf(notes);
  }

  /**
   * One closed-form model.
   *
   * @param model in the units of the data
   * @param validation not a number where there is no such part
   */
  public record Baseline(
      String name,
      LinearModel model,
      PartMetrics train,
      PartMetrics validation,
      PartMetrics test,
      double testR2)
      implements Serializable {}

  /**
   * Least squares ({@value #OLS}), the mean and the median of the training label, and for {@code
   * mae} least absolute deviations ({@value #LAD}).
   *
   * <p>Where features depend on each other, the weights of a smallest independent set are fitted,
   * the others are 0, and a note says so.
   */
  public static Baselines of(Samples samples, Loss loss) {
    List<Baseline> all = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Design design = Design.of(samples.train(), samples.features().size());
    LeastSquares squares = LeastSquares.of(design);
    all.add(baseline(OLS, design.weightsThenBias(squares.coefficients()), samples, loss));
    int dependent = design.columns() - squares.independent().length;
    if (dependent > 0) {
      notes.add(
          "%d of %d features depend on the others in the training rows: their weights are 0."
              .formatted(dependent, samples.features().size()));
    }
    if (loss == Loss.MAE) {
      leastAbsolute(design, squares)
          .ifPresentOrElse(
              weights -> all.add(baseline(LAD, weights, samples, loss)),
              () ->
                  notes.add(
                      "Least absolute deviations are left out: rows × columns² is more than 5e8."));
    }
    all.add(baseline(MEAN, constant(mean(samples.train().y()), samples), samples, loss));
    all.add(baseline(MEDIAN, constant(median(samples.train().y()), samples), samples, loss));
    return new Baselines(all, notes, TrainingFacts.of(samples));
  }

  /** The baseline of that name. */
  public Optional<Baseline> named(String name) {
    return all.stream().filter(baseline -> baseline.name().equals(name)).findFirst();
  }

  private static Optional<double[]> leastAbsolute(Design design, LeastSquares squares) {
    int[] columns = squares.independent();
    int rows = design.rows();
    if ((double) rows * columns.length * columns.length > LAD_LIMIT) {
      return Optional.empty();
    }
    double[] x = new double[rows * columns.length];
    double[] y = new double[rows];
    double[] row = new double[design.columns() + 1];
    for (int i = 0; i < rows; i++) {
      design.row(i, row);
      for (int j = 0; j < columns.length; j++) {
        x[i * columns.length + j] = row[columns[j]];
      }
      y[i] = row[design.columns()];
    }
    double[] start = Arrays.stream(columns).mapToDouble(j -> squares.coefficients()[j]).toArray();
    double[] fitted = LeastAbsolute.of(x, y, start).coefficients();
    double[] coefficients = new double[design.columns()];
    for (int j = 0; j < columns.length; j++) {
      coefficients[columns[j]] = fitted[j];
    }
    return Optional.of(design.weightsThenBias(coefficients));
  }

  private static Baseline baseline(
      String name, double[] weightsThenBias, Samples samples, Loss loss) {
    double scale = samples.labelScale();
    PartMetrics test = Evaluation.of(weightsThenBias, samples.test(), loss, scale);
    return new Baseline(
        name,
        LinearModel.of(weightsThenBias, samples),
        Evaluation.of(weightsThenBias, samples.train(), loss, scale),
        Evaluation.of(weightsThenBias, samples.validation(), loss, scale),
        test,
        test.r2(samples.labelVariance(MetricSpec.Part.TEST)));
  }

  private static double[] constant(double label, Samples samples) {
    double[] weightsThenBias = new double[samples.features().size() + 1];
    weightsThenBias[samples.features().size()] = label;
    return weightsThenBias;
  }

  private static double mean(float[] labels) {
    double sum = 0;
    for (float label : labels) {
      sum += label;
    }
    return sum / labels.length;
  }

  private static double median(float[] labels) {
    float[] sorted = labels.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : ((double) sorted[middle - 1] + sorted[middle]) / 2;
  }
}
