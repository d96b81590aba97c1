package dev.linesweep.report.advice;

import dev.linesweep.model.StableRates;
import dev.linesweep.report.SweepReport;
import dev.linesweep.text.Counted;
import dev.linesweep.text.Rounded;
import java.util.Optional;
import java.util.OptionalDouble;

/** What to do about a sweep without a complete trial. */
final class NothingCompleteAdvice {
  private static final int RATES = 10;

  private NothingCompleteAdvice() {}

  static Optional<Advice> on(ReportFacts facts) {
    SweepReport.Counts counts = facts.report().counts();
    if (counts.complete() + counts.stopped() > 0 || counts.done() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        counts.diverged() < counts.failed()
            ? onFailures(counts)
            : UnscaledAdvice.on(facts, "All trials diverged.").orElseGet(() -> lower(facts)));
  }

  private static Advice onFailures(SweepReport.Counts counts) {
    return new Advice(
        "%s failed; the column error of summary.csv says why."
            .formatted(Counted.of(counts.failed(), "trial")),
        "");
  }

  private static Advice lower(ReportFacts facts) {
    double l2 = facts.parameters().l2().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    OptionalDouble bound =
        StableRates.below(facts.parameters().optimizers(), facts.report().facts().curvature(), l2);
    return bound.isPresent() ? stable(facts, bound.getAsDouble()) : lowerThanTried(facts);
  }

  private static Advice stable(ReportFacts facts, double bound) {
    return new Advice(
        "All trials diverged: the learning rates are too high. With this data gradient descent is"
            + " stable below %s.".formatted(Rounded.of(bound)),
        RateLines.of(facts, AxisValues.log(bound / 1000, bound / 2, RATES)));
  }

  private static Advice lowerThanTried(ReportFacts facts) {
    AxisValues rates = facts.rates();
    return rates.isEmpty()
        ? new Advice(
            "All trials diverged. Maybe the data needs scaling?",
            UnscaledAdvice.standardize(facts.report()))
        : new Advice(
            "All trials diverged: the learning rates are too high for this data.",
            RateLines.of(facts, LearningRateAdvice.belowUnstable(facts, rates.first(), RATES)));
  }
}
