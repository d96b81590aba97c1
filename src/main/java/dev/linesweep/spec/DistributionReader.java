package dev.linesweep.spec;

import dev.linesweep.spec.Distribution.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code {min, max, distribution}}, and says what to write instead of any other. */
final class DistributionReader<T extends Comparable<T>> {
  static final String KEY = "distribution";

  private static final List<String> OF_OTHER_FORMS = List.of("value", "values", "count", "scale");

  private final Section form;
  private final AxisKind<T> axis;
  private final boolean draws;

  /**
   * @param draws whether the job's method draws from axes
   */
  DistributionReader(Section form, AxisKind<T> axis, boolean draws) {
    this.form = form;
    this.axis = axis;
    this.draws = draws;
  }

  Optional<Distribution<T>> read() {
    Optional<Kind> kind = form.get(KEY).flatMap(this::kind);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    OF_OTHER_FORMS.stream()
        .filter(form::has)
        .forEach(key -> form.keyProblem(key, "cannot be used with a distribution; leave it out"));
    Optional<T> min = form.require("min", "min: " + example(false)).flatMap(axis::read);
    Optional<T> max = form.require("max", "max: " + example(true)).flatMap(axis::read);
    return min.isPresent() && max.isPresent() && isRange(kind.get(), min.get(), max.get())
        ? Optional.of(axis.distribution(kind.get(), min.get(), max.get()))
        : Optional.empty();
  }

  private Optional<Kind> kind(Field field) {
    String name = field.text().orElse("");
    Optional<Kind> kind = Choice.of(Kind.values(), name).filter(axis.distributions()::contains);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (!draws && !axis.distributions().isEmpty()) {
      field.problem(
          "a grid has no distributions; " + remedy(name) + ", or method: sobol at the top");
      return Optional.empty();
    }
    if (kind.isEmpty()) {
      field.problem(expected(field) + "; " + remedy(name));
    }
    return kind;
  }

  private String expected(Field field) {
    return axis.distributions().isEmpty()
        ? "this axis is listed, and every value is trained"
        : Choice.expected(axis.distributions().toArray(Kind[]::new), "", field.node().described());
  }

  private boolean isRange(Kind kind, T min, T max) {
    if (kind == Kind.LOG_UNIFORM && !axis.isPositive(min)) {
      form.keyProblem(
          "min",
          "must be > 0 for log_uniform, whose ends are values, not exponents, got %s; write min: %s"
              .formatted(written(min), below(max)));
      return false;
    }
    if (min.compareTo(max) >= 0) {
      form.keyProblem(
          "max",
          "must be > min in a distribution, but %s <= %s".formatted(written(max), written(min)));
      return false;
    }
    return true;
  }

  /** Three decades below an upper end. */
  private String below(T max) {
    return max instanceof Double most && most > 0 ? Numbers.write(most / 1000) : axis.least();
  }

  /** What to write: the nearest of W&amp;B's distributions, with the ends that are given. */
  private String remedy(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("constant")) {
      return "write {value: " + axis.most() + "}";
    }
    boolean listed = lower.equals("categorical") || axis.distributions().isEmpty();
    if (listed) {
      return "write {values: [" + axis.least() + ", " + axis.most() + "]}";
    }
    boolean log = lower.contains("log");
    boolean quantized = lower.startsWith("q_");
    Kind nearest = log ? Kind.LOG_UNIFORM : Kind.UNIFORM;
    if (axis.distributions().contains(Kind.INT_UNIFORM)) {
      nearest = Kind.INT_UNIFORM;
    }
    boolean range = !draws || quantized || (log && nearest == Kind.INT_UNIFORM);
    return "write {"
        + ends(log)
        + (range ? ", count: 10" + (log ? ", scale: log" : "") : ", distribution: " + nearest.key())
        + "}";
  }

  /** An end that fits the other one, if the other one is given. */
  private String example(boolean isMax) {
    Optional<T> other = quietly(isMax ? "min" : "max");
    String usual = isMax ? axis.most() : axis.least();
    double end = other.map(value -> ((Number) value).doubleValue()).orElse(0.0);
    return Stream.of(usual, isMax ? text(10 * end) : text(end / 10), text((end + 1) / 2))
        .filter(text -> fits(text, other, isMax))
        .findFirst()
        .orElse(usual);
  }

  private String text(double end) {
    return axis.distributions().contains(Kind.INT_UNIFORM)
        ? Long.toString((long) end)
        : Numbers.write(end);
  }

  private boolean fits(String text, Optional<T> other, boolean isMax) {
    Optional<T> end = quietly(new YamlNode.Scalar(form.field().node().place(), text, true));
    return end.isPresent()
        && other.isPresent()
        && end.get().compareTo(other.get()) * (isMax ? 1 : -1) > 0;
  }

  /** The ends as written, if the axis can have them. */
  private String ends(boolean log) {
    Optional<T> min = quietly("min").filter(value -> !log || axis.isPositive(value));
    Optional<T> max = quietly("max");
    return min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) < 0
        ? "min: %s, max: %s".formatted(written(min.get()), written(max.get()))
        : "min: %s, max: %s".formatted(axis.least(), axis.most());
  }

  private static String written(Object value) {
    return value instanceof Double real ? Numbers.write(real) : value.toString();
  }

  /** The end of the range; if there is none, no problem is noted. */
  private Optional<T> quietly(String key) {
    return form.get(key).flatMap(field -> quietly(field.node()));
  }

  private Optional<T> quietly(YamlNode end) {
    return axis.read(new Field(end, "", new Problems()));
  }
}
