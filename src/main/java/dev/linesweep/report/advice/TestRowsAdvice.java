package dev.linesweep.report.advice;

import dev.linesweep.report.SplitNotes;
import dev.linesweep.report.SweepReport;
import dev.linesweep.spec.DataSpec;
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
            : byValidation(report, line(metric)));
  }

  private static String line(MetricSpec metric) {
    return "metric: {name: validation_%s, goal: %s}"
        .formatted(metric.measure().key(), metric.goal().name().toLowerCase(Locale.ROOT));
  }

  private static Advice byValidation(SweepReport report, String metric) {
    boolean shuffled = isSplitByAccident(report);
    SplitSpec split = report.spec().split();
    SplitSpec.By by = shuffled ? SplitSpec.By.RANDOM : split.by();
    String line =
        "split: {test: %s, validation: 0.1, by: %s, seed: %d}"
            .formatted(Decimal.of(split.test()), by.name().toLowerCase(Locale.ROOT), split.seed());
    return new Advice(
        NOTE
            + " Choose on a validation part instead"
            + (shuffled
                ? ", and split at random, since the parts differ; the test rows are then others."
                : "."),
        line + "\n" + metric);
  }

  /** True if the parts differ because of an order of rows that the job does not ask for. */
  private static boolean isSplitByAccident(SweepReport report) {
    boolean ordered =
        report.spec().data().source() instanceof DataSpec.Table table && !table.orderBy().isEmpty();
    return !ordered && report.data().notes().stream().anyMatch(SplitNotes::isOnShift);
  }
}
