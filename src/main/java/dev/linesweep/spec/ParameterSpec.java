package dev.linesweep.spec;

import dev.linesweep.text.NameList;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code parameters}: the axes of the grid, each resolved to its distinct values in the order
 * written. An axis that is written as a range is a {@link ValueRange}; one whose values are drawn
 * is a {@link Distribution}.
 *
 * @param learningRates the shared learning rates; {@link #AUTO_RATES} until the data is read; empty
 *     if the job file has none, and each optimizer takes DL4J's default
 * @param epochs increasing
 * @param batchSizes rows of a mini-batch; {@link #FULL_BATCH} for all rows at once
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
    learningRates = ValueRange.copyOf(learningRates);
    epochs = ValueRange.copyOf(epochs);
    seeds = ValueRange.copyOf(seeds);
    batchSizes = ValueRange.copyOf(batchSizes);
    l1 = ValueRange.copyOf(l1);
    l2 = ValueRange.copyOf(l2);
    requireDistinct(optimizers, learningRates);
    if (!learningRates.isEmpty() && !learningRates.equals(AUTO_RATES)) {
      ValueRules.reals("parameters.learning_rate", learningRates, NumberRule.POSITIVE);
    }
    ValueRules.wholes("parameters.epochs", epochs, 1);
    BrokenRule.unless(
        epochs.equals(epochs.stream().sorted().toList()),
        "parameters.epochs",
        "must increase, got " + NameList.first(epochs.stream().map(String::valueOf).toList(), 10));
    ValueRules.distinct("parameters.seed", seeds, seed -> seed);
    ValueRules.wholes("parameters.batch_size", batchSizes, FULL_BATCH);
    ValueRules.reals("parameters.l1", l1, NumberRule.NOT_NEGATIVE);
    ValueRules.reals("parameters.l2", l2, NumberRule.NOT_NEGATIVE);
    BrokenRule.unless(
        Stream.of(learningRates, epochs, seeds, batchSizes, l1, l2)
                .mapToLong(List::size)
                .filter(size -> size > 1)
                .sum()
            <= ValueRules.MOST_VALUES,
        "parameters",
        "the axes of a job may have " + ValueRules.MOST_VALUES + " values in all, not more");
  }

  private static void requireDistinct(List<OptimizerSpec> optimizers, List<Double> rates) {
    String path = "parameters.optimizer";
    BrokenRule.unless(!optimizers.isEmpty(), path, "must not be empty");
    for (int i = 0; i < optimizers.size(); i++) {
      OptimizerSpec entry = optimizers.get(i);
      BrokenRule.unless(
          optimizers.subList(0, i).stream().noneMatch(before -> before.meets(entry, rates)),
          path,
          entry.optimizer().key() + " is listed twice with the same parameters and learning rate");
    }
  }

  /** The distribution of an optimizer's learning rates; empty if they are listed. */
  public Optional<Distribution<Double>> drawnRates(Optimizer optimizer) {
    return optimizers.stream()
        .filter(entry -> entry.optimizer() == optimizer)
        .map(entry -> entry.rates(learningRates))
        .filter(Distribution.class::isInstance)
        .map(rates -> (Distribution<Double>) rates)
        .findFirst();
  }

  /** The same axes with other optimizers and shared rates. */
  public ParameterSpec withRates(List<OptimizerSpec> others, List<Double> shared) {
    return new ParameterSpec(others, shared, epochs, seeds, batchSizes, l1, l2);
  }
}
