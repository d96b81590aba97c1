package dev.linesweep.track;

import dev.linesweep.model.PartMetrics;
import dev.linesweep.output.LeadingSettings;
import dev.linesweep.output.LeadingSettings.Leading;
import dev.linesweep.output.SavedTrials;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.SettingSpread;
import dev.linesweep.result.Losses;
import dev.linesweep.result.RankedSetting;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterName;
import dev.linesweep.table.Row;
import dev.linesweep.text.Decimal;
import dev.linesweep.track.TrackedRun.Measure;
import dev.linesweep.track.TrackedRun.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The best settings as runs: their params and measures have the names of the tables' columns. For a
 * setting with several repeats the measures are means over them, and the trial and the trajectory
 * are those of the first repeat.
 */
record SettingRuns(SavedTrials saved, LeadingSettings leading) {
  private static final String MAE = "test_mae";
  private static final String RMSE = "test_rmse";
  private static final String R2 = "test_r2";

  List<TrackedRun> all() {
    return leading.settings().stream().map(this::run).toList();
  }

  private TrackedRun run(Leading each) {
    RankedSetting setting = each.setting();
    return new TrackedRun(
        saved.axes().setting(setting.setting()),
        new Span(each.began(), each.ended(), setting.count(State.COMPLETE) > 0),
        params(setting),
        tags(setting),
        measures(each));
  }

  private Map<String, String> params(RankedSetting setting) {
    Trial trial = setting.first().result().trial();
    Trajectory trajectory = trial.trajectory();
    Map<String, String> params = new LinkedHashMap<>();
    params.put("optimizer", trajectory.optimizer().key());
    int at = 0;
    for (Optimizer.Parameter own : trajectory.optimizer().parameters()) {
      params.put(
          ParameterName.of(trajectory.optimizer(), own),
          Decimal.of(trajectory.parameters().values().get(at++)));
    }
    if (trajectory.optimizer().hasLearningRate()) {
      params.put("learning_rate", Decimal.of(trajectory.learningRate()));
    }
    params.put("epochs", Integer.toString(trial.epochs()));
    params.put("batch_size", trajectory.batch());
    params.put("l1", Decimal.of(trajectory.l1()));
    params.put("l2", Decimal.of(trajectory.l2()));
    if (trajectory.hasSeed() && !saved.hasRepeats()) {
      params.put("seed", Long.toString(trajectory.seed()));
    }
    return params;
  }

  private Map<String, String> tags(RankedSetting setting) {
    TrialResult first = setting.first().result();
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(TrackedRun.SETTING, setting.setting().id().toString());
    tags.put("linesweep.trial", first.id().toString());
    tags.put("linesweep.trajectory", first.trial().trajectory().id().toString());
    tags.put(TrackedRun.RANK, Long.toString(setting.rank()));
    tags.put("linesweep.state", first.state().name());
    if (saved.hasRepeats()) {
      tags.put("linesweep.repeats", Integer.toString(setting.trials().size()));
    }
    if (first.divergedEpoch() > 0) {
      tags.put("linesweep.diverged_epoch", Integer.toString(first.divergedEpoch()));
    }
    tags.putAll(TrackedRun.SOURCE);
    return tags;
  }

  /** The losses up to the setting's epochs, then its errors. */
  private List<Measure> measures(Leading each) {
    RankedSetting setting = each.setting();
    int epochs = setting.setting().epochs();
    Map<String, Double> last = saved.hasRepeats() ? means(setting) : errors(each.first());
    last.values().removeIf(value -> !Double.isFinite(value));
    List<Measure> measures = new ArrayList<>();
    for (Losses losses : curve(setting)) {
      if (losses.epoch() <= epochs) {
        byPart(losses).stream()
            .filter(loss -> Double.isFinite(loss.value()))
            .filter(loss -> loss.epoch() < epochs || !last.containsKey(loss.key()))
            .forEach(measures::add);
      }
    }
    last.forEach((key, value) -> measures.add(new Measure(key, value, epochs)));
    return measures;
  }

  private static List<Measure> byPart(Losses losses) {
    return List.of(
        new Measure(loss(Part.TRAIN), losses.train(), losses.epoch()),
        new Measure(loss(Part.VALIDATION), losses.validation(), losses.epoch()),
        new Measure(loss(Part.TEST), losses.test(), losses.epoch()));
  }

  private static String loss(Part part) {
    return part.key() + "_loss";
  }

  /** The errors as in the tables. */
  private Map<String, Double> errors(Row trial) {
    Map<String, Double> errors = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      errors.put(loss(part), trial.number(loss(part)));
    }
    for (String key : List.of(MAE, RMSE, R2, saved.metric().spec().key())) {
      errors.put(key, trial.number(key));
    }
    return errors;
  }

  /** The mean errors over the complete repeats. */
  private Map<String, Double> means(RankedSetting setting) {
    SettingSpread spread = SettingSpread.of(setting, saved.metric());
    PartMetrics test = spread.errors().of(Part.TEST);
    Map<String, Double> errors = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      errors.put(loss(part), spread.errors().of(part).loss());
    }
    errors.put(MAE, test.mae());
    errors.put(RMSE, setting.mean(Part.TEST, PartMetrics::rmse));
    errors.put(R2, test.r2(saved.testLabelVariance()));
    String key = saved.metric().spec().key();
    errors.put(key, spread.value(saved.metric()));
    if (spread.repeats() > 1) {
      errors.put(key + "_deviation", spread.deviation());
    }
    return errors;
  }

  /** The mean over the complete repeats that have a curve. */
  private List<Losses> curve(RankedSetting setting) {
    List<List<Losses>> curves =
        setting.trials().stream()
            .map(RankedTrial::result)
            .filter(result -> result.state() == State.COMPLETE)
            .map(result -> result.trial().trajectory().id())
            .filter(leading.curves()::containsKey)
            .map(id -> leading.curves().getOrDefault(id, List.of()))
            .toList();
    return curves.isEmpty() ? List.of() : MeanCurve.of(curves);
  }
}
