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

  /** A lead below this ratio may come from choosing among trials by the same rows. */
  private static final double MAY_BE_CHOICE = 1.1;

  private static final double ALL_BUT_ONE = 0.9999;

  /** Beside the closed form that is the closest to the test rows. */
  static Verdict on(SweepReport report) {
    Comparison comparison = Comparison.of(report);
    Optional<Comparison.Row> closest =
        comparison.rows().stream()
            .filter(row -> row.key().equals(Baselines.OLS) || row.key().equals(Baselines.LAD))
            .min(Comparator.comparingDouble(row -> error(comparison, row)));
    return closest.map(closed -> beside(closed, comparison, report)).orElse(new Verdict("", ""));
  }

  private static Verdict beside(Comparison.Row closed, Comparison comparison, SweepReport report) {
    Comparison.Row own = comparison.rows().get(0);
    String errors =
        "%s on the test rows %s against %s"
            .formatted(
                comparison.measure().key(),
                Rounded.of(error(comparison, own)),
                Rounded.of(error(comparison, closed)));
    double variance = report.testLabelVariance();
    Verdict verdict =
        own.test().r2(variance) > ALL_BUT_ONE && closed.test().r2(variance) > ALL_BUT_ONE
            ? exact(own, closed, errors)
            : of(closed, errors, report);
    String more = closed.key().equals(Baselines.LAD) ? besideLeastSquares(comparison) : "";
    return new Verdict(verdict.tone, verdict.text + more);
  }

  /** Where both errors are so small that their ratio says little. */
  private static Verdict exact(Comparison.Row own, Comparison.Row closed, String errors) {
    return own.exact() && closed.exact()
        ? new Verdict(
            "good", "As good as %s: both fit exactly, up to rounding.".formatted(closed.name()))
        : new Verdict(
            "even",
            "%s %s: %s. Both explain more than 99.99 %% of the label's variance."
                .formatted(
                    closed.ratio() < 1 ? "Not as close as" : "Closer than", closed.name(), errors));
  }

  private static Verdict of(Comparison.Row closed, String errors, SweepReport report) {
    double ratio = closed.ratio();
    if (Math.abs(ratio - 1) < SAME) {
      return new Verdict(
          "good", "As good as %s, within 1 %%: %s.".formatted(closed.name(), errors));
    }
    if (ratio < 1) {
      return new Verdict(
          "bad", "Not as good as %s, the closed form: %s.".formatted(closed.name(), errors));
    }
    String better =
        String.format(
            Locale.ROOT,
            "Better than %s by %.1f %%: %s.",
            closed.name(),
            100 * (1 - 1 / ratio),
            errors);
    boolean flattered = ratio < MAY_BE_CHOICE && chosenOnTestRows(report);
    return flattered
        ? new Verdict(
            "even",
            better
                + " But it is the best of %s trials on these very rows, which alone can make such a difference."
                    .formatted(Rounded.of(report.counts().complete())))
        : new Verdict("good", better);
  }

  private static boolean chosenOnTestRows(SweepReport report) {
    return report.metric().spec().part() == MetricSpec.Part.TEST && report.counts().complete() > 1;
  }

  /** Where least absolute deviations are the closest: what least squares reach by both errors. */
  private static String besideLeastSquares(Comparison comparison) {
    Comparison.Row own = comparison.rows().get(0);
    return comparison.rows().stream()
        .filter(row -> row.key().equals(Baselines.OLS) && Math.abs(row.ratio() - 1) >= SAME)
        .map(
            row ->
                " Least squares have %s %s%s."
                    .formatted(
                        comparison.measure().key(),
                        Rounded.of(error(comparison, row)),
                        row.test().rmse() < own.test().rmse()
                            ? ", and the smaller rmse, as they are made for"
                            : ""))
        .findFirst()
        .orElse("");
  }

  private static double error(Comparison comparison, Comparison.Row row) {
    return comparison.measure() == MetricSpec.Measure.RMSE ? row.test().rmse() : row.test().mae();
  }
}
