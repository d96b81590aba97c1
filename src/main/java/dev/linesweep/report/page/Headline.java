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
    seeds().ifPresent(lead::add);
    return lead;
  }

  private Optional<String> seeds() {
    Axes axes = new Axes(report.plan());
    List<SeedSpread> whole =
        report.seedSpreads().stream().filter(spread -> spread.incomplete() == 0).toList();
    boolean maximize = report.metric().spec().goal() == MetricSpec.Goal.MAXIMIZE;
    Comparator<SeedSpread> byMean = Comparator.comparingDouble(SeedSpread::mean);
    return whole.stream()
        .min(maximize ? byMean.reversed() : byMean)
        .map(
            first ->
                "%s over its seeds, %s%s."
                    .formatted(
                        bestMean(axes, first), Rounded.of(first.mean()), alike(first, whole)));
  }

  /** Whose mean is the best one: not always the winner's. */
  private String bestMean(Axes axes, SeedSpread first) {
    String setting = PageData.withoutSeed(axes.words(first.example()));
    return setting.equals(PageData.withoutSeed(winner()))
        ? "The same setting also has the best mean"
        : "Its seed helped: another setting, %s, has the best mean".formatted(setting);
  }

  private static String alike(SeedSpread first, List<SeedSpread> leading) {
    long alike =
        leading.stream().filter(other -> !other.equals(first) && first.isLike(other)).count();
    if (leading.size() == 1) {
      return "";
    }
    return alike == 0
        ? "; it can be told apart from the other leading settings"
        : "; %d of %d other leading settings cannot be told apart from it"
            .formatted(alike, leading.size() - 1);
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
    return new Verdict(verdict.tone(), verdict.text() + inProportion(own, closed));
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
    return report.metric().value(report.ranked(trial.result()));
  }

  /**
   * A judgement.
   *
   * @param tone good or bad; empty for none
   */
  record Verdict(String tone, String text) {}
}
