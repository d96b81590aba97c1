package dev.linesweep.report.page;

import dev.linesweep.report.Axes;
import dev.linesweep.report.ClosingSummary;
import dev.linesweep.report.Comparison;
import dev.linesweep.report.LeadingTrial;
import dev.linesweep.report.Rounded;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.report.SweepReport.SeedSpread;
import dev.linesweep.result.Baselines;
import dev.linesweep.result.State;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reader should know first, in sentences: which setting won, by how much, and against what.
 */
record Headline(SweepReport report, PageTrials trials) {
  private static final double SAME = 0.01;
  private static final double TIED = 0.001;
  private static final double ALL_BUT_ONE = 0.9999;

  /** The setting that won, in words. */
  String winner() {
    return report
        .best()
        .map(best -> new Axes(report.plan()).words(best.result().trial()))
        .orElse("No trial completed");
  }

  /** The winner's metric, rounded. */
  String value() {
    return report.best().map(best -> Rounded.of(value(best))).orElse("");
  }

  String chosenOn() {
    return ClosingSummary.chosenOn(report);
  }

  /** How far behind the second trial and the best of another optimizer are. */
  List<String> lead() {
    List<String> lead = new ArrayList<>();
    Optional<LeadingTrial> best = report.best();
    if (best.isEmpty()) {
      return lead;
    }
    Axes axes = new Axes(report.plan());
    report.top().stream()
        .skip(1)
        .limit(1)
        .filter(second -> second.result().state() == State.COMPLETE)
        .forEach(
            second ->
                lead.add(
                    "The second trial%s, %s, %s."
                        .formatted(
                            optimizer(second) == optimizer(best.get())
                                ? ""
                                : ", the best of another optimizer",
                            axes.words(second.result().trial()),
                            beside(value(best.get()), value(second)))));
    otherOptimizer(best.get())
        .filter(other -> other.bestRank() > 2)
        .ifPresent(
            other ->
                lead.add(
                    "The best of another optimizer, %s, %s."
                        .formatted(
                            other.optimizer().key(), beside(value(best.get()), other.best()))));
    ties(best.get()).ifPresent(lead::add);
    seeds().ifPresent(lead::add);
    return lead;
  }

  /** How many of the leading trials are as good as the best one, for all that matters. */
  private Optional<String> ties(LeadingTrial best) {
    if (report.metric().spec().goal() == MetricSpec.Goal.MAXIMIZE || value(best) <= 0) {
      return Optional.empty();
    }
    long tied =
        report.top().stream()
            .filter(trial -> trial.result().state() == State.COMPLETE)
            .filter(trial -> value(trial) <= value(best) * (1 + TIED))
            .count();
    return tied < 2
        ? Optional.empty()
        : Optional.of(
            "%s of the first %d trials lie within 0.1 %%: a tie for all that matters."
                .formatted(tied == report.top().size() ? "All" : tied, report.top().size()));
  }

  private Optional<String> seeds() {
    List<SeedSpread> whole =
        report.seedSpreadsByMean().stream().filter(spread -> spread.incomplete() == 0).toList();
    if (whole.isEmpty()) {
      List<Long> seeds = report.plan().spec().parameters().seeds();
      return seeds.size() == 1
          ? Optional.of(
              "All trials have the seed %d: how much of this is chance is not known."
                  .formatted(seeds.get(0)))
          : Optional.empty();
    }
    SeedSpread first = whole.get(0);
    String setting = setting(first);
    if (setting.equals(PageData.withoutSeed(winner()))) {
      return Optional.of(
          "Over its %d seeds the same setting also has the best mean, %s%s."
              .formatted(
                  first.values().size(), Rounded.of(first.mean()), alike("it", first, whole)));
    }
    return Optional.of(
        "%sThe best mean over the seeds has %s: %s%s."
            .formatted(
                own(whole), setting, Rounded.of(first.mean()), alike("that one", first, whole)));
  }

  private String setting(SeedSpread spread) {
    return PageData.withoutSeed(new Axes(report.plan()).words(spread.example()));
  }

  /** How the winner's setting does over all its seeds, where another one does better. */
  private String own(List<SeedSpread> whole) {
    String winner = PageData.withoutSeed(winner());
    for (int i = 0; i < whole.size(); i++) {
      SeedSpread spread = whole.get(i);
      if (setting(spread).equals(winner)) {
        return "Its seed helped: over %d seeds this setting has a mean of %s, number %d of %d leading settings. "
            .formatted(spread.values().size(), Rounded.of(spread.mean()), i + 1, whole.size());
      }
    }
    return "";
  }

  private static String alike(String name, SeedSpread first, List<SeedSpread> leading) {
    if (leading.size() == 1) {
      return "";
    }
    long alike =
        leading.stream().filter(other -> !other.equals(first) && first.isLike(other)).count();
    return alike == 0
        ? "; the other leading settings can be told apart from " + name
        : "; %d of %d other leading settings cannot be told apart from %s"
            .formatted(alike, leading.size() - 1, name);
  }

  private Optional<OptimizerTally> otherOptimizer(LeadingTrial best) {
    return report.optimizers().stream()
        .filter(tally -> tally.bestRank() > 0)
        .filter(tally -> tally.optimizer() != optimizer(best))
        .min(Comparator.comparingLong(OptimizerTally::bestRank));
  }

  private static Optimizer optimizer(LeadingTrial trial) {
    return trial.result().trial().trajectory().optimizer();
  }

  /** A value beside the best one: {@code has test_loss 0.03, 3.4 % more}. */
  private String beside(double best, double other) {
    String has = "has %s %s".formatted(report.metric().spec().key(), Rounded.of(other));
    boolean errors = report.metric().spec().goal() == MetricSpec.Goal.MINIMIZE && best > 0;
    if (best == other) {
      return has + ", the same";
    }
    return errors ? has + ", " + more(other / best) : has;
  }

  private static String more(double ratio) {
    if (ratio >= 1000) {
      return "more than 1,000 times as much";
    }
    if (ratio >= 2) {
      return String.format(Locale.ROOT, "%.1f times as much", ratio);
    }
    String percent = String.format(Locale.ROOT, "%.1f", 100 * (ratio - 1));
    return (percent.equals("0.0") ? "less than 0.1" : percent) + " % more";
  }

  /** Whether the winner is better than what closed forms reach; the one that it is measured by. */
  Verdict verdict() {
    Comparison comparison = Comparison.of(report);
    Comparison.@Nullable Row closed =
        comparison.rows().stream()
            .filter(row -> row.key().equals(Baselines.OLS) || row.key().equals(Baselines.LAD))
            .min(Comparator.comparingDouble(row -> error(comparison, row)))
            .orElse(null);
    if (closed == null) {
      return new Verdict("", "");
    }
    Comparison.Row own = comparison.rows().get(0);
    String measure =
        "%s on the test rows %s against %s"
            .formatted(
                comparison.measure().key(),
                Rounded.of(error(comparison, own)),
                Rounded.of(error(comparison, closed)));
    Verdict verdict = verdict(own, closed, measure);
    String leastSquares = closed.key().equals(Baselines.LAD) ? besideLeastSquares(comparison) : "";
    return new Verdict(verdict.tone(), verdict.text() + leastSquares + inProportion(own, closed));
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

  private static Verdict verdict(Comparison.Row own, Comparison.Row closed, String measure) {
    if (own.exact() && closed.exact()) {
      return new Verdict(
          "good", "As good as %s: both fit exactly, up to rounding.".formatted(closed.name()));
    }
    double ratio = closed.ratio();
    if (Math.abs(ratio - 1) < SAME) {
      return new Verdict(
          "good", "As good as %s, within 1 %%: %s.".formatted(closed.name(), measure));
    }
    if (ratio > 1) {
      return new Verdict(
          "good",
          String.format(
              Locale.ROOT,
              "Better than %s by %.1f %%: %s.",
              closed.name(),
              100 * (1 - 1 / ratio),
              measure));
    }
    return new Verdict(
        "bad", "Not as good as %s, the closed form: %s.".formatted(closed.name(), measure));
  }

  /** Where an error is so small that its ratio to another says little. */
  private String inProportion(Comparison.Row own, Comparison.Row closed) {
    double variance = report.testLabelVariance();
    boolean both =
        own.test().r2(variance) > ALL_BUT_ONE && closed.test().r2(variance) > ALL_BUT_ONE;
    return both ? " Both explain more than 99.99 % of the label's variance." : "";
  }

  private static double error(Comparison comparison, Comparison.Row row) {
    return comparison.measure() == MetricSpec.Measure.RMSE ? row.test().rmse() : row.test().mae();
  }

  private double value(LeadingTrial trial) {
    return report.value(trial.result());
  }

  /**
   * A judgement.
   *
   * @param tone good or bad; empty for none
   */
  record Verdict(String tone, String text) {}
}
