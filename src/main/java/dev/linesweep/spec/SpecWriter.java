package dev.linesweep.spec;

import static dev.linesweep.spec.YamlLines.flow;
import static dev.linesweep.spec.YamlLines.key;
import static dev.linesweep.spec.YamlLines.list;
import static dev.linesweep.spec.YamlLines.quoted;

import dev.linesweep.spec.condition.Condition;
import dev.linesweep.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes a resolved job as YAML that {@link SpecReader} reads back to an equal spec. Every default
 * is spelled out, and every range is listed; references to environment variables stay references.
 */
public final class SpecWriter {
  private final YamlLines out = new YamlLines();

  private SpecWriter() {}

  /** The job file; lines end with a line feed. */
  public static String write(SweepSpec spec) {
    SpecWriter writer = new SpecWriter();
    writer.out.line("name", quoted(spec.name()));
    new DataWriter(writer.out).write(spec.data());
    writer.split(spec.split());
    writer.training(spec.training());
    writer.method(spec.search().method());
    writer.metric(spec);
    writer.parameters(spec.parameters());
    writer.exclude(spec.search().exclude());
    writer.out.line("engine", spec.engine().kind().key());
    writer.out.line("device", spec.engine().device().key());
    writer.limits(spec.limits());
    writer.tracking(spec.tracking());
    return writer.out.toString();
  }

  private void split(SplitSpec split) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    entries.add(Map.entry("test", Numbers.write(split.test())));
    entries.add(
        split.hasFolds()
            ? Map.entry("folds", Integer.toString(split.folds()))
            : Map.entry("validation", Numbers.write(split.validation())));
    entries.add(Map.entry("by", key(split.by())));
    entries.add(Map.entry("seed", Long.toString(split.seed())));
    if (split.hasGroups()) {
      entries.add(Map.entry("groups", quoted(split.groups())));
    }
    out.line("split", flow(entries));
  }

  private void training(TrainingSpec training) {
    out.line(
        "training",
        flow(
            Map.entry("loss", training.loss().key()),
            Map.entry("init", init(training.init())),
            Map.entry("shuffle_seed", Long.toString(training.shuffleSeed()))));
  }

  /** Mentions repeats only if there are any. */
  private void metric(SweepSpec spec) {
    MetricSpec metric = spec.metric();
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    entries.add(Map.entry("name", metric.key()));
    entries.add(Map.entry("goal", key(metric.goal())));
    if (spec.hasRepeats() || metric.over() != MetricSpec.Over.MEAN) {
      entries.add(Map.entry("over", metric.over().key()));
    }
    out.line("metric", flow(entries));
    if (metric.select() != MetricSpec.Select.BEST) {
      out.line("select", metric.select().key());
    }
  }

  private void method(SearchMethod method) {
    out.line("method", method.key());
    if (method instanceof SearchMethod.Sample sample) {
      out.line("count", Integer.toString(sample.count()));
      out.line("search_seed", Long.toString(sample.seed()));
    }
  }

  private static String init(Init init) {
    if (init instanceof Init.Given given) {
      return flow(
          Map.entry("weights", list(given.weights(), Numbers::write)),
          Map.entry("bias", Numbers.write(given.bias())));
    }
    return init instanceof Init.Zeros ? "zeros" : "xavier";
  }

  private void parameters(ParameterSpec parameters) {
    out.line("parameters:\n  optimizer:\n    values:");
    parameters.optimizers().forEach(o -> out.line("      - " + optimizer(o)));
    if (!parameters.learningRates().isEmpty()) {
      out.line("  learning_rate", rates(parameters.learningRates()));
    }
    out.line("  epochs", axis(parameters.epochs(), String::valueOf));
    out.line("  seed", axis(parameters.seeds(), String::valueOf));
    out.line("  batch_size", axis(parameters.batchSizes(), SpecWriter::batchSize));
    out.line("  l1", axis(parameters.l1(), Numbers::write));
    out.line("  l2", axis(parameters.l2(), Numbers::write));
  }

  private void exclude(List<Condition> conditions) {
    if (!conditions.isEmpty()) {
      out.line("exclude:");
      conditions.forEach(c -> out.line("  - " + quoted(c.text())));
    }
  }

  private void limits(Limits limits) {
    if (limits.maxTrials() > 0) {
      out.line("max_trials", Long.toString(limits.maxTrials()));
    }
    if (!limits.timeBudget().isZero()) {
      out.line("time_budget", Durations.text(limits.timeBudget()));
    }
    Limits.Stop stop = limits.stop();
    if (!stop.isNever()) {
      String target = stop.hasTarget() ? "target: " + Numbers.write(stop.target()) : "";
      String patience = stop.patience() > 0 ? "patience: " + stop.patience() : "";
      String between = !target.isEmpty() && !patience.isEmpty() ? ", " : "";
      out.line("stop", "{" + target + between + patience + "}");
    }
    EarlyTerminate early = limits.earlyTerminate();
    if (!early.isNever()) {
      out.line(
          "early_terminate",
          flow(
              Map.entry("type", key(early.type())),
              Map.entry("eta", Integer.toString(early.eta())),
              Map.entry("min_epochs", Integer.toString(early.minEpochs()))));
    }
  }

  private void tracking(TrackingSpec tracking) {
    if (!tracking.equals(TrackingSpec.NONE)) {
      List<Map.Entry<String, String>> entries = new ArrayList<>();
      if (!tracking.mlflow().isEmpty()) {
        entries.add(Map.entry("mlflow", quoted(tracking.mlflow())));
      }
      if (!tracking.experiment().isEmpty()) {
        entries.add(Map.entry("experiment", quoted(tracking.experiment())));
      }
      entries.add(Map.entry("top", Integer.toString(tracking.top())));
      out.line("tracking", flow(entries));
    }
  }

  private static String batchSize(int size) {
    return size == ParameterSpec.FULL_BATCH ? "full" : Integer.toString(size);
  }

  private static String optimizer(OptimizerSpec spec) {
    StringBuilder parameters = new StringBuilder();
    List<Optimizer.Parameter> keys = spec.optimizer().parameters();
    for (int i = 0; i < keys.size(); i++) {
      parameter(parameters, keys.get(i).key(), axis(spec.parameters().get(i), Numbers::write));
    }
    if (!spec.learningRates().isEmpty()) {
      parameter(parameters, "learning_rate", rates(spec.learningRates()));
    }
    return "{" + spec.optimizer().key() + ": {" + parameters + "}}";
  }

  private static void parameter(StringBuilder out, String key, String axis) {
    out.append(out.isEmpty() ? "" : ", ").append(key).append(": ").append(axis);
  }

  private static String rates(List<Double> rates) {
    return rates.equals(ParameterSpec.AUTO_RATES) ? "auto" : axis(rates, Numbers::write);
  }

  private static <T> String axis(List<T> values, Function<T, String> written) {
    if (values instanceof Distribution) {
      return values.toString();
    }
    return values.size() == 1
        ? written.apply(values.get(0))
        : "{values: " + list(values, written) + "}";
  }
}
