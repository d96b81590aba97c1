package dev.linesweep.report.advice;

import dev.linesweep.plan.Trajectory;
import dev.linesweep.report.Axis;
import dev.linesweep.report.Rounded;
import dev.linesweep.report.SweepReport.OptimizerTally;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Learning rates beyond the edge where the best one is, and below those that diverge. */
final class LearningRateAdvice {
  private LearningRateAdvice() {}

  static Optional<Advice> onEdge(ReportFacts facts) {
    AxisValues rates = facts.rates();
    double best = facts.bestTrajectory().learningRate();
    if (facts.nothingToGain()
        || !rates.isEdge(best)
        || !facts.edgeMatters(Axis.LEARNING_RATE, rates, best)) {
      return Optional.empty();
    }
    boolean lowest = best == rates.first();
    String line =
        line(facts, facts.bestTrajectory().optimizer(), lowest ? rates.below() : rates.above());
    return Optional.of(new Advice(note(facts, lowest), line));
  }

  private static String note(ReportFacts facts, boolean lowest) {
    Trajectory best = facts.bestTrajectory();
    return "The best learning rate, %s, is the %s of those tried%s."
        .formatted(
            Rounded.of(best.learningRate()),
            lowest ? "lowest" : "highest",
            severalOptimizers(facts) ? " with " + best.optimizer().key() : "");
  }

  static Optional<Advice> onDivergence(ReportFacts facts) {
    return facts.report().optimizers().stream()
        .filter(tally -> 2 * tally.diverged() > tally.trials())
        .max(Comparator.comparingLong(OptimizerTally::diverged))
        .flatMap(
            tally ->
                lower(AxisValues.of(facts.axes().rates(tally.optimizer())), tally.stableRate())
                    .map(rates -> new Advice(note(tally), line(facts, tally.optimizer(), rates))));
  }

  /**
   * Rates up to the highest stable one; empty where no other would be left out.
   *
   * @param stable not a number where none is
   */
  private static Optional<AxisValues> lower(AxisValues rates, double stable) {
    if (rates.isEmpty()) {
      return Optional.empty();
    }
    double highest = Double.isNaN(stable) ? rates.first() : stable;
    if (highest == rates.last() && rates.size() > 1) {
      return Optional.empty();
    }
    double lowest = highest == rates.first() ? highest / 1000 : rates.first();
    return Optional.of(AxisValues.log(lowest, highest, Math.max(rates.size(), 2)));
  }

  private static String note(OptimizerTally tally) {
    return "%s of %s trials of %s diverged (%s); %s."
        .formatted(
            Rounded.of(tally.diverged()),
            Rounded.of(tally.trials()),
            tally.optimizer().key(),
            Rounded.percent(tally.diverged(), tally.trials()),
            Double.isNaN(tally.stableRate())
                ? "none was stable up to the last epoch"
                : "the highest rate that stayed stable is " + Rounded.of(tally.stableRate()));
  }

  /** The shared axis where the optimizer is alone, else its own. */
  private static String line(ReportFacts facts, Optimizer optimizer, AxisValues rates) {
    List<OptimizerSpec> entries = facts.parameters().optimizers();
    if (!severalOptimizers(facts)
        && entries.stream().allMatch(entry -> entry.learningRates().isEmpty())) {
      return "learning_rate: " + rates.yaml();
    }
    List<OptimizerSpec> changed =
        entries.stream()
            .map(
                entry ->
                    entry.optimizer() == optimizer
                        ? new OptimizerSpec(optimizer, entry.settings(), rates.sorted())
                        : entry)
            .toList();
    return "optimizer: " + OptimizerYaml.of(changed);
  }

  private static boolean severalOptimizers(ReportFacts facts) {
    return facts.axes().varies(Axis.OPTIMIZER);
  }
}
