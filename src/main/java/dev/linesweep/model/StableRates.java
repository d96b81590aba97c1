package dev.linesweep.model;

import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import java.util.Collection;
import java.util.OptionalDouble;

/**
 * The learning rates at which full-batch gradient descent on the mean squared error is stable:
 * those below 2 / λ for sgd and below 2 (1 + μ) / ((1 + 2 μ) λ) for nesterovs with momentum μ,
 * where λ is the largest curvature, l2 included. (A mode of curvature h then follows z² - (1 + μ)(1
 * - r h) z + μ (1 - r h) = 0, whose roots are within the unit circle up to there.)
 *
 * <p>Mini-batches have a larger curvature than all rows together, so their bound is lower. The
 * adaptive optimizers divide by the size of the gradients, and have no such bound.
 */
public final class StableRates {
  private StableRates() {}

  /**
   * The least bound of several optimizers with their parameters; empty if none has one.
   *
   * @param l2 the largest penalty
   */
  public static OptionalDouble below(
      Collection<OptimizerSpec> optimizers, Curvature curvature, double l2) {
    return optimizers.stream()
        .flatMapToDouble(entry -> below(entry, curvature.largest() + l2).stream())
        .filter(Double::isFinite)
        .min();
  }

  /**
   * The bound of one optimizer, the least over its parameters; empty if it has none.
   *
   * @param steepest the largest curvature of the minimized function, l2 included
   */
  static OptionalDouble below(OptimizerSpec entry, double steepest) {
    if (entry.optimizer() == Optimizer.SGD) {
      return OptionalDouble.of(2 / steepest);
    }
    return entry.optimizer() == Optimizer.NESTEROVS
        ? entry.parameters().get(0).stream()
            .mapToDouble(momentum -> 2 * (1 + momentum) / ((1 + 2 * momentum) * steepest))
            .min()
        : OptionalDouble.empty();
  }
}
