package dev.linesweep.report;

import dev.linesweep.model.Baselines;
import dev.linesweep.model.PairedErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What speaks against the best trial although its error on the test rows is small: errors on the
 * training rows that closed forms beat, an R² that is not above 0, other repeats of its setting,
 * and rows so few, or trials so many, that chance explains the difference.
 */
final class Doubts {
  /** A training error up to so many times that of the closed form is near it. */
  private static final double NEAR = 1.1;

  /** A training error up to so many times that of the optimum is at it. */
  private static final double AT_OPTIMUM = 1.01;

  /** A smaller share of the label's variance that is left in the training rows is none. */
  private static final double EXPLAINED = 1e-4;

  /** A lead below this ratio may come from choosing among trials by the same rows. */
  private static final double MAY_BE_CHOICE = 1.1;

  /**
   * What is known if the errors row by row are not: two standard errors of one mean absolute error,
   * relative to it, times the root of the rows, for normal errors 2 √(π/2 - 1). Errors of the same
   * rows vary together, so the difference of two means varies less.
   */
  private static final double TWO_STANDARD_ERRORS = 1.5;

  private final SweepReport report;
  private final FittedTrial best;

  Doubts(SweepReport report, FittedTrial best) {
    this.report = report;
    this.best = best;
  }

  /** That training did not reach the closed form, or that the best trial explains nothing. */
  List<String> onTraining() {
    List<String> doubts = new ArrayList<>();
    farFromClosedForm().ifPresent(doubts::add);
    worseThanTheMean().ifPresent(doubts::add);
    return doubts;
  }

  /** That other repeats of the same setting do not confirm it. */
  Optional<String> onRepeats() {
    return report
        .settings()
        .first()
        .filter(first -> first.lost() > 0)
        .map(
            first ->
                "%d of the %s of its setting diverged or failed"
                    .formatted(first.lost(), RepeatNames.of(report.spec()).all()));
  }

  /**
   * That a lead is no larger than chance makes it.
   *
   * @param closed the closed form that it leads
   */
  List<String> onLead(Comparison.Row closed, MetricSpec.Measure measure) {
    List<String> doubts = new ArrayList<>();
    onDifference(closed, measure).ifPresent(doubts::add);
    if (closed.ratio() < MAY_BE_CHOICE && chosenOnTestRows()) {
      doubts.add(
          "choosing the best of %s %s on these rows can explain the difference by itself"
              .formatted(
                  Rounded.of(compared()), report.spec().hasRepeats() ? "settings" : "trials"));
    }
    return doubts;
  }

  private long compared() {
    return report.spec().hasRepeats() ? report.settings().ranked() : report.counts().complete();
  }

  /** That the difference from another model, in either direction, is no larger than chance. */
  Optional<String> onDifference(Comparison.Row other, MetricSpec.Measure measure) {
    TestRows rows = TestRows.of(report);
    Optional<PairedErrors> paired = report.winner().paired(other.key());
    double chance =
        paired
            .map(errors -> chance(errors, other, measure))
            .orElse(TWO_STANDARD_ERRORS / Math.sqrt(rows.effective()));
    return Math.abs(1 - 1 / other.ratio()) < chance
        ? Optional.of(
            "on %s a difference of up to about %s %% can be chance%s"
                .formatted(
                    rows.words(),
                    percent(Math.min(1, chance)),
                    paired.isPresent()
                        ? ""
                        : " (an upper bound, since the errors row by row are not available)"))
        : Optional.empty();
  }

  /** The largest difference that chance makes, as a share of the other model's error. */
  private static double chance(
      PairedErrors errors, Comparison.Row other, MetricSpec.Measure measure) {
    if (measure != MetricSpec.Measure.RMSE) {
      return errors.chance(errors.absolute()) / other.test().mae();
    }
    double share = errors.chance(errors.squared()) / other.test().mse();
    double lead = other.ratio() > 1 ? 1 - share : 1 + share;
    return Math.abs(1 - Math.sqrt(Math.max(0, lead)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.095 ? "%.1f" : "%.0f", 100 * share);
  }

  private boolean chosenOnTestRows() {
    return report.metric().spec().part() == MetricSpec.Part.TEST && compared() > 1;
  }

  Optional<String> farFromClosedForm() {
    boolean squares = report.spec().training().loss().isOfSquares();
    return optimum()
        .filter(optimum -> leavesSomething() && !(trainRatio(optimum, squares) <= NEAR))
        .map(
            optimum ->
                "its %s on the training rows, %s, is %s times that of %s"
                    .formatted(
                        squares ? "rmse" : "mae",
                        Rounded.of(error(best.result().train(), squares)),
                        times(trainRatio(optimum, squares)),
                        Comparison.name(optimum.name())));
  }

  /** True if no other model fits the training rows noticeably better by the loss trained on. */
  boolean atOptimum() {
    boolean squares = report.spec().training().loss().isOfSquares();
    return optimum()
        .filter(optimum -> squares || optimum.name().equals(Baselines.LAD))
        .filter(optimum -> trainRatio(optimum, squares) <= AT_OPTIMUM)
        .isPresent();
  }

  /** The closed form that no other model beats on the training rows by the loss trained on. */
  private Optional<Baselines.Baseline> optimum() {
    return switch (report.spec().training().loss().closedForm()) {
      case LEAST_SQUARES -> report.baselines().named(Baselines.OLS);
      case LEAST_ABSOLUTE_DEVIATIONS ->
          report.baselines().named(Baselines.LAD).or(() -> report.baselines().named(Baselines.OLS));
      case NONE -> Optional.empty();
    };
  }

  private double trainRatio(Baselines.Baseline optimum, boolean squares) {
    return error(best.result().train(), squares) / error(optimum.train(), squares);
  }

  private static double error(PartMetrics metrics, boolean squares) {
    return squares ? metrics.rmse() : metrics.mae();
  }

  private boolean leavesSomething() {
    double variance =
        report
            .baselines()
            .named(Baselines.MEAN)
            .map(mean -> mean.train().mse())
            .orElse(report.testLabelVariance());
    return best.result().train().mse() > EXPLAINED * variance;
  }

  Optional<String> worseThanTheMean() {
    double r2 = best.result().test().r2(report.testLabelVariance());
    if (Double.isNaN(r2)) {
      return Optional.of(
          "the label is the same in all test rows%s, so that they prove little"
              .formatted(TestRows.of(report).weighted() ? " that count" : ""));
    }
    return r2 > 0
        ? Optional.empty()
        : Optional.of(
            "its r2 on the test rows is %s: the mean of their own labels would predict them better"
                .formatted(Rounded.of(r2)));
  }

  /** The reason, if one can be seen. */
  Optional<String> cause() {
    return farFromClosedForm().isPresent()
        ? causes().ofTraining()
        : causes().ofTraining().or(causes()::fewRows);
  }

  Causes causes() {
    return new Causes(report, best);
  }

  private static String times(double ratio) {
    return ratio >= 1000
        ? "more than 1,000"
        : String.format(Locale.ROOT, ratio < 10 ? "%.1f" : "%.0f", ratio);
  }
}
