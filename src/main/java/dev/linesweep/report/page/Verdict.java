package dev.linesweep.report.page;

import dev.linesweep.report.Comparison;
import dev.linesweep.report.Rounded;
import dev.linesweep.report.SweepReport;
import dev.linesweep.result.Baselines;
import dev.linesweep.spec.MetricSpec;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the winner is better than what closed forms reach, in a sentence.
 *
 * @param tone good, bad or even; empty where there is no closed form
 */
record Verdict(String tone, String text) {
  private static final double SAME = 0.01;
  private static final double ALL_BUT_ONE = 0.9999;

  /** Beside the closed form that is the closest to the test rows. */
  static Verdict on(SweepReport report) {
    Comparison comparison = Comparison.of(report);
    Optional<Comparison.Row> closest =
        comparison.rows().stream()
            .filter(row -> row.key().equals(Baselines.OLS) || row.key().equals(Baselines.LAD))
            .min(Comparator.comparingDouble(row -> error(comparison, row)));
    return closest
        .map(closed -> beside(closed, comparison, report.testLabelVariance()))
        .orElse(new Verdict("", ""));
  }

  private static Verdict beside(Comparison.Row closed, Comparison comparison, double variance) {
    Comparison.Row own = comparison.rows().get(0);
    String errors =
        "%s on the test rows %s against %s"
            .formatted(
                comparison.measure().key(),
                Rounded.of(error(comparison, own)),
                Rounded.of(error(comparison, closed)));
    Verdict verdict =
        own.test().r2(variance) > ALL_BUT_ONE && closed.test().r2(variance) > ALL_BUT_ONE
            ? exact(own, closed, errors)
            : of(closed, errors);
    return closed.key().equals(Baselines.LAD)
        ? new Verdict(verdict.tone, verdict.text + besideLeastSquares(comparison))
        : verdict;
  }

  /** Where both errors are so small that their ratio says little. */
  private static Verdict exact(Comparison.Row own, Comparison.Row closed, String errors) {
    return own.exact() && closed.exact()
        ? new Verdict(
            "good", "As good as %s: both fit exactly, up to rounding.".formatted(closed.name()))
        : new Verdict(
            "even",
            "All but exact, as is %s, the closed form: %s. Both explain more than 99.99 %% of the label's variance."
                .formatted(closed.name(), errors));
  }

  private static Verdict of(Comparison.Row closed, String errors) {
    double ratio = closed.ratio();
    if (Math.abs(ratio - 1) < SAME) {
      return new Verdict(
          "good", "As good as %s, within 1 %%: %s.".formatted(closed.name(), errors));
    }
    return ratio > 1
        ? new Verdict(
            "good",
            String.format(
                Locale.ROOT,
                "Better than %s by %.1f %%: %s.",
                closed.name(),
                100 * (1 - 1 / ratio),
                errors))
        : new Verdict(
            "bad", "Not as good as %s, the closed form: %s.".formatted(closed.name(), errors));
  }

  /** Where least absolute deviations are the closest: what least squares reach by their measure. */
  private static String besideLeastSquares(Comparison comparison) {
    return comparison.rows().stream()
        .filter(row -> row.key().equals(Baselines.OLS) && Double.isFinite(row.ratio()))
        .filter(row -> Math.abs(row.ratio() - 1) >= SAME)
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    " Least squares have %s %.1f %% %s.",
                    comparison.measure().key(),
                    100 * Math.abs(row.ratio() - 1),
                    row.ratio() > 1 ? "larger" : "smaller"))
        .findFirst()
        .orElse("");
  }

  private static double error(Comparison comparison, Comparison.Row row) {
    return comparison.measure() == MetricSpec.Measure.RMSE ? row.test().rmse() : row.test().mae();
  }
}
