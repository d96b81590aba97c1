package dev.linesweep.report;

import dev.linesweep.model.Baselines;
import dev.linesweep.model.ColumnBaseline;
import dev.linesweep.report.Verdict.Tone;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.text.Printable;
import dev.linesweep.text.Rounded;
import dev.linesweep.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The verdict on the best trial by its errors: next to what predicts the mean, to closed forms and
 * to columns of the data. What rounding decides is said by {@link Verdict}.
 */
record ErrorVerdict(SweepReport report, Comparison comparison, Doubts doubts) {
  private static final double ALL_BUT_ONE = 0.9999;

  /** Compared with what predicts the mean, with closed forms and with columns. */
  Verdict verdict() {
    Optional<Comparison.Row> mean = mean();
    Optional<String> nothing = nothingLearned();
    if (nothing.isPresent()) {
      String far =
          doubts
              .farFromClosedForm()
              .map(clause -> " Its training fell short: " + clause + ".")
              .orElse("");
      String againstMean = mean.map(row -> againstMean(row) + " ").orElse("");
      return new Verdict(
          Tone.BAD,
          "No model here has an r2 above 0",
          Verdict.joined(againstMean + nothing.get() + far, doubts.causes().forAll()));
    }
    Optional<String> worse =
        mean.filter(row -> row.ratio() < 1 - Verdict.SAME).map(this::againstMean);
    Verdict onClosedForms = onClosedForms();
    return worse
        .map(
            text ->
                new Verdict(
                    Tone.BAD,
                    "Worse than predicting the mean",
                    (text + " " + onClosedForms.text()).strip()))
        .orElse(onClosedForms);
  }

  private Verdict onClosedForms() {
    Optional<Comparison.Row> closest =
        comparison.rows().stream()
            .filter(row -> row.key().equals(Baselines.OLS) || row.key().equals(Baselines.LAD))
            .min(Comparator.comparingDouble(this::error));
    return closest.map(this::comparedWith).orElseGet(this::withoutBaseline);
  }

  private Optional<Comparison.Row> mean() {
    return comparison.rows().stream().filter(row -> row.key().equals(Baselines.MEAN)).findFirst();
  }

  /** The best trial compared with the mean of the training labels, as the table shows it. */
  private String againstMean(Comparison.Row mean) {
    String how =
        mean.ratio() < 1 - Verdict.SAME
            ? "Worse than predicting the mean"
            : mean.ratio() > 1 + Verdict.SAME
                ? "Better than predicting the mean of the training labels"
                : "No better than predicting the mean of the training labels, within 1 %";
    return "%s: %s %s against %s."
        .formatted(
            how,
            comparison.measure().key(),
            Rounded.of(error(comparison.rows().get(0))),
            Rounded.of(error(mean)));
  }

  /** If neither the best trial nor any closed form or column has an r2 above 0. */
  private Optional<String> nothingLearned() {
    double variance = report.testLabelVariance();
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
                                        ? "the " + report.bestName()
                                        : Printable.of(row.name())))
                    .collect(Collectors.joining(", "))));
  }

  /** If no closed form is known. */
  private Verdict withoutBaseline() {
    return doubts
        .worseThanTheMean()
        .map(
            doubt ->
                new Verdict(
                    Tone.BAD,
                    "Nothing was learned",
                    Verdict.joined("Nothing was learned: " + doubt + ".", doubts.cause())))
        .orElse(Verdict.NOTHING);
  }

  private Verdict comparedWith(Comparison.Row closed) {
    Comparison.Row own = comparison.rows().get(0);
    String errors =
        "%s on the test rows %s against %s"
            .formatted(
                comparison.measure().key(), Rounded.of(error(own)), Rounded.of(error(closed)));
    double variance = report.testLabelVariance();
    Verdict verdict =
        own.test().r2(variance) > ALL_BUT_ONE && closed.test().r2(variance) > ALL_BUT_ONE
            ? exact(own, closed, errors)
            : onRatio(closed, errors);
    String more = closed.key().equals(Baselines.LAD) ? againstLeastSquares() : "";
    return new Verdict(verdict.tone(), verdict.clauses(), verdict.text() + more);
  }

  /** If both errors are so small that their ratio says little. */
  private static Verdict exact(Comparison.Row own, Comparison.Row closed, String errors) {
    if (own.exact() && closed.exact()) {
      String same = "As good as %s: both fit exactly, up to rounding".formatted(closed.name());
      return new Verdict(Tone.GOOD, same, same + ".");
    }
    String how =
        "%s %s".formatted(closed.ratio() < 1 ? "Not as close as" : "Closer than", closed.name());
    String both = "oth explain more than 99.99 % of the label's variance";
    return new Verdict(
        Tone.EVEN, "%s, but b%s".formatted(how, both), "%s: %s. B%s.".formatted(how, errors, both));
  }

  /** The column that predicts the label best as it is. */
  private Optional<Comparison.Row> column() {
    return comparison.rows().stream()
        .filter(row -> row.key().startsWith(ColumnBaseline.PREFIX))
        .min(Comparator.comparingDouble(Comparison.Row::ratio));
  }

  /** If a column of the data predicts the label as well as the best trial, or better. */
  private Verdict againstColumn(Comparison.Row column, String errors) {
    String has =
        "%s has %s %s"
            .formatted(
                Printable.of(column.name()), comparison.measure().key(), Rounded.of(error(column)));
    String name = Printable.of(column.name());
    return column.ratio() < 1 - Verdict.SAME
        ? bad(
            "Not as good as a column of the data, " + name,
            "Not as good as a column of the data: %s. %s.".formatted(has, errors),
            doubts.onDifference(column, comparison.measure()))
        : new Verdict(
            Tone.EVEN,
            "No better than a column of the data, %s, within 1 %%".formatted(name),
            "No better than a column of the data, within 1 %%: %s. %s.".formatted(has, errors));
  }

  private Verdict onRatio(Comparison.Row closed, String errors) {
    double ratio = closed.ratio();
    Optional<Comparison.Row> column = column().filter(row -> row.ratio() <= 1 + Verdict.SAME);
    if (column.isPresent()) {
      return againstColumn(column.get(), "Compared with %s: %s".formatted(closed.name(), errors));
    }
    if (ratio < 1 - Verdict.SAME) {
      String worse = "Not as good as %s, the exact fit".formatted(closed.name());
      return bad(
          worse,
          "%s: %s.".formatted(worse, errors),
          doubts.onDifference(closed, comparison.measure()));
    }
    if (ratio <= 1 + Verdict.SAME) {
      String same = "As good as %s, within 1 %%".formatted(closed.name());
      return good(same, "%s: %s.".formatted(same, errors), List.of());
    }
    String better =
        String.format(
            Locale.ROOT, "Better than %s by %.1f %%", closed.name(), 100 * (1 - 1 / ratio));
    return good(
        better, "%s: %s.".formatted(better, errors), doubts.onLead(closed, comparison.measure()));
  }

  private Verdict bad(String brief, String text, Optional<String> chance) {
    List<String> reasons = doubts.onTraining();
    if (reasons.isEmpty() && chance.isPresent()) {
      return new Verdict(
          Tone.EVEN,
          List.of(brief, "it may be chance"),
          "%s But %s.".formatted(text, chance.get()));
    }
    return new Verdict(
        Tone.BAD,
        brief,
        reasons.isEmpty()
            ? text
            : Verdict.joined(text + " " + sentence(String.join("; ", reasons)), doubts.cause()));
  }

  /** Good, unless something speaks against it. */
  private Verdict good(String brief, String text, List<String> onLead) {
    List<String> strong = new ArrayList<>(doubts.onTraining());
    doubts.onRepeats().ifPresent(strong::add);
    if (strong.isEmpty() && onLead.isEmpty()) {
      return new Verdict(Tone.GOOD, brief, text);
    }
    boolean weak = strong.isEmpty();
    List<String> all = new ArrayList<>(strong);
    all.addAll(onLead);
    String but =
        "%s But that %s luck: %s."
            .formatted(text, weak ? "may be" : "is likely", String.join("; ", all));
    return weak
        ? new Verdict(Tone.EVEN, List.of(brief, "it may be luck"), but)
        : new Verdict(
            Tone.DOUBTFUL,
            List.of(brief, "it is likely luck"),
            Verdict.joined(but, doubts.cause()));
  }

  private static String sentence(String clause) {
    return Words.capital(clause) + ".";
  }

  /** If least absolute deviations are the closest: what least squares reaches by both errors. */
  private String againstLeastSquares() {
    Comparison.Row own = comparison.rows().get(0);
    return comparison.rows().stream()
        .filter(
            row ->
                row.key().equals(Baselines.OLS)
                    && !row.exact()
                    && Math.abs(row.ratio() - 1) >= Verdict.SAME)
        .map(
            row ->
                " Least squares has %s %s%s."
                    .formatted(
                        comparison.measure().key(),
                        Rounded.of(error(row)),
                        row.test().rmse() < own.test().rmse()
                            ? " and a lower rmse, as expected, because it minimizes squared error"
                            : ""))
        .findFirst()
        .orElse("");
  }

  private double error(Comparison.Row row) {
    return comparison.measure() == MetricSpec.Measure.RMSE ? row.test().rmse() : row.test().mae();
  }
}
