package dev.linesweep.spec;

import dev.linesweep.text.Durations;
import dev.linesweep.text.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code max_trials}, {@code time_budget} and {@code stop}. */
final class LimitsReader {
  private static final List<String> KEYS = List.of("target", "patience");

  private LimitsReader() {}

  static Limits read(Section job) {
    return new Limits(
        job.get("max_trials").flatMap(f -> f.whole(1, Long.MAX_VALUE)).orElse(0L),
        job.get("time_budget").flatMap(LimitsReader::time).orElse(Duration.ZERO),
        job.get("stop").map(LimitsReader::stop).orElse(Limits.Stop.NEVER));
  }

  private static Optional<Duration> time(Field field) {
    String text = field.node() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    Optional<Duration> time = Durations.parse(text);
    if (time.isEmpty()) {
      field.problem(
          text.matches("[1-9]\\d{0,8}")
              ? "expected a time, got \"%s\"; write %ss".formatted(text, text)
              : "expected a time, got %s. %s".formatted(field.node().described(), Durations.FORM));
    }
    return time;
  }

  private static Limits.Stop stop(Field field) {
    if (field.node() instanceof YamlNode.Scalar scalar && Numbers.isNumber(scalar.text())) {
      field.problem(
          "expected a mapping, got %s; write {target: %s}"
              .formatted(scalar.described(), scalar.text()));
      return Limits.Stop.NEVER;
    }
    Section section = Section.of(field, KEYS, LimitsReader::unknown);
    Optional<Double> target = section.get("target").flatMap(f -> f.number(NumberRule.ANY));
    Optional<Long> patience = section.get("patience").flatMap(f -> f.whole(1, Integer.MAX_VALUE));
    if (section.isMapping() && section.isAsWritten() && section.fields().isEmpty()) {
      field.problem("must not be empty; write {target: 0.1}");
    }
    return new Limits.Stop(target.orElse(Double.NaN), patience.orElse(0L).intValue());
  }

  /** Both are keys of other tools elsewhere, where they mean something else. */
  private static String unknown(String key) {
    String guess = Words.didYouMean(key, KEYS);
    return "unknown key "
        + Words.quoted(key)
        + (guess.isEmpty() ? "; the keys here are " + Words.allOf(KEYS) : guess);
  }
}
