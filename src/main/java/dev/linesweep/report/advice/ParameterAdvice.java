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

/** Values of an optimizer's own parameters, such as momentum, beyond the edge of the best one. */
final class ParameterAdvice {
  private ParameterAdvice() {}

  /** The advice on the first of the best optimizer's parameters that has one. */
  static Optional<Advice> on(ReportFacts facts) {
    return facts.nothingToGain()
        ? Optional.empty()
        : IntStream.range(0, facts.bestTrajectory().optimizer().parameters().size())
            .mapToObj(index -> on(facts, index))
            .flatMap(Optional::stream)
            .findFirst();
  }

  private static Optional<Advice> on(ReportFacts facts, int index) {
    Trajectory best = facts.bestTrajectory();
    double value = best.parameters().values().get(index);
    if (best.optimizer().parameters().get(index).range() != Optimizer.Range.UNIT || value == 0) {
      return Optional.empty();
    }
    List<OptimizerSpec> entries = facts.parameters().optimizers();
    return entries.stream()
        .filter(entry -> entry.optimizer() == best.optimizer())
        .filter(entry -> !(entry.parameters().get(index) instanceof Distribution))
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
                entry.optimizer().parameters().get(index).key(),
                entry.optimizer().key(),
                Rounded.of(value),
                highest ? "highest" : "lowest"),
        "optimizer: " + OptimizerYaml.of(changed));
  }

  private static AxisValues tried(OptimizerSpec entry, int index) {
    return AxisValues.of(entry.parameters().get(index));
  }

  private static OptimizerSpec with(OptimizerSpec entry, int index, AxisValues values) {
    List<List<Double>> parameters = new ArrayList<>(entry.parameters());
    parameters.set(index, values.sorted());
    return new OptimizerSpec(entry.optimizer(), parameters, entry.learningRates());
  }
}
