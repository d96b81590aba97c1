package dev.linesweep.report.advice;

import dev.linesweep.report.SplitNotes;
import dev.linesweep.report.SweepReport;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.SplitSpec;
import dev.linesweep.text.Decimal;
import java.util.Locale;
import java.util.Optional;

/** Validation rows to choose by, if the winner was chosen on the test rows. */
final class TestRowsAdvice {
  private static final String NOTE =
      "The winner was chosen on the test rows, so its test errors are too optimistic.";

  private TestRowsAdvice() {}

  static Optional<Advice> on(ReportFacts facts) {
    SweepReport report = facts.report();
    MetricSpec metric = report.metric().spec();
    if (metric.part() != MetricSpec.Part.TEST || report.counts().done() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        report.plan().shape().hasValidation()
            ? new Advice(NOTE, line(metric))
            : new Advice(
                NOTE + " Choose on a validation part instead.",
                split(report) + "\n" + line(metric)));
  }

  private static String line(MetricSpec metric) {
    return "metric: {name: validation_%s, goal: %s}"
        .formatted(metric.measure().key(), metric.goal().name().toLowerCase(Locale.ROOT));
  }

  /** At random if a note says that the parts are not alike as they are split now. */
  private static String split(SweepReport report) {
    SplitSpec split = report.spec().split();
    SplitSpec.By by =
        report.data().notes().stream().anyMatch(SplitNotes::isOnShift)
            ? SplitSpec.By.RANDOM
            : split.by();
    return "split: {test: %s, validation: 0.1, by: %s, seed: %d}"
        .formatted(Decimal.of(split.test()), by.name().toLowerCase(Locale.ROOT), split.seed());
  }
}
