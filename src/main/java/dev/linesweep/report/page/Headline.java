package dev.linesweep.report.page;

import dev.linesweep.report.Axes;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.report.console.ClosingSummary;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.State;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a reader should know first, in sentences: which setting won, by how much, and against what.
 */
record Headline(SweepReport report) {
  private static final double LUCKY = 2;

  /** The setting that won, in words. */
  String winner() {
    return report
        .best()
        .map(best -> report.axes().words(best.result().trial()))
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
    Optional<FittedTrial> best = report.best();
    if (best.isEmpty()) {
      return lead;
    }
    Axes axes = report.axes();
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
    ties().ifPresent(lead::add);
    luck(best.get()).ifPresent(lead::add);
    return lead;
  }

  /** How many trials are as good as the best one. */
  private Optional<String> ties() {
    long tied = report.counts().tied();
    return tied < 1
        ? Optional.empty()
        : Optional.of(
            "%s within 0.1 %% of the best: treat them as equal."
                .formatted(ClosingSummary.otherTrials(tied)));
  }

  /** That its loss on the rows that chose it is too optimistic, if that is beyond doubt. */
  private Optional<String> luck(FittedTrial best) {
    double train = best.result().train().loss();
    double chosen = report.ranked(best.result()).loss();
    MetricSpec.Part part = report.metric().spec().part();
    return part == MetricSpec.Part.TRAIN || report.counts().done() == 1 || !(train > LUCKY * chosen)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Its training loss, %1$s, is %2$.1f times its %3$s loss: it was picked for a low"
                    + " %3$s loss, so the %3$s loss is too optimistic.",
                Rounded.of(train),
                train / chosen,
                part.key()));
  }

  private Optional<OptimizerTally> otherOptimizer(FittedTrial best) {
    return report.optimizers().stream()
        .filter(tally -> tally.bestRank() > 0)
        .filter(tally -> tally.optimizer() != optimizer(best))
        .min(Comparator.comparingLong(OptimizerTally::bestRank));
  }

  private static Optimizer optimizer(FittedTrial trial) {
    return trial.result().trial().trajectory().optimizer();
  }

  /** A value compared with the best one: {@code has test_loss 0.03, 3.4 % more}. */
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

  private double value(FittedTrial trial) {
    return report.value(trial.result());
  }
}
