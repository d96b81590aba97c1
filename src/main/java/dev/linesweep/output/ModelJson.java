package dev.linesweep.output;

import dev.linesweep.model.Baselines;
import dev.linesweep.model.ColumnBaseline;
import dev.linesweep.model.LinearModel;
import dev.linesweep.model.PairedErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text of {@code best/model.json}: the best trial's equation, weights in the units of the data,
 * settings and errors, and those of the baselines. An effect is a weight times its feature's
 * standard deviation over the training rows. {@code test_differences} are the {@link PairedErrors}.
 * Nothing in it depends on when, where or how long the sweep ran.
 */
public final class ModelJson {
  private ModelJson() {}

  /** Empty if no trial completed. */
  public static Optional<String> of(SweepReport report) {
    return report
        .best()
        .flatMap(best -> report.bestModel().map(model -> Json.of(fields(report, best, model))));
  }

  private static Map<String, Object> fields(
      SweepReport report, FittedTrial best, LinearModel model) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", report.spec().name());
    fields.put("equation", model.equation());
    fields.put("label", model.label());
    fields.put("features", model.features());
    report.spec().rowWeight().ifPresent(column -> fields.put("row_weight", column));
    fields.put("weights", model.weights());
    fields.put("bias", model.bias());
    fields.put("deviations", model.deviations());
    fields.put("effects", model.effects());
    report
        .known()
        .ifPresent(
            known -> {
              Map<String, Object> weights = new LinkedHashMap<>();
              weights.put("weights", known.weights());
              weights.put("bias", known.bias());
              fields.put("known", weights);
            });
    fields.put("trial", trial(best.result()));
    fields.put("metric", metric(report));
    fields.put("errors", errors(report, best.result()));
    fields.put("baselines", baselines(report));
    fields.put("baseline_columns", columns(report));
    fields.put("baseline_notes", report.baselines().notes());
    return fields;
  }

  private static Map<String, Object> trial(TrialResult result) {
    Trial trial = result.trial();
    Trajectory trajectory = trial.trajectory();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("trial_id", result.id());
    fields.put("optimizer", trajectory.optimizer().key());
    int index = 0;
    for (Optimizer.Parameter own : trajectory.optimizer().parameters()) {
      fields.put(own.key(), trajectory.parameters().values().get(index++));
    }
    if (trajectory.optimizer().hasLearningRate()) {
      fields.put("learning_rate", trajectory.learningRate());
    }
    fields.put("epochs", trial.epochs());
    fields.put("batch_size", trajectory.fullBatch() ? "full" : trajectory.batchSize());
    fields.put("l1", trajectory.l1());
    fields.put("l2", trajectory.l2());
    if (trajectory.hasSeed()) {
      fields.put("seed", trajectory.seed());
    }
    return fields;
  }

  /** The ranking metric: for a setting with repeats the value of the setting, not of the trial. */
  private static Map<String, Object> metric(SweepReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", report.metric().spec().key());
    fields.put("goal", report.metric().spec().goal().name().toLowerCase(Locale.ROOT));
    fields.put("value", report.bestValue());
    if (report.spec().hasRepeats()) {
      fields.put("over", report.metric().spec().over().key());
    }
    return fields;
  }

  private static Map<String, Object> errors(SweepReport report, TrialResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (MetricSpec.Part part : MetricSpec.Part.values()) {
      put(fields, report, part, result.errors().of(part));
    }
    return fields;
  }

  private static Map<String, Object> baselines(SweepReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Baselines.Baseline baseline : report.baselines().all()) {
      Map<String, Object> own = new LinkedHashMap<>();
      own.put("weights", baseline.model().weights());
      own.put("bias", baseline.model().bias());
      for (MetricSpec.Part part : MetricSpec.Part.values()) {
        put(own, report, part, baseline.part(part));
      }
      putPaired(own, report, baseline.name());
      fields.put(baseline.name(), own);
    }
    return fields;
  }

  private static List<Map<String, Object>> columns(SweepReport report) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ColumnBaseline baseline : report.baselines().columns()) {
      Map<String, Object> own = new LinkedHashMap<>();
      own.put("name", baseline.title());
      own.put("column", baseline.column());
      for (MetricSpec.Part part : MetricSpec.Part.values()) {
        put(own, report, part, baseline.part(part));
      }
      putPaired(own, report, baseline.key());
      all.add(own);
    }
    return all;
  }

  /** How much larger the errors on the test rows are than those of the best trial, row by row. */
  private static void putPaired(Map<String, Object> fields, SweepReport report, String model) {
    report
        .winner()
        .paired(model)
        .ifPresent(
            paired -> {
              Map<String, Object> errors = new LinkedHashMap<>();
              errors.put("rows", paired.rows());
              if (paired.isWeighted()) {
                errors.put("effective_rows", paired.effective());
              }
              errors.put("absolute", differences(paired.absolute()));
              errors.put("squared", differences(paired.squared()));
              fields.put("test_differences", errors);
            });
  }

  private static Map<String, Object> differences(PairedErrors.Differences differences) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("mean", differences.mean());
    fields.put("deviation", differences.deviation());
    return fields;
  }

  private static void put(
      Map<String, Object> fields, SweepReport report, MetricSpec.Part part, PartMetrics metrics) {
    if (part == MetricSpec.Part.VALIDATION && report.plan().modelShape().validationRows() == 0) {
      return;
    }
    Map<String, Object> errors = new LinkedHashMap<>();
    errors.put("loss", metrics.loss());
    errors.put("mae", metrics.mae());
    errors.put("rmse", metrics.rmse());
    if (part == MetricSpec.Part.TEST) {
      errors.put("r2", metrics.r2(report.testLabelVariance()));
    }
    fields.put(part.key(), errors);
  }
}
