package dev.linesweep.spec;

import dev.linesweep.text.Durations;
import dev.linesweep.text.Words;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code max_trials}, {@code time_budget}, {@code stop} and {@code early_terminate}. */
final class LimitsReader {
  private static final List<String> KEYS = List.of("target", "patience");
  private static final List<String> EARLY_KEYS = List.of("type", "eta", "min_epochs");

  private LimitsReader() {}

  static Limits read(Section job) {
    long maxTrials = job.get("max_trials").flatMap(f -> f.whole(1, Long.MAX_VALUE)).orElse(0L);
    Duration time = job.get("time_budget").flatMap(LimitsReader::time).orElse(Duration.ZERO);
    Limits.Stop stop = job.get("stop").map(LimitsReader::stop).orElse(Limits.Stop.NEVER);
    EarlyTerminate early =
        job.get("early_terminate").map(LimitsReader::early).orElse(EarlyTerminate.NEVER);
    return job.field()
        .made(() -> new Limits(maxTrials, time, stop, early))
        .orElse(Limits.NONE.withTimeBudget(time));
  }

  private static EarlyTerminate early(Field field) {
    if (field.node() instanceof YamlNode.Scalar scalar) {
      field.problem(
          "expected a mapping, got %s; %s".formatted(scalar.described(), earlyOf(scalar.text())));
      return EarlyTerminate.NEVER;
    }
    Section section = Section.of(field, EARLY_KEYS);
    return new EarlyTerminate(
        section.get("type").flatMap(LimitsReader::type).orElse(EarlyTerminate.Type.HALVING),
        section
            .get("eta")
            .flatMap(f -> f.whole(2, Integer.MAX_VALUE))
            .map(Long::intValue)
            .orElse(EarlyTerminate.USUAL_ETA),
        section
            .get("min_epochs")
            .flatMap(f -> f.whole(1, Integer.MAX_VALUE))
            .map(Long::intValue)
            .orElse(EarlyTerminate.USUAL_MIN_EPOCHS));
  }

  /** What to write instead of a single word. */
  private static String earlyOf(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "none", "false", "no", "off", "never" -> "to stop nothing, leave it out";
      case "hyperband" -> "write {type: hyperband}";
      default -> "write {type: halving}";
    };
  }

  private static Optional<EarlyTerminate.Type> type(Field field) {
    String written = field.text().orElse("");
    Optional<EarlyTerminate.Type> type = Choice.of(EarlyTerminate.Type.values(), written);
    if (type.isEmpty() && !written.isEmpty()) {
      field.problem(
          ForeignWords.early(written)
              .map(
                  words ->
                      "expected halving or hyperband, got %s; %s"
                          .formatted(field.node().described(), words))
              .orElseGet(
                  () ->
                      Choice.expected(
                          EarlyTerminate.Type.values(), written, field.node().described())));
    }
    return type;
  }

  private static Optional<Duration> time(Field field) {
    String text = field.node() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    Optional<Duration> time = Durations.parse(text);
    if (time.isEmpty()) {
      field.problem(
          text.matches("[1-9]\\d{0,8}")
              ? "expected a duration, got \"%s\"; write %ss".formatted(text, text)
              : "expected a duration, got %s. %s"
                  .formatted(field.node().described(), Durations.FORM));
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

  /** Elsewhere both are keys of other tools and mean something else. */
  private static String unknown(String key) {
    String guess = Words.didYouMean(key, KEYS);
    return "unknown key "
        + Words.quoted(key)
        + (guess.isEmpty() ? "; the keys here are " + Words.allOf(KEYS) : guess);
  }
}
