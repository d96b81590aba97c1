package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code split}, {@code training}, {@code metric} and {@code select}. */
final class SettingsReader {
  private static final int MOST_FOLDS = 1000;

  private SettingsReader() {}

  /** The split as written; {@link SplitSpec#resolvedFor} decides what is left open. */
  static Optional<SplitSpec> split(Field field) {
    Section section = field.section(List.of("test", "validation", "folds", "by", "seed", "groups"));
    Optional<SplitSpec.By> by =
        section.get("by").flatMap(f -> f.choice(SplitSpec.By.values(), ForeignWords::split));
    double test = section.get("test").flatMap(f -> f.number(NumberRule.SHARE)).orElse(0.2);
    double validation =
        section.get("validation").flatMap(f -> f.number(NumberRule.UNIT)).orElse(0.0);
    long seed = seed(section, "seed");
    int folds =
        section
            .get("folds")
            // A wrong number is a separate problem, and the user does want a validation part.
            .map(f -> f.whole(2, MOST_FOLDS).map(Long::intValue).orElse(2))
            .orElse(0);
    String groups = section.get("groups").flatMap(Field::text).orElse("");
    SplitSpec.By how = by.orElse(SplitSpec.By.ORDER);
    return field.made(
        () -> new SplitSpec(test, validation, how, seed, by.isEmpty(), folds, groups));
  }

  private static long seed(Section section, String key) {
    return section.get(key).flatMap(f -> f.whole(Long.MIN_VALUE, Long.MAX_VALUE)).orElse(13L);
  }

  static TrainingSpec training(Field field) {
    Section section = field.section(List.of("loss", "init", "shuffle_seed"));
    return new TrainingSpec(
        section
            .get("loss")
            .flatMap(f -> f.choice(Loss.values(), ForeignWords::loss))
            .orElse(TrainingSpec.USUAL.loss()),
        section.get("init").map(SettingsReader::init).orElse(new Init.Xavier()),
        seed(section, "shuffle_seed"));
  }

  private static Init init(Field field) {
    if (field.node() instanceof YamlNode.Mapping) {
      return given(field.section(List.of("weights", "bias")));
    }
    String word = field.node() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    if (!word.equals("xavier") && !word.equals("zeros")) {
      field.problem(
          "expected xavier, zeros or {weights: […], bias: 0.0}, got "
              + field.node().described()
              + Words.didYouMean(word, List.of("xavier", "zeros")));
    }
    return word.equals("zeros") ? new Init.Zeros() : new Init.Xavier();
  }

  private static Init given(Section section) {
    List<Double> weights = new ArrayList<>();
    List<Field> items =
        section.require("weights", "weights: [0.33]").map(Field::items).orElse(List.of());
    items.forEach(item -> item.number(NumberRule.ANY).ifPresent(weights::add));
    double bias = section.get("bias").flatMap(f -> f.number(NumberRule.ANY)).orElse(0.0);
    return section
        .field()
        .<Init>made(() -> new Init.Given(weights, bias))
        .orElse(new Init.Xavier());
  }

  static MetricSpec metric(Field field, SplitSpec split) {
    MetricSpec usual = MetricSpec.usualFor(split);
    if (!(field.node() instanceof YamlNode.Mapping)) {
      return metricName(field).orElse(usual);
    }
    Section section = field.section(List.of("name", "goal", "over"));
    MetricSpec named = section.get("name").flatMap(SettingsReader::metricName).orElse(usual);
    return named
        .withGoal(
            section
                .get("goal")
                .flatMap(f -> f.choice(MetricSpec.Goal.values()))
                .orElse(named.goal()))
        .withOver(
            section
                .get("over")
                .flatMap(f -> f.choice(MetricSpec.Over.values(), ForeignWords::over))
                .orElse(named.over()));
  }

  static MetricSpec.Select select(Field field) {
    return field
        .choice(MetricSpec.Select.values(), ForeignWords::select)
        .orElse(MetricSpec.Select.BEST);
  }

  private static Optional<MetricSpec> metricName(Field field) {
    String name = field.node() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    Optional<MetricSpec> metric = MetricSpec.named(name);
    if (metric.isEmpty()) {
      field.problem(
          "expected train_, validation_ or test_ with loss, mae, rmse or r2, got "
              + field.node().described()
              + ForeignWords.metric(name)
                  .map(known -> "; write " + known)
                  .orElseGet(() -> Words.didYouMean(name, MetricSpec.names())));
    }
    return metric;
  }
}
