package dev.linesweep.spec;

import dev.linesweep.spec.condition.Condition;
import java.util.List;
import java.util.Optional;

/**
 * Reads a job file. Everything that is wrong with it is found in one pass and thrown as one {@link
 * JobException}, each problem with its line and column or with the {@code --set} that brought it.
 */
public final class SpecReader {
  static final List<String> KEYS =
      List.of(
          "name",
          "data",
          "split",
          "training",
          "method",
          "count",
          "search_seed",
          "metric",
          "select",
          "parameters",
          "engine",
          "device",
          "exclude",
          "stop",
          "early_terminate",
          "max_trials",
          "time_budget",
          "tracking");

  private final Section job;
  private final String jobUri;

  private SpecReader(Section job, String jobUri) {
    this.job = job;
    this.jobUri = jobUri;
  }

  /**
   * The job with every default resolved.
   *
   * @param text the job file
   * @param jobUri where it was read from: shown in messages; relative data paths are resolved
   *     against its folder; a URI or a local path
   * @param sets {@code path=value}, each replacing a node of the file, the last one winning
   * @throws JobException with every problem found
   */
  public static SweepSpec read(String text, String jobUri, List<String> sets) {
    YamlNode file = YamlTree.parse(text, (line, column) -> new Place(jobUri, line, column));
    Problems problems = new Problems();
    YamlNode replaced = new Overrides(problems).apply(file, sets);
    MissingSpaces.refuse(replaced);
    EnvPlaces.check(replaced, problems);
    Field root = new Field(replaced, "", problems);
    if (root.isNothing()) {
      root.problem("the job file is empty; begin with name: line");
    }
    Optional<SweepSpec> spec =
        root.isNothing() ? Optional.empty() : new SpecReader(root.section(KEYS), jobUri).spec();
    problems.throwIfAny();
    return spec.orElseThrow(() -> new IllegalStateException("no spec and no problem"));
  }

  private Optional<SweepSpec> spec() {
    Optional<String> name = job.require("name", "name: line").flatMap(SpecReader::name);
    Optional<SplitSpec> split =
        job.get("split").map(SettingsReader::split).orElse(Optional.of(SplitSpec.USUAL));
    TrainingSpec training =
        job.get("training").map(SettingsReader::training).orElse(TrainingSpec.USUAL);
    SearchReader search = new SearchReader(job);
    Optional<SearchMethod> method = search.read();
    Optional<MetricSpec> metric = split.map(this::metric);
    Optional<DataSpec> data =
        job.require("data", "data: {line: {}}")
            .flatMap(f -> new DataReader(DataReader.section(f), training.loss(), jobUri).read());
    Optional<ParameterSpec> parameters =
        job.require("parameters", "parameters: {optimizer: sgd, epochs: 100}")
            .flatMap(
                f -> new ParameterReader(f.section(ParameterReader.AXES), search.draws()).read());
    List<Condition> exclude = job.get("exclude").map(ExcludeReader::read).orElse(List.of());
    Limits limits = LimitsReader.read(job);
    EngineKind kind =
        job.get("engine")
            .flatMap(f -> f.choice(EngineChoice.values()))
            .map(choice -> choice.kindFor(training.loss()))
            .orElse(EngineSpec.USUAL.kind());
    Device device =
        job.get("device").flatMap(f -> f.choice(Device.values())).orElse(EngineSpec.USUAL.device());
    TrackingSpec tracking = job.get("tracking").map(TrackingReader::read).orElse(TrackingSpec.NONE);
    EngineSpec engine = new EngineSpec(kind, device);
    obey(training, split, metric, data, engine);
    boolean folds = split.filter(SplitSpec::hasFolds).isPresent();
    metric.ifPresent(
        m ->
            parameters.ifPresent(
                p -> job.field().obeys(() -> SweepSpec.requireSelect(m, folds, training, p))));
    return name.isPresent()
            && split.isPresent()
            && data.isPresent()
            && parameters.isPresent()
            && method.isPresent()
        ? job.field()
            .made(
                () ->
                    new SweepSpec(
                        name.get(),
                        data.get(),
                        split.get().resolvedFor(data.get().source()),
                        training,
                        metric.orElseThrow(),
                        new SearchSpec(parameters.get(), method.get(), exclude, limits),
                        new RunSpec(engine, tracking)))
        : Optional.empty();
  }

  private MetricSpec metric(SplitSpec split) {
    MetricSpec metric =
        job.get("metric")
            .map(field -> SettingsReader.metric(field, split))
            .orElseGet(() -> MetricSpec.usualFor(split));
    return job.get("select").map(SettingsReader::select).map(metric::withSelect).orElse(metric);
  }

  /** Checks the sections against each other, also if one of them has other problems. */
  private void obey(
      TrainingSpec training,
      Optional<SplitSpec> split,
      Optional<MetricSpec> metric,
      Optional<DataSpec> data,
      EngineSpec engine) {
    Field field = job.field();
    Loss loss = training.loss();
    field.obeys(() -> SweepSpec.requireLoss(engine.kind(), loss));
    split.ifPresent(s -> metric.ifPresent(m -> field.obeys(() -> SweepSpec.requireMetric(m, s))));
    data.ifPresent(d -> field.obeys(() -> SweepSpec.requireStandardize(d.standardize(), loss)));
    data.ifPresent(d -> field.obeys(() -> SweepSpec.requireWeights(training.init(), d.source())));
    data.ifPresent(d -> field.obeys(() -> SweepSpec.requireQuery(d.source())));
    data.ifPresent(d -> field.obeys(() -> SweepSpec.requireDevice(engine, d)));
    split.ifPresent(
        s -> data.ifPresent(d -> field.obeys(() -> SweepSpec.requireGroups(s, d.source()))));
  }

  private static Optional<String> name(Field field) {
    return field
        .text()
        .flatMap(
            name ->
                field.made(
                    () -> {
                      SweepSpec.requireName(name, field.node().described());
                      return name;
                    }));
  }
}
