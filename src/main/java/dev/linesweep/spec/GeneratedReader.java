package dev.linesweep.spec;

import java.util.List;
import java.util.Optional;

/** Reads {@code data.line} and {@code data.linear}. */
final class GeneratedReader {
  private GeneratedReader() {}

  static Optional<DataSpec.Source> line(Field field) {
    Section section = field.section(List.of("weight", "bias", "start", "end", "step"));
    double weight = number(section, "weight", NumberRule.ANY, 0.7);
    double bias = number(section, "bias", NumberRule.ANY, 0.3);
    double start = number(section, "start", NumberRule.ANY, 0.0);
    double end = number(section, "end", NumberRule.ANY, 1.0);
    double step = number(section, "step", NumberRule.POSITIVE, 0.02);
    return field.made(() -> new DataSpec.Line(weight, bias, start, end, step));
  }

  static Optional<DataSpec.Source> linear(Field field) {
    Section section = field.section(List.of("rows", "features", "noise", "seed"));
    int rows = (int) whole(section, "rows", 2, Integer.MAX_VALUE, 1000);
    int features = (int) whole(section, "features", 1, Integer.MAX_VALUE, 8);
    double noise = number(section, "noise", NumberRule.NOT_NEGATIVE, 0.1);
    long seed = whole(section, "seed", Long.MIN_VALUE, Long.MAX_VALUE, 13);
    return field.made(() -> new DataSpec.Linear(rows, features, noise, seed));
  }

  private static double number(Section section, String key, NumberRule rule, double otherwise) {
    return section.get(key).flatMap(field -> field.number(rule)).orElse(otherwise);
  }

  private static long whole(Section section, String key, long least, long most, long otherwise) {
    return section.get(key).flatMap(field -> field.whole(least, most)).orElse(otherwise);
  }
}
