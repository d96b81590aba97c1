package dev.linesweep.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.linesweep.model.Baselines;
import dev.linesweep.model.ColumnBaseline;
import dev.linesweep.model.LinearModel;
import dev.linesweep.model.PairedErrors;
import dev.linesweep.model.PartErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.model.TrainingFacts;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.Provenance;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.WinnerFacts;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The best model and the baselines in {@code best/model.json}, completed from {@code
 * provenance.json}.
 *
 * @param model a missing node if no trial completed
 */
record SavedErrors(JsonNode model, Provenance provenance) {

  public List<String> features() {
    List<String> names = new ArrayList<>();
    model.path("features").forEach(name -> names.add(name.asText()));
    return names;
  }

  public String label() {
    return model.path("label").asText();
  }

  /**
   * The best trial with the best model and all of its errors, some of which are also in the tables
   * of trials. If a fold was held out of it, this is its setting on all training rows.
   */
  FittedTrial fitted(RankedTrial best) {
    TrialResult result = best.result();
    Trial ranked = result.trial();
    Trial trial = new Trial(ranked.trajectory().inFold(Trajectory.NO_FOLD), ranked.epochs());
    JsonNode errors = model.path("errors");
    return new FittedTrial(
        new RankedTrial(
            best.rank(),
            new TrialResult(
                trial,
                trial.id(),
                result.ending(),
                new PartErrors(
                    metrics(errors.path("train")),
                    metrics(errors.path("validation")),
                    metrics(errors.path("test"))),
                result.weights(),
                result.facts())),
        numbers(model.path("weights")),
        number(model, "bias"));
  }

  /** The facts about the rows. */
  SweepReport.Rows rows(SavedTrials saved) {
    return new SweepReport.Rows(
        features(), label(), saved.testLabelVariance(), baselines(), provenance.data().facts());
  }

  public Baselines baselines() {
    List<Baselines.Baseline> all = new ArrayList<>();
    model
        .path("baselines")
        .fields()
        .forEachRemaining(entry -> all.add(baseline(entry.getKey(), entry.getValue())));
    List<ColumnBaseline> columns = new ArrayList<>();
    model.path("baseline_columns").forEach(column -> columns.add(column(column)));
    List<String> notes = new ArrayList<>();
    model.path("baseline_notes").forEach(note -> notes.add(note.asText()));
    return new Baselines(all, columns, notes, facts());
  }

  /** The facts about the best trial besides its errors. */
  public WinnerFacts winner() {
    Map<String, PairedErrors> paired = new LinkedHashMap<>();
    model
        .path("baselines")
        .fields()
        .forEachRemaining(entry -> putPaired(paired, entry.getKey(), entry.getValue()));
    model
        .path("baseline_columns")
        .forEach(
            column ->
                putPaired(paired, ColumnBaseline.PREFIX + column.path("column").asText(), column));
    return new WinnerFacts(paired, provenance.check().rounding());
  }

  private static void putPaired(Map<String, PairedErrors> paired, String key, JsonNode baseline) {
    JsonNode json = baseline.path("test_differences");
    if (json.isObject()) {
      int rows = json.path("rows").asInt();
      paired.put(
          key,
          new PairedErrors(
              rows,
              json.path("effective_rows").asDouble(rows),
              differences(json.path("absolute")),
              differences(json.path("squared"))));
    }
  }

  private static PairedErrors.Differences differences(JsonNode json) {
    return new PairedErrors.Differences(number(json, "mean"), number(json, "deviation"));
  }

  private TrainingFacts facts() {
    return new TrainingFacts(numbers(model.path("deviations")), provenance.data().curvature());
  }

  private Baselines.Baseline baseline(String name, JsonNode json) {
    return new Baselines.Baseline(
        name,
        new LinearModel(numbers(json.path("weights")), number(json, "bias"), features(), label()),
        metrics(json.path("train")),
        metrics(json.path("validation")),
        metrics(json.path("test")),
        number(json.path("test"), "r2"));
  }

  private static ColumnBaseline column(JsonNode json) {
    return new ColumnBaseline(
        json.path("name").asText(),
        json.path("column").asText(),
        metrics(json.path("train")),
        metrics(json.path("validation")),
        metrics(json.path("test")),
        number(json.path("test"), "r2"));
  }

  private double[] numbers(JsonNode json) {
    double[] numbers = new double[features().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = json.path(i).asDouble(Double.NaN);
    }
    return numbers;
  }

  private static PartMetrics metrics(JsonNode json) {
    double rmse = number(json, "rmse");
    return new PartMetrics(number(json, "loss"), number(json, "mae"), rmse * rmse);
  }

  private static double number(JsonNode json, String key) {
    return json.path(key).asDouble(Double.NaN);
  }
}
