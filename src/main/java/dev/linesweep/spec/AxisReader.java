package dev.linesweep.spec;

import dev.linesweep.spec.ValueRange.Scale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads axes: a scalar, {@code {value}}, {@code {values}}, {@code {min, max, count, scale}} or, if
 * the job's method draws from them, {@code {min, max, distribution}}. All axes of a job together
 * may have {@link ValueRules#MOST_VALUES}.
 */
final class AxisReader {
  private static final List<String> KEYS =
      List.of("value", "values", "min", "max", "count", "scale");
  private static final String FORMS = "expected a value, {values: […]} or {min, max, count, scale}";

  private final boolean draws;
  private int values;

  AxisReader(boolean draws) {
    this.draws = draws;
  }

  /**
   * Returns the axis's distinct values in the order written, a range as a {@link ValueRange}, or a
   * {@link Distribution}; empty if there is a problem.
   */
  <T extends Comparable<T>> List<T> read(Field axis, AxisKind<T> kind) {
    if (axis.node() instanceof YamlNode.Sequence) {
      axis.problem(FORMS + ", got a list; write {values: […]} around it");
      return List.of();
    }
    return axis.node() instanceof YamlNode.Mapping
        ? mapping(axis, kind)
        : kind.read(axis).stream().toList();
  }

  private <T extends Comparable<T>> List<T> mapping(Field axis, AxisKind<T> kind) {
    List<String> explained = new ArrayList<>(KEYS);
    explained.add(DistributionReader.KEY);
    Section form = Section.of(axis, explained, key -> unknown(key, kind));
    if (form.has(DistributionReader.KEY)) {
      Optional<Distribution<T>> drawn = new DistributionReader<>(form, kind, draws).read();
      return drawn.isPresent() ? drawn.get() : List.of();
    }
    boolean range = form.has("min") || form.has("max") || form.has("count") || form.has("scale");
    int forms = (form.has("value") ? 1 : 0) + (form.has("values") ? 1 : 0) + (range ? 1 : 0);
    if (forms != 1) {
      refuseForms(axis, form, forms);
      return List.of();
    }
    if (range) {
      return range(form, kind);
    }
    return form.get("values")
        .map(field -> values(field, kind))
        .orElseGet(() -> form.get("value").flatMap(kind::read).stream().toList());
  }

  private static void refuseForms(Field axis, Section form, int forms) {
    boolean explained = forms == 0 && !form.isAsWritten();
    if (!explained) {
      axis.problem(FORMS + (forms > 1 ? ", got more than one of them" : ", got none of them"));
    }
  }

  private <T extends Comparable<T>> String unknown(String key, AxisKind<T> kind) {
    boolean drawn = draws && !kind.distributions().isEmpty();
    List<String> known =
        drawn ? Stream.concat(KEYS.stream(), Stream.of(DistributionReader.KEY)).toList() : KEYS;
    String words = Section.unknown(key, known);
    return drawn ? ForeignKeys.drawn(words) : words;
  }

  private <T extends Comparable<T>> List<T> values(Field field, AxisKind<T> kind) {
    if (!(field.node() instanceof YamlNode.Sequence)) {
      field.problem("expected a list such as [1, 10], got " + field.node().described());
      return List.of();
    }
    if (field.items().isEmpty()) {
      field.problem("must not be empty");
    }
    return fits(field, field.items().size()) ? distinct(field.items(), kind) : List.of();
  }

  private static <T extends Comparable<T>> List<T> distinct(List<Field> items, AxisKind<T> kind) {
    Map<Object, Field> seen = new HashMap<>();
    List<T> values = new ArrayList<>();
    for (Field item : items) {
      Optional<T> value = kind.read(item);
      Optional<Field> first = value.map(v -> seen.putIfAbsent(kind.trained(v), item));
      first.ifPresent(f -> item.problem(twice(item, f, values.contains(value.get()))));
      value.ifPresent(values::add);
    }
    return values;
  }

  private static String twice(Field item, Field first, boolean equal) {
    return item.node().described()
        + " is listed twice"
        + (equal
            ? ""
            : ": training is in 32-bit floats, where it is the same as "
                + first.node().described());
  }

  private <T extends Comparable<T>> List<T> range(Section form, AxisKind<T> kind) {
    Optional<T> min = form.require("min", "min: 1").flatMap(kind::read);
    Optional<T> max = form.require("max", "max: 100").flatMap(kind::read);
    Optional<Integer> count = form.require("count", "count: 10").flatMap(this::count);
    Scale scale =
        form.get("scale").flatMap(field -> field.choice(Scale.values())).orElse(Scale.LINEAR);
    return min.isPresent()
            && max.isPresent()
            && count.isPresent()
            && isRange(form, kind, min.get(), max.get(), count.get(), scale)
        ? kind.range(min.get(), max.get(), count.get(), scale)
        : List.of();
  }

  private Optional<Integer> count(Field field) {
    return field
        .whole(1, Integer.MAX_VALUE)
        .map(Long::intValue)
        .filter(count -> fits(field, count));
  }

  private static <T extends Comparable<T>> boolean isRange(
      Section form, AxisKind<T> kind, T min, T max, int count, Scale scale) {
    if (min.compareTo(max) > 0) {
      form.keyProblem("max", "must be >= min, but " + max + " < " + min);
      return false;
    }
    if (count == 1 && !min.equals(max)) {
      form.keyProblem("count", "must be at least 2, since both ends are included");
      return false;
    }
    if (scale == Scale.LOG && !kind.isPositive(min)) {
      form.keyProblem("min", "must be > 0 on a log scale, got " + min);
      return false;
    }
    return true;
  }

  private boolean fits(Field field, int count) {
    if (count > ValueRules.MOST_VALUES - values) {
      field.problem(
          "the axes of a job may have " + ValueRules.MOST_VALUES + " values in all, not more");
      return false;
    }
    values += count;
    return true;
  }
}
