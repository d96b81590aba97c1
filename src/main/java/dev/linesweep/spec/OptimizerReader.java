package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code parameters.optimizer}: names, or names with parameters and learning rates. */
final class OptimizerReader {
  private static final int MOST_ENTRIES = 200;
  private static final String LEARNING_RATE = "learning_rate";
  private static final List<String> NAMES =
      Stream.of(Optimizer.values()).map(Optimizer::key).toList();

  private final AxisReader axes;

  OptimizerReader(AxisReader axes) {
    this.axes = axes;
  }

  /**
   * The entries in the order written.
   *
   * @param sharedRates the values of {@code parameters.learning_rate}; may be empty
   */
  List<OptimizerSpec> read(Field field, List<Double> sharedRates) {
    List<OptimizerSpec> entries = new ArrayList<>();
    for (Field item : entries(field)) {
      Optional<OptimizerSpec> entry = entry(item);
      if (entry.isPresent() && entries.stream().anyMatch(e -> e.meets(entry.get(), sharedRates))) {
        item.problem(
            entry.get().optimizer().key()
                + " is listed twice with the same parameters and learning rate");
      }
      entry.ifPresent(entries::add);
    }
    return entries;
  }

  private static List<Field> entries(Field field) {
    if (field.node() instanceof YamlNode.Sequence) {
      field.problem("expected a name or {values: […]}, got a list; write {values: […]} around it");
      return List.of();
    }
    if (!isAxis(field.node())) {
      return List.of(field);
    }
    Section form = field.section(List.of("value", "values"));
    if (form.has("value") && form.has("values")) {
      field.problem("expected value or values, got both");
    }
    return form.get("values").map(OptimizerReader::values).orElseGet(() -> value(form));
  }

  private static boolean isAxis(YamlNode node) {
    return node instanceof YamlNode.Mapping mapping
        && !(mapping.entries().size() == 1 && isName(mapping.entries().get(0).key().text()));
  }

  private static boolean isName(String key) {
    return NAMES.contains(key) || ForeignWords.optimizer(key).isPresent();
  }

  private static List<Field> value(Section form) {
    return form.get("value").stream().toList();
  }

  private static List<Field> values(Field field) {
    boolean list = field.node() instanceof YamlNode.Sequence;
    if (!list || field.items().isEmpty() || field.items().size() > MOST_ENTRIES) {
      field.problem(
          list
              ? "expected 1 to " + MOST_ENTRIES + " optimizers, got " + field.items().size()
              : "expected a list such as [sgd, adam], got " + field.node().described());
      return List.of();
    }
    return field.items();
  }

  private Optional<OptimizerSpec> entry(Field field) {
    if (!(field.node() instanceof YamlNode.Mapping mapping)) {
      return field
          .text()
          .flatMap(name -> optimizer(field, name))
          .flatMap(o -> parameters(o, none(field)));
    }
    if (mapping.entries().size() != 1) {
      field.problem(
          "expected one optimizer with its parameters, such as {nesterovs: {momentum: 0.9}}");
      return Optional.empty();
    }
    YamlNode.Entry entry = mapping.entries().get(0);
    String name = entry.key().text();
    Field named = new Field(entry.key(), field.path(), field.problems());
    Field parameters = field.child(Words.oneLine(name), entry.value());
    return optimizer(named, name).flatMap(o -> parameters(o, section(o, parameters)));
  }

  private static Optional<Optimizer> optimizer(Field field, String name) {
    int at = NAMES.indexOf(name);
    if (at < 0) {
      field.problem("unknown optimizer " + Words.quoted(name) + remedy(name));
      return Optional.empty();
    }
    return Optional.of(Optimizer.values()[at]);
  }

  private static String remedy(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ForeignWords.optimizer(name)
        .map(words -> ": " + words)
        .or(() -> MissingSpaces.remedy(name).map(words -> "; " + words))
        .or(() -> Words.nearest(lower, NAMES).map(near -> " (did you mean \"" + near + "\"?)"))
        .orElse("; there are " + Words.allOf(NAMES));
  }

  private static Section none(Field field) {
    return Section.any(field.child("", new YamlNode.Mapping(field.node().place(), List.of())));
  }

  private static Section section(Optimizer optimizer, Field parameters) {
    if (parameters.isNothing()) {
      return none(parameters);
    }
    List<String> own = keys(optimizer);
    return Section.of(
        parameters, own, key -> optimizer.key() + " has no " + Words.quoted(key) + has(own, key));
  }

  private static List<String> keys(Optimizer optimizer) {
    Stream<String> parameters = optimizer.parameters().stream().map(Optimizer.Parameter::key);
    Stream<String> rate = optimizer.hasLearningRate() ? Stream.of(LEARNING_RATE) : Stream.empty();
    return Stream.concat(parameters, rate).toList();
  }

  private static String has(List<String> own, String key) {
    return key.equals(LEARNING_RATE)
        ? "; it derives its step from the gradients, and has " + Words.allOf(own)
        : "; it has " + Words.allOf(own) + Words.didYouMean(key, own);
  }

  private Optional<OptimizerSpec> parameters(Optimizer optimizer, Section section) {
    List<List<Double>> parameters =
        optimizer.parameters().stream().map(parameter -> values(parameter, section)).toList();
    List<Double> rates =
        section.get(LEARNING_RATE).map(axis -> ParameterReader.rates(axes, axis)).orElse(List.of());
    return section.field().made(() -> new OptimizerSpec(optimizer, parameters, rates));
  }

  private List<Double> values(Optimizer.Parameter parameter, Section section) {
    AxisKind<Double> kind = new AxisKind.Reals(NumberRule.of(parameter.range()));
    return section
        .get(parameter.key())
        .map(axis -> axes.read(axis, kind))
        .orElse(List.of(parameter.defaultValue()));
  }
}
