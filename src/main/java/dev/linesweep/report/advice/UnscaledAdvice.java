package dev.linesweep.report.advice;

import dev.linesweep.report.Judgment;
import dev.linesweep.report.SweepReport;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import java.util.Optional;

/** Standardized features, and rates for them, if a feature of large values made trials diverge. */
final class UnscaledAdvice {
  private static final int RATES = 10;
  private static final double DECADES = 1000;

  private UnscaledAdvice() {}

  /** If the best trial falls short of the exact fit, or trials diverged, because of the scale. */
  static Optional<Advice> ifCause(ReportFacts facts) {
    return facts.nothingToGain()
        ? Optional.empty()
        : ClosedFormAdvice.lead(facts)
            .or(() -> LearningRateAdvice.divergence(facts))
            .flatMap(what -> on(facts, what));
  }

  /**
   * @param what happened, as a sentence
   */
  static Optional<Advice> on(ReportFacts facts, String what) {
    return Judgment.unscaled(facts.report())
        .map(
            feature ->
                new Advice(
                    "%s Features are not standardized, and the values of %s are typically as large as %s."
                        .formatted(
                            what, Printable.of(feature.name()), Rounded.plain(feature.size())),
                    standardize(facts.report()) + "\n" + RateLines.of(facts, rates(facts))))
        .map(UnscaledAdvice::trimmed);
  }

  /** The lines without an empty one. */
  private static Advice trimmed(Advice advice) {
    return new Advice(advice.note(), advice.change().strip());
  }

  static String standardize(SweepReport report) {
    return "--set data.standardize=%s"
        .formatted(report.spec().training().loss().needsOwnUnits() ? "features" : "all");
  }

  /**
   * Stable for the mean squared error whatever the data: of standardized features the eigenvalues
   * of X'X / rows sum up to their number, so that the largest of the Hessian is at most twice it.
   */
  private static AxisValues rates(ReportFacts facts) {
    double highest = 0.5 / Math.max(1, facts.report().plan().shape().features());
    double rounded = Math.pow(10, Math.floor(Math.log10(highest)));
    double top =
        5 * rounded <= highest ? 5 * rounded : 2 * rounded <= highest ? 2 * rounded : rounded;
    return AxisValues.log(top / DECADES, top, RATES);
  }
}
