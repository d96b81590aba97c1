package dev.linesweep.report.page;

import dev.linesweep.report.Axes;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.report.WinnerWords;
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

  /** Of how many it is the best. */
  String place() {
    return words().map(WinnerWords::place).orElse("");
  }

  /** The setting that won, in words. */
  String winner() {
    return words().map(WinnerWords::setting).orElse("No trial completed");
  }

  /** The winner's metric, rounded. */
  String value() {
    return words().map(WinnerWords::value).orElse("");
  }

  /** What that is over repeats. */
  String over() {
    return words().map(WinnerWords::over).orElse("");
  }

  /** Which of the repeats the model is. */
  String model() {
    return words().flatMap(WinnerWords::model).orElse("");
  }

  private Optional<WinnerWords> words() {
    return report.best().map(best -> new WinnerWords(report, best));
  }

  String chosenOn() {
    return ClosingSummary.chosenOn(report);
  }

  /** How far behind the second and the best of another optimizer are. */
  List<String> lead() {
    List<String> lead = new ArrayList<>();
    Optional<FittedTrial> best = report.best();
    if (best.isEmpty()) {
      return lead;
    }
    second(best.get()).ifPresent(lead::add);
    otherOptimizer(best.get())
        .filter(other -> other.bestRank() > 2)
        .ifPresent(
            other ->
                lead.add(
                    "The best of another optimizer, %s, %s."
                        .formatted(other.optimizer().key(), comparedWithBest(other.best()))));
    words()
        .flatMap(WinnerWords::ties)
        .ifPresent(
            ties -> lead.add("%s effectively tied with it (within 0.1 %%).".formatted(ties)));
    luck(best.get()).ifPresent(lead::add);
    return lead;
  }

  private Optional<String> second(FittedTrial best) {
    Axes axes = report.axes();
    boolean repeats = report.spec().hasRepeats();
    return report.top().stream()
        .skip(1)
        .limit(1)
        .filter(second -> !Double.isNaN(secondValue(second)))
        .findFirst()
        .map(
            second ->
                "The second %s%s, %s, %s."
                    .formatted(
                        repeats ? "setting" : "trial",
                        optimizer(second) == optimizer(best)
                            ? ""
                            : ", the best of another optimizer",
                        repeats
                            ? axes.setting(second.result().trial())
                            : axes.words(second.result().trial()),
                        comparedWithBest(secondValue(second))));
  }

  /** Not a number if it has none. */
  private double secondValue(FittedTrial second) {
    if (report.spec().hasRepeats()) {
      return report.settings().leading().get(1).value(report.metric());
    }
    return second.result().state() == State.COMPLETE ? report.value(second.result()) : Double.NaN;
  }

  /**
   * That its loss on the rows that chose it is likely luck: less than half of its training loss.
   */
  private Optional<String> luck(FittedTrial best) {
    double train = best.result().train().loss();
    double chosen = report.ranked(best.result()).loss();
    MetricSpec.Part part = report.metric().spec().part();
    return part == MetricSpec.Part.TRAIN || report.compared() == 1 || !(train > LUCKY * chosen)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Likely luck: the %1$s error, %2$s, is lower than the training error, %3$s.",
                part.key(),
                Rounded.of(chosen),
                Rounded.of(train)));
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
  private String comparedWithBest(double other) {
    double best = report.bestValue();
    String has =
        "has %s%s %s"
            .formatted(
                report.spec().hasRepeats() ? report.metric().spec().over().key() + " " : "",
                report.metric().spec().key(),
                Rounded.of(other));
    boolean errors = report.metric().spec().goal() == MetricSpec.Goal.MINIMIZE && best > 0;
    if (best == other) {
      return has + ", the same";
    }
    return errors && other > best ? has + ", " + more(other / best) : has;
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
}
