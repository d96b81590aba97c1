package dev.linesweep.spec;

import java.io.Serializable;
import java.util.List;

/**
 * {@code parameters}: the axes of the grid, each resolved to its distinct values in the order
 * written.
 *
 * @param learningRates the shared learning rates; {@link #AUTO_RATES} until the data is read; empty
 *     if the job file has none, and each optimizer takes DL4J's default
 * @param epochs increasing
 * @param batchSizes rows a mini-batch; {@link #FULL_BATCH} for all rows at once
 */
public record ParameterSpec(
    List<OptimizerSpec> optimizers,
    List<Double> learningRates,
    List<Integer> epochs,
    List<Long> seeds,
    List<Integer> batchSizes,
    List<Double> l1,
    List<Double> l2)
    implements Serializable {
  /** The batch size that stands for the whole training part. */
  public static final int FULL_BATCH = 0;

  /** The learning rates that stand for {@code auto}; none is 0. */
  public static final List<Double> AUTO_RATES = List.of(0.0);

  public ParameterSpec {
    optimizers = List.copyOf(optimizers);
    learningRates = List.copyOf(learningRates);
    epochs = List.copyOf(epochs);
    seeds = List.copyOf(seeds);
    batchSizes = List.copyOf(batchSizes);
    l1 = List.copyOf(l1);
    l2 = List.copyOf(l2);
  }

  /** The same axes with other optimizers and shared rates. */
  public ParameterSpec withRates(List<OptimizerSpec> others, List<Double> shared) {
    return new ParameterSpec(others, shared, epochs, seeds, batchSizes, l1, l2);
  }
}
