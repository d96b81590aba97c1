package dev.linesweep.spec;

import java.util.List;
import java.util.Optional;

/** Reads {@code data.line} and {@code data.linear}. */
final class GeneratedReader {
  private static final long MOST_NUMBERS = 100_000_000;

  private GeneratedReader() {}

  static Optional<DataSpec.Source> line(Field field) {
    Section section = field.section(List.of("weight", "bias", "start", "end", "step"));
    DataSpec.Line line =
        new DataSpec.Line(
            number(section, "weight", NumberRule.ANY, 0.7),
            number(section, "bias", NumberRule.ANY, 0.3),
            number(section, "start", NumberRule.ANY, 0.0),
            number(section, "end", NumberRule.ANY, 1.0),
            number(section, "step", NumberRule.POSITIVE, 0.02));
    double points = Math.ceil((line.end() - line.start()) / line.step());
    if (!(points >= 2)) {
      field.problem("has fewer than 2 points from start to end; make step smaller or end larger");
    }
    return Optional.<DataSpec.Source>of(line).filter(l -> fits(field, points));
  }

  static Optional<DataSpec.Source> linear(Field field) {
    Section section = field.section(List.of("rows", "features", "noise", "seed"));
    DataSpec.Linear linear =
        new DataSpec.Linear(
            (int) whole(section, "rows", 2, Integer.MAX_VALUE, 1000),
            (int) whole(section, "features", 1, Integer.MAX_VALUE, 8),
            number(section, "noise", NumberRule.NOT_NEGATIVE, 0.1),
            whole(section, "seed", Long.MIN_VALUE, Long.MAX_VALUE, 13));
    double numbers = (double) linear.rows() * (linear.features() + 1.0);
    return Optional.<DataSpec.Source>of(linear).filter(l -> fits(field, numbers));
  }

  private static boolean fits(Field field, double numbers) {
    if (numbers > MOST_NUMBERS) {
      field.problem("would make more than " + MOST_NUMBERS + " numbers; make it smaller");
    }
    return numbers <= MOST_NUMBERS;
  }

  private static double number(Section section, String key, NumberRule rule, double otherwise) {
    return section.get(key).flatMap(field -> field.number(rule)).orElse(otherwise);
  }

  private static long whole(Section section, String key, long least, long most, long otherwise) {
    return section.get(key).flatMap(field -> field.whole(least, most)).orElse(otherwise);
  }
}
