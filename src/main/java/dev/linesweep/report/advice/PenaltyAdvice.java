package dev.linesweep.report.advice;

import dev.linesweep.report.Axis;
import dev.linesweep.spec.Distribution;
import dev.linesweep.text.Rounded;
import java.util.List;
import java.util.Optional;

/** Penalties beyond the edge if the best one is there; there is nothing beyond no penalty. */
final class PenaltyAdvice {
  private PenaltyAdvice() {}

  /**
   * @param axis {@code L1} or {@code L2}
   */
  static Optional<Advice> on(ReportFacts facts, Axis axis) {
    List<Double> values = axis == Axis.L1 ? facts.parameters().l1() : facts.parameters().l2();
    AxisValues tried = AxisValues.of(values);
    double best = ((Number) axis.value(facts.bestTrial())).doubleValue();
    if (best == 0
        || values instanceof Distribution
        || !tried.isEdge(best)
        || facts.exact()
        || !facts.edgeMatters(axis, tried, best)) {
      return Optional.empty();
    }
    boolean highest = best == tried.last();
    return Optional.of(
        new Advice(
            "The best %s, %s, is the %s of those tried."
                .formatted(axis.key(), Rounded.of(best), highest ? "highest" : "lowest"),
            axis.key() + ": " + (highest ? tried.above() : tried.below()).yaml()));
  }
}
