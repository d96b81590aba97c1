package dev.linesweep.model;

import dev.linesweep.data.ColumnValues;
import dev.linesweep.data.Matrix;
import dev.linesweep.data.Parts;
import dev.linesweep.data.Samples;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongPredicate;

/**
 * What is possible without a sweep: models in closed form, fitted to the training rows, and columns
 * that predict the label as they are. Rows count by their row weights, in fits and in errors.
 *
 * @param all least squares and least absolute deviations first, unless they are left out
 * @param columns the columns that the job names as baselines
 * @param notes sentences about what was left out or is not unique; mostly empty
 * @param facts about the training rows
 */
public record Baselines(
    List<Baseline> all, List<ColumnBaseline> columns, List<String> notes, TrainingFacts facts)
    implements Serializable {
  /** Ordinary least squares. */
  public static final String OLS = "ols";

  /** Least absolute deviations, only for the loss {@code mae}. */
  public static final String LAD = "lad";

  /** The mean of the training labels. */
  public static final String MEAN = "mean";

  /** The median of the training labels. */
  public static final String MEDIAN = "median";

  public Baselines {
    all = List.copyOf(all);
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /**
   * One closed-form model.
   *
   * @param model in the units of the data
   * @param validation not a number if there is no such part
   */
  public record Baseline(
      String name,
      LinearModel model,
      PartMetrics train,
      PartMetrics validation,
      PartMetrics test,
      double testR2)
      implements Serializable {
    public PartMetrics part(MetricSpec.Part part) {
      return new PartErrors(train, validation, test).of(part);
    }
  }

  /** The rows of a sweep: those of the matrix, and which of them are in which part. */
  private record Rows(Matrix matrix, Parts parts, Loss loss, double testVariance) {

    PartMetrics part(int[] rows, IntToDoubleFunction predictions) {
      return Evaluation.of(matrix, rows, predictions, loss);
    }

    Baseline baseline(String name, LinearModel model) {
      IntToDoubleFunction predictions = predictions(model, matrix);
      PartMetrics test = part(parts.test(), predictions);
      return new Baseline(
          name,
          model,
          part(parts.train(), predictions),
          part(parts.validation(), predictions),
          test,
          test.r2(testVariance));
    }

    ColumnBaseline column(ColumnValues column) {
      IntToDoubleFunction predictions = row -> column.values()[row];
      PartMetrics test = part(parts.test(), predictions);
      return new ColumnBaseline(
          column.title(),
          column.column(),
          part(parts.train(), predictions),
          part(parts.validation(), predictions),
          test,
          test.r2(testVariance));
    }

    LinearModel constant(double label) {
      return new LinearModel(
          new double[matrix.features().size()], label, matrix.features(), matrix.label());
    }
  }

  /**
   * The baselines that take no time: the mean and the median of the training label, and columns.
   */
  public static Baselines simple(
      Matrix matrix, Samples samples, Loss loss, List<ColumnValues> columns) {
    Rows rows = rows(matrix, samples, loss);
    TrainingLabels labels = new TrainingLabels(matrix, samples.rowNumbers().train());
    return new Baselines(
        List.of(
            rows.baseline(MEAN, rows.constant(labels.mean())),
            rows.baseline(MEDIAN, rows.constant(labels.median()))),
        columns.stream().map(rows::column).toList(),
        List.of(),
        TrainingFacts.of(samples));
  }

  /**
   * The same with least squares ({@value #OLS}) and, for {@code mae}, least absolute deviations
   * ({@value #LAD}), unless they cost too much. Notes say which were left out, and which features
   * depend on others.
   *
   * @param room whether there is room for so many bytes
   * @throws InterruptedException if the thread is interrupted
   */
  public Baselines withClosedForms(
      Matrix matrix, Samples samples, Loss loss, ClosedFormCost cost, LongPredicate room)
      throws InterruptedException {
    Rows rows = rows(matrix, samples, loss);
    ClosedForms forms = ClosedForms.of(matrix, samples.rowNumbers().train(), loss, cost, room);
    List<Baseline> more = new ArrayList<>();
    forms.models().forEach((name, model) -> more.add(rows.baseline(name, model)));
    more.addAll(all);
    return new Baselines(more, columns, forms.notes(), facts);
  }

  /** The same with further notes. */
  public Baselines noting(List<String> more) {
    List<String> together = new ArrayList<>(notes);
    together.addAll(more);
    return new Baselines(all, columns, together, facts);
  }

  /**
   * The errors of all of them next to the best trial's, row by row.
   *
   * @param rows of the matrix that are compared
   * @param values of the columns that are baselines
   * @return by name, columns by their key
   */
  public Map<String, PairedErrors> paired(
      LinearModel best, Matrix matrix, int[] rows, List<ColumnValues> values) {
    IntToDoubleFunction own = predictions(best, matrix);
    Map<String, PairedErrors> paired = new LinkedHashMap<>();
    for (Baseline baseline : all) {
      paired.put(
          baseline.name(),
          PairedErrors.of(matrix, rows, own, predictions(baseline.model(), matrix)));
    }
    for (ColumnValues column : values) {
      paired.put(
          ColumnBaseline.PREFIX + column.column(),
          PairedErrors.of(matrix, rows, own, row -> column.values()[row]));
    }
    return paired;
  }

  private static IntToDoubleFunction predictions(LinearModel model, Matrix matrix) {
    int features = matrix.features().size();
    return row -> model.predict(matrix.x(), row * features);
  }

  /** The baseline of that name. */
  public Optional<Baseline> named(String name) {
    return all.stream().filter(baseline -> baseline.name().equals(name)).findFirst();
  }

  private static Rows rows(Matrix matrix, Samples samples, Loss loss) {
    return new Rows(
        matrix, samples.rowNumbers(), loss, samples.labelVariance(MetricSpec.Part.TEST));
  }
}
