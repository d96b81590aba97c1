package dev.linesweep.report.page;

import dev.linesweep.data.KnownModel;
import dev.linesweep.model.Baselines;
import dev.linesweep.model.ColumnBaseline;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.Axes;
import dev.linesweep.report.Axis;
import dev.linesweep.report.Judgment;
import dev.linesweep.report.RepeatNames;
import dev.linesweep.report.SettingEvidence;
import dev.linesweep.report.SettingSpread;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.text.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The numbers behind the page's charts and its table of trials, as the script reads them. */
final class PageData {
  private final PageSource source;
  private final SweepReport report;
  private final Axes axes;
  private final RepeatNames names;
  private final List<Axis> shown;

  private PageData(PageSource source) {
    this.source = source;
    this.report = source.report();
    this.axes = report.axes();
    this.names = RepeatNames.of(report.spec());
    Set<Axis> all = new LinkedHashSet<>(List.of(Axis.OPTIMIZER, Axis.LEARNING_RATE, Axis.EPOCHS));
    all.addAll(axes.varying());
    this.shown = all.stream().sorted().toList();
  }

  static Map<String, Object> of(PageSource source) {
    return new PageData(source).toJson();
  }

  private Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metric", metric());
    json.put("loss", report.spec().training().loss().key());
    json.put("label", report.label());
    json.put("features", report.features());
    json.put("columns", columns());
    json.put("axes", axes.varying().stream().map(Axis::key).toList());
    json.put("trials", source.trials().rows().stream().map(this::row).toList());
    json.put("leading", source.trials().leading().size());
    json.put("averaged", source.trials().averaged());
    json.put("over", report.metric().spec().over().key());
    json.put("noun", names.noun());
    json.put("grids", source.trials().grids().stream().map(RateGrid::toJson).toList());
    json.put("expected", source.trials().expected().toJson());
    json.put("jobEpochs", Arrays.stream(report.plan().epochs()).boxed().toList());
    json.put("curves", source.curves().toJson());
    json.put("fit", source.fit().toJson(report.features().size() == 1));
    json.put("known", report.known().map(PageData::known).orElse(null));
    json.put("references", report.best().isPresent() ? references() : List.of());
    json.put("coefficients", Coefficients.of(report).toJson());
    json.put("settings", settings());
    return json;
  }

  private Map<String, Object> metric() {
    MetricSpec spec = report.metric().spec();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", spec.key());
    json.put("maximize", spec.goal() == MetricSpec.Goal.MAXIMIZE);
    return json;
  }

  /** What closed forms and the mean of the label reach by the metric. */
  private List<Map<String, Object>> references() {
    List<Map<String, Object>> references = new ArrayList<>();
    Map<String, String> names = new LinkedHashMap<>();
    names.put(Baselines.OLS, "least squares");
    names.put(Baselines.LAD, "least absolute deviations");
    names.put(Baselines.MEAN, "mean of the label");
    names.forEach(
        (key, name) ->
            report
                .baselines()
                .named(key)
                .ifPresent(
                    baseline -> {
                      Map<String, Object> reference = new LinkedHashMap<>();
                      reference.put("key", key);
                      reference.put("name", name);
                      reference.put("value", Json.rounded(metricOf(baseline)));
                      references.add(reference);
                    }));
    for (ColumnBaseline column : report.baselines().columns()) {
      Map<String, Object> reference = new LinkedHashMap<>();
      reference.put("key", "column");
      reference.put("name", column.title());
      reference.put(
          "value", Json.rounded(report.metric().value(column.part(report.metric().spec().part()))));
      references.add(reference);
    }
    return references.stream().filter(reference -> reference.get("value") != null).toList();
  }

  private double metricOf(Baselines.Baseline baseline) {
    return report.metric().value(baseline.part(report.metric().spec().part()));
  }

  private static Map<String, Object> known(KnownModel known) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("weights", known.weights().length == 1 ? known.weights() : new double[0]);
    json.put("bias", known.bias());
    return json;
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("rank", "state"));
    shown.forEach(axis -> columns.add(axis.key()));
    columns.addAll(errors());
    columns.addAll(List.of("diverged_epoch", "error", "trial_id", "trajectory"));
    if (source.trials().averaged()) {
      columns.add("setting");
    }
    return columns;
  }

  /** The names of the errors shown, the metric among them. */
  private List<String> errors() {
    Set<String> names = new LinkedHashSet<>(List.of(report.metric().spec().key()));
    names.add("train_loss");
    if (report.plan().shape().hasValidation()) {
      names.add("validation_loss");
    }
    names.addAll(List.of("test_loss", "test_mae", "test_rmse", "test_r2"));
    if (report.spec().training().loss().key().equals("mae")) {
      names.remove("test_mae");
    }
    return List.copyOf(names);
  }

  private List<@Nullable Object> row(RankedTrial ranked) {
    TrialResult result = ranked.result();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(ranked.rank());
    row.add(result.state().name().toLowerCase(Locale.ROOT));
    shown.forEach(axis -> row.add(value(axis, result.trial())));
    errors().forEach(name -> row.add(Json.rounded(error(ranked, name))));
    row.add(result.divergedEpoch() > 0 ? result.divergedEpoch() : null);
    row.add(result.error().isEmpty() ? null : result.error());
    row.add(result.id().toString());
    row.add(trajectory(result.trial()));
    if (source.trials().averaged()) {
      row.add(result.trial().trajectory().setting().id().toString());
    }
    return row;
  }

  private @Nullable Object value(Axis axis, Trial trial) {
    if (!axis.appliesTo(trial)) {
      return null;
    }
    return switch (axis) {
      case OPTIMIZER, PARAMETERS -> axes.text(axis, trial);
      case BATCH_SIZE -> drawnBatches() ? axis.value(trial) : axes.text(axis, trial);
      case LEARNING_RATE, L1, L2 -> Json.rounded((Double) axis.value(trial));
      case EPOCHS, SEED -> axis.value(trial);
    };
  }

  /** Drawn batch sizes are many numbers, none of them {@code full}. */
  private boolean drawnBatches() {
    return report.spec().parameters().batchSizes() instanceof Distribution;
  }

  private double error(RankedTrial ranked, String name) {
    if (name.equals(report.metric().spec().key())) {
      return source.trials().value(ranked);
    }
    TrialResult result = ranked.result();
    PartMetrics test = result.test();
    return switch (name) {
      case "train_loss" -> result.train().loss();
      case "validation_loss" -> result.validation().loss();
      case "test_loss" -> test.loss();
      case "test_mae" -> test.mae();
      case "test_rmse" -> test.rmse();
      default -> test.r2(report.testLabelVariance());
    };
  }

  /** Whose curve the page has; null for none. */
  private @Nullable String trajectory(Trial trial) {
    var id = trial.trajectory().id();
    return source.curves().has(id) ? id.toString() : null;
  }

  private List<Map<String, Object>> settings() {
    return Judgment.on(report).settings().leading().stream().map(this::setting).toList();
  }

  private Map<String, Object> setting(SettingEvidence.Compared compared) {
    SettingSpread spread = compared.spread();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rank", spread.rank());
    json.put("setting", axes.setting(spread.example()));
    json.put("values", spread.values().stream().map(each -> Json.rounded(each.value())).toList());
    json.put("repeats", spread.values().stream().map(PageData::repeat).toList());
    json.put("value", Json.rounded(spread.value(report.metric())));
    json.put("deviation", Json.rounded(spread.deviation()));
    json.put("standing", standing(compared));
    return json;
  }

  /** A repeat in words: {@code seed 7}. */
  private static String repeat(SettingSpread.Value value) {
    List<String> words = new ArrayList<>();
    if (value.fold() != Trajectory.NO_FOLD) {
      words.add("fold " + value.fold());
    }
    if (value.seed() != Trajectory.NO_SEED) {
      words.add("seed " + value.seed());
    }
    return String.join(", ", words);
  }

  private static String standing(SettingEvidence.Compared compared) {
    return compared.spread().rank() == 1
        ? "first"
        : compared.better() ? "better" : compared.standing().name().toLowerCase(Locale.ROOT);
  }
}
