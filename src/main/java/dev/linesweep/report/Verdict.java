package dev.linesweep.report;

import dev.linesweep.model.Baselines;
import dev.linesweep.model.ColumnBaseline;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the best trial is better than what closed forms reach, in sentences. It is good only if
 * nothing in {@link Doubts} speaks against it.
 *
 * @param text empty if there is nothing to compare with
 */
public record Verdict(Tone tone, String text) {
  private static final double SAME = 0.01;
  private static final double ALL_BUT_ONE = 0.9999;

  /** How good the news is. */
  public enum Tone {
    GOOD,
    /** Neither better nor worse in a way that matters. */
    EVEN,
    /** Good by its number, which is likely luck. */
    DOUBTFUL,
    BAD,
    NONE
  }

  /** Compared with the closed form that is the closest to the test rows. */
  static Verdict on(SweepReport report, SeedEvidence seeds) {
    return report
        .best()
        .map(best -> on(report, new Doubts(report, best, seeds)))
        .orElse(new Verdict(Tone.NONE, ""));
  }

  private static Verdict on(SweepReport report, Doubts doubts) {
    Comparison comparison = Comparison.of(report);
    Verdict onErrors = onErrors(comparison, report, doubts);
    return onErrors.text.isEmpty()
        ? onErrors
        : onErrors.withRounding(report, comparison.rows().get(0));
  }

  private static Verdict onErrors(Comparison comparison, SweepReport report, Doubts doubts) {
    Optional<Comparison.Row> mean = mean(comparison);
    Optional<String> nothing = nothingLearned(comparison, report.testLabelVariance());
    if (nothing.isPresent()) {
      String far =
          doubts
              .farFromClosedForm()
              .map(clause -> " Its training fell short: " + clause + ".")
              .orElse("");
      String besideMean = mean.map(row -> besideMean(comparison, row) + " ").orElse("");
      return new Verdict(Tone.BAD, joined(besideMean + nothing.get() + far, doubts.causeForAll()));
    }
    Optional<String> worse =
        mean.filter(row -> row.ratio() < 1 - SAME).map(row -> besideMean(comparison, row));
    Verdict onClosedForms = onClosedForms(comparison, report, doubts);
    return worse
        .map(text -> new Verdict(Tone.BAD, (text + " " + onClosedForms.text).strip()))
        .orElse(onClosedForms);
  }

  private static Verdict onClosedForms(Comparison comparison, SweepReport report, Doubts doubts) {
    Optional<Comparison.Row> closest =
        comparison.rows().stream()
            .filter(row -> row.key().equals(Baselines.OLS) || row.key().equals(Baselines.LAD))
            .min(Comparator.comparingDouble(row -> error(comparison, row)));
    return closest
        .map(closed -> beside(closed, comparison, report, doubts))
        .orElseGet(() -> alone(doubts));
  }

  /** Says what rounding decides; if it moves the errors so far that they mean something else. */
  private Verdict withRounding(SweepReport report, Comparison.Row own) {
    Rounding rounding = report.winner().rounding();
    Optional<String> sentence =
        rounding.inDigits().or(new Leaders(report)::onRounding).or(rounding::belowDigits);
    boolean matters = !own.exact() && rounding.share() > SAME;
    return new Verdict(tone == Tone.GOOD && matters ? Tone.EVEN : tone, joined(text, sentence));
  }

  private static Optional<Comparison.Row> mean(Comparison comparison) {
    return comparison.rows().stream().filter(row -> row.key().equals(Baselines.MEAN)).findFirst();
  }

  /** The best trial compared with the mean of the training labels, as the table shows it. */
  private static String besideMean(Comparison comparison, Comparison.Row mean) {
    String how =
        mean.ratio() < 1 - SAME
            ? "Worse than predicting the mean"
            : mean.ratio() > 1 + SAME
                ? "Better than predicting the mean of the training labels"
                : "No better than predicting the mean of the training labels, within 1 %";
    return "%s: %s %s against %s."
        .formatted(
            how,
            comparison.measure().key(),
            Rounded.of(error(comparison, comparison.rows().get(0))),
            Rounded.of(error(comparison, mean)));
  }

  /** If neither the best trial nor any closed form or column has an r2 above 0. */
  private static Optional<String> nothingLearned(Comparison comparison, double variance) {
    List<Comparison.Row> models =
        comparison.rows().stream()
            .filter(row -> !row.key().equals(Baselines.MEAN) && !row.key().equals(Baselines.MEDIAN))
            .toList();
    if (!models.stream().allMatch(row -> row.test().r2(variance) <= 0)) {
      return Optional.empty();
    }
    return Optional.of(
        "No model here has an r2 above 0 (r2 compares with the mean of the test rows' own labels): %s."
            .formatted(
                models.stream()
                    .map(
                        row ->
                            "%s for %s"
                                .formatted(
                                    Rounded.of(row.test().r2(variance)),
                                    row.key().isEmpty()
                                        ? "the best trial"
                                        : Printable.of(row.name())))
                    .collect(Collectors.joining(", "))));
  }

  /** If no closed form is known. */
  private static Verdict alone(Doubts doubts) {
    return doubts
        .worseThanTheMean()
        .map(
            doubt ->
                new Verdict(
                    Tone.BAD, joined("Nothing was learned: " + doubt + ".", doubts.cause())))
        .orElse(new Verdict(Tone.NONE, ""));
  }

  private static Verdict beside(
      Comparison.Row closed, Comparison comparison, SweepReport report, Doubts doubts) {
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
            : of(closed, errors, doubts, comparison);
    String more = closed.key().equals(Baselines.LAD) ? besideLeastSquares(comparison) : "";
    return new Verdict(verdict.tone, verdict.text + more);
  }

  /** If both errors are so small that their ratio says little. */
  private static Verdict exact(Comparison.Row own, Comparison.Row closed, String errors) {
    return own.exact() && closed.exact()
        ? new Verdict(
            Tone.GOOD, "As good as %s: both fit exactly, up to rounding.".formatted(closed.name()))
        : new Verdict(
            Tone.EVEN,
            "%s %s: %s. Both explain more than 99.99 %% of the label's variance."
                .formatted(
                    closed.ratio() < 1 ? "Not as close as" : "Closer than", closed.name(), errors));
  }

  /** The column that predicts the label best as it is. */
  private static Optional<Comparison.Row> column(Comparison comparison) {
    return comparison.rows().stream()
        .filter(row -> row.key().startsWith(ColumnBaseline.PREFIX))
        .min(Comparator.comparingDouble(Comparison.Row::ratio));
  }

  /** If a column of the data predicts the label as well as the best trial, or better. */
  private static Verdict besideColumn(
      Comparison.Row column, String errors, Doubts doubts, Comparison comparison) {
    String has =
        "%s has %s %s"
            .formatted(
                Printable.of(column.name()),
                comparison.measure().key(),
                Rounded.of(error(comparison, column)));
    return column.ratio() < 1 - SAME
        ? bad(
            "Not as good as a column of the data: %s. %s.".formatted(has, errors),
            doubts,
            doubts.onDifference(column, comparison.measure()))
        : new Verdict(
            Tone.EVEN,
            "No better than a column of the data, within 1 %%: %s. %s.".formatted(has, errors));
  }

  private static Verdict of(
      Comparison.Row closed, String errors, Doubts doubts, Comparison comparison) {
    double ratio = closed.ratio();
    Optional<Comparison.Row> column = column(comparison).filter(row -> row.ratio() <= 1 + SAME);
    if (column.isPresent()) {
      return besideColumn(
          column.get(),
          "Compared with %s: %s".formatted(closed.name(), errors),
          doubts,
          comparison);
    }
    if (ratio < 1 - SAME) {
      return bad(
          "Not as good as %s, the exact fit: %s.".formatted(closed.name(), errors),
          doubts,
          doubts.onDifference(closed, comparison.measure()));
    }
    if (ratio <= 1 + SAME) {
      return good(
          "As good as %s, within 1 %%: %s.".formatted(closed.name(), errors), doubts, List.of());
    }
    String better =
        String.format(
            Locale.ROOT,
            "Better than %s by %.1f %%: %s.",
            closed.name(),
            100 * (1 - 1 / ratio),
            errors);
    return good(better, doubts, doubts.onLead(closed, comparison.measure()));
  }

  private static Verdict bad(String text, Doubts doubts, Optional<String> chance) {
    List<String> reasons = doubts.onTraining();
    if (reasons.isEmpty() && chance.isPresent()) {
      return new Verdict(Tone.EVEN, "%s But %s.".formatted(text, chance.get()));
    }
    return new Verdict(
        Tone.BAD,
        reasons.isEmpty()
            ? text
            : joined(text + " " + sentence(String.join("; ", reasons)), doubts.cause()));
  }

  /** Good, unless something speaks against it. */
  private static Verdict good(String text, Doubts doubts, List<String> onLead) {
    List<String> strong = new ArrayList<>(doubts.onTraining());
    doubts.onSeeds().ifPresent(strong::add);
    if (strong.isEmpty() && onLead.isEmpty()) {
      return new Verdict(Tone.GOOD, text);
    }
    boolean weak = strong.isEmpty();
    List<String> all = new ArrayList<>(strong);
    all.addAll(onLead);
    String but =
        "%s But that %s luck: %s."
            .formatted(text, weak ? "may be" : "is likely", String.join("; ", all));
    return weak
        ? new Verdict(Tone.EVEN, but)
        : new Verdict(Tone.DOUBTFUL, joined(but, doubts.cause()));
  }

  private static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
  }

  private static String joined(String text, Optional<String> more) {
    return text + more.map(sentence -> " " + sentence).orElse("");
  }

  /** If least absolute deviations are the closest: what least squares reaches by both errors. */
  private static String besideLeastSquares(Comparison comparison) {
    Comparison.Row own = comparison.rows().get(0);
    return comparison.rows().stream()
        .filter(
            row ->
                row.key().equals(Baselines.OLS)
                    && !row.exact()
                    && Math.abs(row.ratio() - 1) >= SAME)
        .map(
            row ->
                " Least squares has %s %s%s."
                    .formatted(
                        comparison.measure().key(),
                        Rounded.of(error(comparison, row)),
                        row.test().rmse() < own.test().rmse()
                            ? " and a lower rmse, as expected, because it minimizes squared error"
                            : ""))
        .findFirst()
        .orElse("");
  }

  private static double error(Comparison comparison, Comparison.Row row) {
    return comparison.measure() == MetricSpec.Measure.RMSE ? row.test().rmse() : row.test().mae();
  }
}
