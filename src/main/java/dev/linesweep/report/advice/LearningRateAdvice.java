package dev.linesweep.report.advice;

import dev.linesweep.plan.Trajectory;
import dev.linesweep.report.Axis;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.text.Rounded;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Learning rates beyond the edge if the best one is there, and below those that diverge. */
final class LearningRateAdvice {
  private static final double NOTICEABLY_MORE = 1.2;

  /** The share of the draws at each end that is near it. */
  private static final double NEAR_END = 0.05;

  private LearningRateAdvice() {}

  static Optional<Advice> onEdge(ReportFacts facts) {
    if (facts.nothingToGain()) {
      return Optional.empty();
    }
    Optional<Distribution<Double>> drawn = facts.drawnRates(facts.bestTrajectory().optimizer());
    return drawn.isPresent() ? nearEnd(facts, drawn.get()) : onEdge(facts, facts.rates());
  }

  private static Optional<Advice> onEdge(ReportFacts facts, AxisValues rates) {
    double best = facts.bestTrajectory().learningRate();
    if (!rates.isEdge(best) || !facts.edgeMatters(Axis.LEARNING_RATE, rates, best)) {
      return Optional.empty();
    }
    boolean lowest = best == rates.first();
    return beyond(
        facts, rates, lowest, "%s of those tried".formatted(lowest ? "the lowest" : "the highest"));
  }

  /** In the outer twentieth of what is drawn, a whole decade beyond may be better. */
  private static Optional<Advice> nearEnd(ReportFacts facts, Distribution<Double> drawn) {
    double best = facts.bestTrajectory().learningRate();
    boolean low = best <= drawn.at(NEAR_END);
    if (!low && best < drawn.at(1 - NEAR_END)) {
      return Optional.empty();
    }
    String end = "near the %s end of those drawn".formatted(low ? "lower" : "upper");
    return beyond(facts, AxisValues.of(drawn), low, end);
  }

  private static Optional<Advice> beyond(
      ReportFacts facts, AxisValues rates, boolean below, String where) {
    return (below ? Optional.of(rates.below()) : above(facts, rates))
        .map(
            wider ->
                new Advice(
                    note(facts, where), line(facts, facts.bestTrajectory().optimizer(), wider)));
  }

  /** A decade more, or up to where gradient descent diverges; empty if that is not beyond. */
  private static Optional<AxisValues> above(ReportFacts facts, AxisValues rates) {
    double limit = 2 * facts.stableRate();
    AxisValues above = rates.above();
    if (!isGradientDescent(facts.bestTrajectory().optimizer()) || !(above.last() > limit)) {
      return Optional.of(above);
    }
    return limit > NOTICEABLY_MORE * rates.last()
        ? Optional.of(AxisValues.log(rates.first(), limit, above.size()))
        : Optional.empty();
  }

  private static boolean isGradientDescent(Optimizer optimizer) {
    return optimizer == Optimizer.SGD || optimizer == Optimizer.NESTEROVS;
  }

  private static String note(ReportFacts facts, String where) {
    Trajectory best = facts.bestTrajectory();
    return "The best learning rate, %s, is %s%s."
        .formatted(
            Rounded.of(best.learningRate()),
            where,
            severalOptimizers(facts) ? " with " + best.optimizer().key() : "");
  }

  static Optional<Advice> onDivergence(ReportFacts facts) {
    Optional<OptimizerTally> most = mostlyDiverged(facts);
    return most.flatMap(tally -> UnscaledAdvice.on(facts, note(tally) + "."))
        .or(() -> most.flatMap(tally -> lower(facts, tally)));
  }

  /** That most trials of an optimizer diverged, as a sentence. */
  static Optional<String> divergence(ReportFacts facts) {
    return mostlyDiverged(facts).map(tally -> note(tally) + ".");
  }

  private static Optional<OptimizerTally> mostlyDiverged(ReportFacts facts) {
    return facts.report().optimizers().stream()
        .filter(tally -> 2 * tally.diverged() > tally.trials())
        .max(Comparator.comparingLong(OptimizerTally::diverged));
  }

  private static Optional<Advice> lower(ReportFacts facts, OptimizerTally tally) {
    return lower(facts, AxisValues.of(facts.axes().rates(tally.optimizer())), tally.stableRate())
        .map(rates -> new Advice(note(tally) + ".", line(facts, tally.optimizer(), rates)));
  }

  /** Rates below one that is too high: up to what the curvature of the loss allows, if known. */
  static AxisValues belowUnstable(ReportFacts facts, double unstable, int count) {
    double stable = facts.stableRate();
    double highest = Double.isNaN(stable) ? unstable / 10 : Math.min(unstable / 10, stable);
    return AxisValues.log(highest / 1000, highest, count);
  }

  /**
   * Rates up to the highest stable one; empty if no other would be left out.
   *
   * @param stable not a number if none is
   */
  private static Optional<AxisValues> lower(ReportFacts facts, AxisValues rates, double stable) {
    if (rates.isEmpty()) {
      return Optional.empty();
    }
    if (Double.isNaN(stable)) {
      return Optional.of(belowUnstable(facts, rates.first(), Math.max(rates.size(), 2)));
    }
    double highest = stable;
    if (highest == rates.last() && rates.size() > 1) {
      return Optional.empty();
    }
    double lowest = highest == rates.first() ? highest / 1000 : rates.first();
    return Optional.of(AxisValues.log(lowest, highest, Math.max(rates.size(), 2)));
  }

  private static String note(OptimizerTally tally) {
    return "%s of %s trials of %s diverged (%s); %s"
        .formatted(
            Rounded.of(tally.diverged()),
            Rounded.of(tally.trials()),
            tally.optimizer().key(),
            Rounded.percent(tally.diverged(), tally.trials()),
            Double.isNaN(tally.stableRate())
                ? "none was stable up to the last epoch"
                : "the highest rate that stayed stable is " + Rounded.of(tally.stableRate()));
  }

  /** The shared axis if there is only one optimizer, else its own. */
  private static String line(ReportFacts facts, Optimizer optimizer, AxisValues rates) {
    List<OptimizerSpec> entries = facts.parameters().optimizers();
    if (!severalOptimizers(facts)
        && entries.stream().allMatch(entry -> entry.learningRates().isEmpty())) {
      return "learning_rate: " + OptimizerYaml.axis(facts.asWritten(optimizer, rates));
    }
    List<OptimizerSpec> changed =
        entries.stream()
            .map(
                entry ->
                    entry.optimizer() == optimizer
                        ? new OptimizerSpec(
                            optimizer, entry.parameters(), facts.asWritten(optimizer, rates))
                        : entry)
            .toList();
    return "optimizer: " + OptimizerYaml.of(changed);
  }

  private static boolean severalOptimizers(ReportFacts facts) {
    return facts.axes().varies(Axis.OPTIMIZER);
  }
}
