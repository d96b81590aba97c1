package dev.linesweep.spec;

import dev.linesweep.spec.condition.Condition;
import dev.linesweep.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a job as resolved: YAML that {@link SpecReader} reads back to an equal spec. Every default
 * is spelled out, and every range by its values; references to environment variables stay
 * references.
 */
public final class SpecWriter {
  private final StringBuilder out = new StringBuilder();

  private SpecWriter() {}

  /** The job file, lines ended by a line feed. */
  public static String write(SweepSpec spec) {
    SpecWriter writer = new SpecWriter();
    writer.line("name", quoted(spec.name()));
    writer.data(spec.data());
    writer.split(spec.split());
    writer.training(spec.training());
    writer.method(spec.search().method());
    writer.line(
        "metric",
        flow(Map.entry("name", spec.metric().key()), Map.entry("goal", key(spec.metric().goal()))));
    writer.parameters(spec.parameters());
    writer.exclude(spec.search().exclude());
    writer.line("engine", spec.engine().kind().key());
    writer.line("device", spec.engine().device().key());
    writer.limits(spec.limits());
    return writer.out.toString();
  }

  private void line(String key, String value) {
    out.append(key).append(": ").append(value).append('\n');
  }

  private void data(DataSpec data) {
    out.append("data:\n");
    switch (SourceKind.of(data.source())) {
      case LINE -> line("  line", line((DataSpec.Line) data.source()));
      case LINEAR -> line("  linear", linear((DataSpec.Linear) data.source()));
      case TABLE -> {
        table((DataSpec.Table) data.source());
        line("  missing", key(data.missing()));
        if (data.unseen() != DataSpec.Unseen.AT_PREDICT) {
          line("  unseen", key(data.unseen()));
        }
      }
    }
    line("  standardize", key(data.standardize()));
  }

  /** The permitted kinds of {@link DataSpec.Source}, to switch on. */
  private enum SourceKind {
    LINE,
    LINEAR,
    TABLE;

    static SourceKind of(DataSpec.Source source) {
      if (source instanceof DataSpec.Line) {
        return LINE;
      }
      return source instanceof DataSpec.Linear ? LINEAR : TABLE;
    }
  }

  private static String line(DataSpec.Line line) {
    return flow(
        Map.entry("weight", Numbers.write(line.weight())),
        Map.entry("bias", Numbers.write(line.bias())),
        Map.entry("start", Numbers.write(line.start())),
        Map.entry("end", Numbers.write(line.end())),
        Map.entry("step", Numbers.write(line.step())));
  }

  private static String linear(DataSpec.Linear linear) {
    return flow(
        Map.entry("rows", Integer.toString(linear.rows())),
        Map.entry("features", Integer.toString(linear.features())),
        Map.entry("noise", Numbers.write(linear.noise())),
        Map.entry("seed", Long.toString(linear.seed())));
  }

  private void table(DataSpec.Table table) {
    if (table.origin() instanceof DataSpec.Files files) {
      files(files);
    } else if (table.origin() instanceof DataSpec.CatalogTable catalog) {
      line("  table", quoted(catalog.name()));
    }
    unlessEmpty("  query", table.query());
    if (table.selection() instanceof DataSpec.Columns columns) {
      line("  label", quoted(columns.label()));
      line("  features", list(columns.features(), SpecWriter::quoted));
    } else if (table.selection() instanceof DataSpec.Formula formula) {
      line("  formula", quoted(formula.text()));
    }
    if (!table.orderBy().isEmpty()) {
      line("  order_by", list(table.orderBy(), SpecWriter::quoted));
    }
    unlessEmpty("  hint", table.hint());
    if (!table.baselines().isEmpty()) {
      line("  baseline", list(table.baselines(), SpecWriter::baseline));
    }
    cells(table.cells());
  }

  private void cells(DataSpec.Cells cells) {
    if (cells.decimal() != DataSpec.Decimal.AUTO) {
      line("  decimal", quoted(cells.decimal().key()));
    }
    if (!cells.naValues().isEmpty()) {
      line("  na_values", list(cells.naValues(), SpecWriter::quoted));
    }
    if (!cells.types().isEmpty()) {
      out.append("  types:\n");
      cells.types().forEach((column, type) -> line("    " + quoted(column), key(type)));
    }
  }

  private static String baseline(DataSpec.BaselineColumn baseline) {
    return flow(
        Map.entry("name", quoted(baseline.name())), Map.entry("column", quoted(baseline.column())));
  }

  private void files(DataSpec.Files files) {
    line("  format", files.format());
    unlessEmpty("  path", files.path());
    if (!files.options().isEmpty()) {
      out.append("  options:\n");
      files.options().forEach((key, value) -> line("    " + quoted(key), quoted(value)));
    }
  }

  private void unlessEmpty(String key, String value) {
    if (!value.isEmpty()) {
      line(key, quoted(value));
    }
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
    line("split", flow(entries));
  }

  private void training(TrainingSpec training) {
    line(
        "training",
        flow(
            Map.entry("loss", training.loss().key()),
            Map.entry("init", init(training.init())),
            Map.entry("shuffle_seed", Long.toString(training.shuffleSeed()))));
  }

  private void method(SearchMethod method) {
    line("method", method.key());
    if (method instanceof SearchMethod.Sample sample) {
      line("count", Integer.toString(sample.count()));
      line("search_seed", Long.toString(sample.seed()));
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
    out.append("parameters:\n  optimizer:\n    values:\n");
    parameters.optimizers().forEach(o -> out.append("      - ").append(optimizer(o)).append('\n'));
    if (!parameters.learningRates().isEmpty()) {
      line("  learning_rate", rates(parameters.learningRates()));
    }
    line("  epochs", axis(parameters.epochs(), String::valueOf));
    line("  seed", axis(parameters.seeds(), String::valueOf));
    line("  batch_size", axis(parameters.batchSizes(), SpecWriter::batchSize));
    line("  l1", axis(parameters.l1(), Numbers::write));
    line("  l2", axis(parameters.l2(), Numbers::write));
  }

  private void exclude(List<Condition> conditions) {
    if (!conditions.isEmpty()) {
      out.append("exclude:\n");
      conditions.forEach(c -> out.append("  - ").append(quoted(c.text())).append('\n'));
    }
  }

  private void limits(Limits limits) {
    if (limits.maxTrials() > 0) {
      line("max_trials", Long.toString(limits.maxTrials()));
    }
    if (!limits.timeBudget().isZero()) {
      line("time_budget", Durations.text(limits.timeBudget()));
    }
    Limits.Stop stop = limits.stop();
    if (!stop.isNever()) {
      String target = stop.hasTarget() ? "target: " + Numbers.write(stop.target()) : "";
      String patience = stop.patience() > 0 ? "patience: " + stop.patience() : "";
      String between = !target.isEmpty() && !patience.isEmpty() ? ", " : "";
      line("stop", "{" + target + between + patience + "}");
    }
  }

  private static String batchSize(int size) {
    return size == ParameterSpec.FULL_BATCH ? "full" : Integer.toString(size);
  }

  private static String optimizer(OptimizerSpec spec) {
    StringBuilder settings = new StringBuilder();
    List<Optimizer.Setting> keys = spec.optimizer().settings();
    for (int i = 0; i < keys.size(); i++) {
      setting(settings, keys.get(i).key(), axis(spec.settings().get(i), Numbers::write));
    }
    if (!spec.learningRates().isEmpty()) {
      setting(settings, "learning_rate", rates(spec.learningRates()));
    }
    return "{" + spec.optimizer().key() + ": {" + settings + "}}";
  }

  private static void setting(StringBuilder out, String key, String axis) {
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

  private static <T> String list(List<T> values, Function<T, String> written) {
    return values.stream().map(written).collect(Collectors.joining(", ", "[", "]"));
  }

  @SafeVarargs
  private static String flow(Map.Entry<String, String>... entries) {
    return flow(List.of(entries));
  }

  private static String flow(List<Map.Entry<String, String>> entries) {
    return entries.stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A double-quoted YAML scalar on one line. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int codePoint) {
    return switch (codePoint) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default ->
          isPrintable(codePoint)
              ? Character.toString(codePoint)
              : String.format(Locale.ROOT, "\\U%08X", codePoint);
    };
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
