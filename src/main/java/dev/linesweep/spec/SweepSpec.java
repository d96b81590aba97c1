package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One job with every default resolved and every relative path made absolute: against the job file's
 * folder, or else the working directory. It and its parts refuse values that break a rule of the
 * job file, with a {@link JobException} that begins with the value's path there.
 */
public record SweepSpec(
    String name,
    DataSpec data,
    SplitSpec split,
    TrainingSpec training,
    MetricSpec metric,
    SearchSpec search,
    RunSpec run)
    implements Serializable {
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._-]{0,98}[\\p{L}\\p{N}._-])?");

  public SweepSpec {
    data = data.absolute();
    requireName(name, Words.quoted(name));
    requireMetric(metric, split);
    requireSelect(metric, split.hasFolds(), training, search.parameters());
    requireLoss(run.engine().kind(), training.loss());
    requireStandardize(data.standardize(), training.loss());
    requireWeights(training.init(), data.source());
    requireQuery(data.source());
    requireGroups(split, data.source());
    requireDevice(run.engine(), data);
  }

  /** A job without a tracking server. */
  public SweepSpec(
      String name,
      DataSpec data,
      SplitSpec split,
      TrainingSpec training,
      MetricSpec metric,
      SearchSpec search,
      EngineSpec engine) {
    this(name, data, split, training, metric, search, RunSpec.of(engine));
  }

  /** A job that trains all points of a grid. */
  public SweepSpec(
      String name,
      DataSpec data,
      SplitSpec split,
      TrainingSpec training,
      MetricSpec metric,
      ParameterSpec parameters,
      EngineSpec engine) {
    this(name, data, split, training, metric, SearchSpec.of(parameters), engine);
  }

  public ParameterSpec parameters() {
    return search.parameters();
  }

  /** The column that says how much each row counts; empty if all count the same. */
  public Optional<String> rowWeight() {
    return Optional.of(OtherColumns.of(data).rowWeight()).filter(name -> !name.isEmpty());
  }

  public Limits limits() {
    return search.limits();
  }

  public EngineSpec engine() {
    return run.engine();
  }

  public TrackingSpec tracking() {
    return run.tracking();
  }

  /**
   * @param described the name, as messages quote it
   */
  static void requireName(String name, String described) {
    BrokenRule.unless(
        NAME.matcher(name).matches(),
        "name",
        "names a folder: expected up to 100 letters, digits, spaces, '.', '_' or '-', beginning"
            + " with a letter or digit, got "
            + described);
  }

  static void requireMetric(MetricSpec metric, SplitSpec split) {
    BrokenRule.unless(
        metric.part() != MetricSpec.Part.VALIDATION || split.validates(),
        "metric",
        "there is no validation part; write split: {validation: 0.1} too");
    BrokenRule.unless(
        metric.part() == MetricSpec.Part.VALIDATION || !split.hasFolds(),
        "metric",
        "with folds the trials are ranked by the rows of their folds; write validation_"
            + metric.measure().key());
  }

  /** The rule of one standard error needs a mean over several repeats. */
  static void requireSelect(
      MetricSpec metric, boolean folds, TrainingSpec training, ParameterSpec parameters) {
    if (metric.select() == MetricSpec.Select.BEST) {
      return;
    }
    String rule = metric.select().key();
    BrokenRule.unless(
        metric.over() == MetricSpec.Over.MEAN,
        "select",
        "%s compares means, but metric.over is %s; write over: mean, or select: best"
            .formatted(rule, metric.over().key()));
    BrokenRule.unless(
        folds || training.init().drawsFromSeed(),
        "select",
        "%s needs several repeats of a setting, but with this training.init all seeds give the same training; write split: {folds: 5}, or select: best"
            .formatted(rule));
    BrokenRule.unless(
        folds || parameters.seeds().size() > 1,
        "select",
        "%s needs several repeats of a setting, but there is only one; write seed: {values: [1, 2, 3, 4, 5]} under parameters, or split: {folds: 5}, or select: best"
            .formatted(rule));
  }

  static void requireLoss(EngineKind engine, Loss loss) {
    BrokenRule.unless(
        engine.trains(loss),
        "engine",
        "%s trains %s, but training.loss is %s; write %s"
            .formatted(
                engine.key(),
                engine.losses(),
                loss.key(),
                EngineSpec.those(each -> each.trains(loss))));
  }

  static void requireStandardize(DataSpec.Standardize standardize, Loss loss) {
    BrokenRule.unless(
        standardize != DataSpec.Standardize.ALL || !loss.needsOwnUnits(),
        "data.standardize",
        "the loss %s needs the label in its own units, got \"all\"; write features"
            .formatted(loss.key()));
  }

  static void requireGroups(SplitSpec split, DataSpec.Source source) {
    BrokenRule.unless(
        !split.hasGroups() || source instanceof DataSpec.Table,
        "split.groups",
        "names a column of a table, and generated rows have none; leave it out");
  }

  static void requireDevice(EngineSpec engine, DataSpec data) {
    BrokenRule.unless(
        suits(engine, data),
        "device",
        "rows have weights (data.row_weight), and %s trains such rows only on the CPU, got \"gpu\"; write cpu"
            .formatted(engine.kind().key()));
  }

  /** The fused engine's kernels for GPUs do not support row weights. */
  private static boolean suits(EngineSpec engine, DataSpec data) {
    boolean kernels = engine.device() == Device.GPU && !engine.kind().needsNd4j();
    return !(kernels && OtherColumns.of(data).hasRowWeight());
  }

  static void requireQuery(DataSpec.Source source) {
    if (source instanceof DataSpec.Table table && !table.query().isEmpty()) {
      List<String> wrong = QueryGuard.problems(table.query());
      BrokenRule.unless(wrong.isEmpty(), "data.query", String.join("; ", wrong));
    }
  }

  static void requireWeights(Init init, DataSpec.Source source) {
    if (init instanceof Init.Given given && !(source instanceof DataSpec.Table)) {
      int features = source instanceof DataSpec.Linear linear ? linear.features() : 1;
      BrokenRule.unless(
          given.weights().size() == features,
          "training.init",
          "has %d weights, but the data has %d features"
              .formatted(given.weights().size(), features));
    }
  }

  /** True if a setting has several trials, which differ only in their seeds and folds. */
  public boolean hasRepeats() {
    return split.hasFolds() || (training.init().drawsFromSeed() && parameters().seeds().size() > 1);
  }

  /** The same job for another engine, on the CPU if it cannot train these rows on the GPU. */
  public SweepSpec withEngine(EngineKind other) {
    EngineSpec engine = engine().with(other);
    EngineSpec suitable = suits(engine, data) ? engine : new EngineSpec(other, Device.CPU);
    return new SweepSpec(name, data, split, training, metric, search, run.with(suitable));
  }

  /** The same job with a hint how to get its table, unless it has one. */
  public SweepSpec hinted(String how) {
    return new SweepSpec(name, data.hinted(how), split, training, metric, search, run);
  }

  /** The same job with other columns of its table. */
  public SweepSpec withSelection(DataSpec.Selection other) {
    return new SweepSpec(name, data.selecting(other), split, training, metric, search, run);
  }

  /** The same job with other axes. */
  public SweepSpec withParameters(ParameterSpec other) {
    return new SweepSpec(name, data, split, training, metric, search.with(other), run);
  }

  /** The same job with another tracking server. */
  public SweepSpec withTracking(TrackingSpec other) {
    return new SweepSpec(
        name, data, split, training, metric, search, new RunSpec(run.engine(), other));
  }
}
