package dev.linesweep.spec;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
          "metric",
          "parameters",
          "engine",
          "device");

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._-]{0,98}[\\p{L}\\p{N}._-])?");

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
   * @param jobUri where it was read from: shown in messages, and relative data paths are beside it;
   *     a URI or a local path
   * @param sets {@code path=value}, each replacing a node of the file, the last one winning
   * @throws JobException with every problem found
   */
  public static SweepSpec read(String text, String jobUri, List<String> sets) {
    YamlNode file = YamlTree.parse(text, (line, column) -> new Place(jobUri, line, column));
    Problems problems = new Problems();
    YamlNode replaced = new Overrides(problems).apply(file, sets);
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
    SplitSpec split =
        job.get("split").map(SettingsReader::split).orElse(SettingsReader.DEFAULT_SPLIT);
    TrainingSpec training =
        job.get("training").map(SettingsReader::training).orElse(SettingsReader.DEFAULT_TRAINING);
    job.get("method").ifPresent(SpecReader::method);
    MetricSpec metric =
        job.get("metric")
            .map(field -> SettingsReader.metric(field, split))
            .orElseGet(() -> SettingsReader.defaultMetric(split));
    Optional<DataSpec> data =
        job.require("data", "data: {line: {}}")
            .flatMap(f -> new DataReader(DataReader.section(f), training.loss(), jobUri).read());
    Optional<ParameterSpec> parameters =
        job.require("parameters", "parameters: {optimizer: sgd, epochs: 100}")
            .map(f -> new ParameterReader(f.section(ParameterReader.AXES)).read());
    EngineKind engine = engine(training.loss());
    Device device = device(engine);
    data.ifPresent(d -> checkWeights(training.init(), d.source()));
    return name.isPresent() && data.isPresent() && parameters.isPresent()
        ? Optional.of(
            new SweepSpec(
                name.get(),
                data.get(),
                split.resolvedFor(data.get().source()),
                training,
                metric,
                parameters.get(),
                engine,
                device))
        : Optional.empty();
  }

  private static Optional<String> name(Field field) {
    Optional<String> name = field.text();
    boolean valid = name.filter(n -> NAME.matcher(n).matches()).isPresent();
    if (name.isPresent() && !valid) {
      field.problem(
          "names a folder: expected up to 100 letters, digits, spaces, '.', '_' or '-', beginning"
              + " with a letter or digit, got "
              + field.node().described());
    }
    return name;
  }

  private static void method(Field field) {
    String method = field.text().orElse("grid");
    if (!method.equals("grid")) {
      field.problem("expected grid, got " + field.node().described() + ForeignWords.method(method));
    }
  }

  private EngineKind engine(Loss loss) {
    EngineKind engine =
        job.get("engine").flatMap(f -> f.choice(EngineKind.values())).orElse(EngineKind.DL4J);
    if (!engine.trains(loss)) {
      job.get("engine")
          .ifPresent(
              field ->
                  field.problem(
                      "%s trains %s, but training.loss is %s; write %s"
                          .formatted(
                              engine.key(),
                              engine.losses(),
                              loss.key(),
                              other(kind -> kind.trains(loss)))));
    }
    return engine;
  }

  private Device device(EngineKind engine) {
    Device device = job.get("device").flatMap(f -> f.choice(Device.values())).orElse(Device.AUTO);
    if (!engine.runsOn(device)) {
      job.get("device")
          .ifPresent(
              field ->
                  field.problem(
                      "%s runs on the CPU; write device: cpu, or engine: %s"
                          .formatted(engine.key(), other(kind -> kind.runsOn(device)))));
    }
    return device;
  }

  /** The keys of the engines that can do it. */
  private static String other(Predicate<EngineKind> able) {
    return Words.anyOf(Stream.of(EngineKind.values()).filter(able).map(EngineKind::key).toList());
  }

  private void checkWeights(Init init, DataSpec.Source source) {
    if (!(init instanceof Init.Given given) || source instanceof DataSpec.Table) {
      return;
    }
    int features = source instanceof DataSpec.Linear linear ? linear.features() : 1;
    if (!given.weights().isEmpty() && given.weights().size() != features) {
      job.get("training")
          .flatMap(field -> Section.any(field).get("init"))
          .ifPresent(
              field ->
                  field.problem(
                      "has "
                          + given.weights().size()
                          + " weights, but the data has "
                          + features
                          + " features"));
    }
  }
}
