package dev.linesweep.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.linesweep.data.KnownModel;
import dev.linesweep.data.Samples;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Baselines;
import dev.linesweep.result.LinearModel;
import dev.linesweep.result.PartMetrics;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.Optional;

/**
 * Writes {@code best/model.json}: the best trial as a formula in the units of the data, with its
 * settings and errors beside the baselines'. Nothing in it varies from run to run.
 */
public final class ModelJson {
  private ModelJson() {}

  public static String of(
      TrialResult best, Samples samples, Baselines baselines, Optional<KnownModel> truth) {
    LinearModel model = LinearModel.of(best.weights(), samples);
    ObjectNode json = Json.object();
    json.put("equation", model.equation());
    json.put("label", model.label());
    ArrayNode features = json.putArray("features");
    model.features().forEach(features::add);
    json.set("weights", Json.numbers(model.weights()));
    json.set("bias", Json.number(model.bias()));
    truth.ifPresent(known -> json.set("known", known(known)));
    json.set("trial", trial(best));
    ObjectNode errors = json.putObject("errors");
    errors.set("train", errors(best.train(), samples, Part.TRAIN));
    if (samples.validation().rows() > 0) {
      errors.set("validation", errors(best.validation(), samples, Part.VALIDATION));
    }
    errors.set("test", errors(best.test(), samples, Part.TEST));
    json.set("baselines", baselines(baselines, samples));
    return Json.text(json);
  }

  private static ObjectNode known(KnownModel known) {
    ObjectNode json = Json.object();
    json.set("weights", Json.numbers(known.weights()));
    json.set("bias", Json.number(known.bias()));
    return json;
  }

  private static ObjectNode trial(TrialResult best) {
    Trajectory trajectory = best.trial().trajectory();
    ObjectNode json = Json.object();
    json.put("trial_id", best.id().toString());
    json.put("optimizer", trajectory.optimizer().key());
    for (int i = 0; i < trajectory.settings().values().size(); i++) {
      json.set(
          trajectory.optimizer().settings().get(i).key(),
          Json.number(trajectory.settings().values().get(i)));
    }
    if (trajectory.optimizer().hasLearningRate()) {
      json.set("learning_rate", Json.number(trajectory.learningRate()));
    }
    json.put("epochs", best.trial().epochs());
    if (trajectory.fullBatch()) {
      json.put("batch_size", "full");
    } else {
      json.put("batch_size", trajectory.batchSize());
    }
    json.set("l1", Json.number(trajectory.l1()));
    json.set("l2", Json.number(trajectory.l2()));
    if (trajectory.hasSeed()) {
      json.put("seed", trajectory.seed());
    }
    return json;
  }

  private static ObjectNode errors(PartMetrics metrics, Samples samples, Part part) {
    ObjectNode json = Json.object();
    json.put("rows", samples.part(part).rows());
    json.set("loss", Json.number(metrics.loss()));
    json.set("mae", Json.number(metrics.mae()));
    json.set("rmse", Json.number(metrics.rmse()));
    json.set("r2", Json.number(metrics.r2(samples.labelVariance(part))));
    return json;
  }

  private static ObjectNode baselines(Baselines baselines, Samples samples) {
    ObjectNode json = Json.object();
    for (Baselines.Baseline baseline : baselines.all()) {
      ObjectNode one = json.putObject(baseline.name());
      one.set("weights", Json.numbers(baseline.model().weights()));
      one.set("bias", Json.number(baseline.model().bias()));
      one.set("test", errors(baseline.test(), samples, Part.TEST));
    }
    return json;
  }
}
