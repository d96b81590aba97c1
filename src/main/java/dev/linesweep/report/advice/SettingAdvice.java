package dev.linesweep.report.advice;

import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.text.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Values of an optimizer's own settings, such as momentum, beyond the edge of the best one. */
final class SettingAdvice {
  private SettingAdvice() {}

  /** The advice on the first of the best optimizer's settings that has one. */
  static Optional<Advice> on(ReportFacts facts) {
    return facts.nothingToGain()
        ? Optional.empty()
        : IntStream.range(0, facts.bestTrajectory().optimizer().settings().size())
            .mapToObj(index -> on(facts, index))
            .flatMap(Optional::stream)
            .findFirst();
  }

  private static Optional<Advice> on(ReportFacts facts, int index) {
    Trajectory best = facts.bestTrajectory();
    double value = best.settings().values().get(index);
    if (best.optimizer().settings().get(index).range() != Optimizer.Range.UNIT || value == 0) {
      return Optional.empty();
    }
    List<OptimizerSpec> entries = facts.parameters().optimizers();
    return entries.stream()
        .filter(entry -> entry.optimizer() == best.optimizer())
        .filter(entry -> !(entry.settings().get(index) instanceof Distribution))
        .filter(entry -> tried(entry, index).isEdge(value))
        .findFirst()
        .map(entry -> beyond(entries, entry, index, value));
  }

  private static Advice beyond(
      List<OptimizerSpec> entries, OptimizerSpec entry, int index, double value) {
    AxisValues tried = tried(entry, index);
    boolean highest = value == tried.last();
    List<OptimizerSpec> changed = new ArrayList<>(entries);
    changed.set(
        entries.indexOf(entry), with(entry, index, highest ? tried.towardsOne() : tried.halved()));
    return new Advice(
        "The best %s of %s, %s, is the %s of those tried."
            .formatted(
                entry.optimizer().settings().get(index).key(),
                entry.optimizer().key(),
                Rounded.of(value),
                highest ? "highest" : "lowest"),
        "optimizer: " + OptimizerYaml.of(changed));
  }

  private static AxisValues tried(OptimizerSpec entry, int index) {
    return AxisValues.of(entry.settings().get(index));
  }

  private static OptimizerSpec with(OptimizerSpec entry, int index, AxisValues values) {
    List<List<Double>> settings = new ArrayList<>(entry.settings());
    settings.set(index, values.sorted());
    return new OptimizerSpec(entry.optimizer(), settings, entry.learningRates());
  }
}
