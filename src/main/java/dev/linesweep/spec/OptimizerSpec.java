package dev.linesweep.spec;

import java.io.Serializable;
import java.util.List;

/**
 * One entry of {@code parameters.optimizer}: the optimizer, the values of each of its settings and
 * its own learning rates.
 *
 * @param settings values by setting, in the order of {@link Optimizer#settings()}, each list not
 *     empty and without duplicates
 * @param learningRates the optimizer's own learning rates; {@link ParameterSpec#AUTO_RATES} until
 *     the data is read; empty where the shared axis holds, or where the optimizer has none
 */
public record OptimizerSpec(
    Optimizer optimizer, List<List<Double>> settings, List<Double> learningRates)
    implements Serializable {
  public OptimizerSpec {
    settings = settings.stream().map(List::copyOf).toList();
    learningRates = List.copyOf(learningRates);
  }

  /** The same optimizer with learning rates of its own. */
  public OptimizerSpec withRates(List<Double> rates) {
    return new OptimizerSpec(optimizer, settings, rates);
  }
}
