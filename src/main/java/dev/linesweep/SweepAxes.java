package dev.linesweep;

import dev.linesweep.spec.Choice;
import dev.linesweep.spec.Distribution;
import dev.linesweep.spec.Exclusion;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SearchMethod;
import dev.linesweep.spec.condition.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The axes of a job and how trials are chosen from them. Each axis takes its values one by one or,
 * as Python needs it, as a list. Optimizers are constants or their names in the job file.
 *
 * @param <B> the builder that each method returns
 */
public abstract sealed class SweepAxes<B extends SweepAxes<B>> permits SweepBuilder {
  private final List<OptimizerSpec> optimizers = new ArrayList<>();
  private final List<Condition> exclude = new ArrayList<>();
  private List<Double> learningRates = List.of();
  private List<Integer> epochs = List.of();
  private List<Long> seeds = List.of(42L);
  private List<Integer> batchSizes = List.of(ParameterSpec.FULL_BATCH);
  private List<Double> l1 = List.of(0.0);
  private List<Double> l2 = List.of(0.0);
  private SearchMethod method = SearchMethod.GRID;

  /** The builder itself. */
  abstract B self();

  /** Adds optimizers with DL4J's default parameters. */
  public B optimizers(Optimizer... values) {
    return optimizers(List.of(values));
  }

  /** Adds optimizers by their names in the job file, such as {@code adam}. */
  public B optimizers(String... names) {
    return optimizers(List.of(names));
  }

  /**
   * Adds optimizers with DL4J's default parameters.
   *
   * @param values constants or names
   */
  public B optimizers(List<?> values) {
    for (Object value : values) {
      optimizers.add(OptimizerSpec.usual(optimizer(value)));
    }
    return self();
  }

  private static Optimizer optimizer(Object value) {
    if (value instanceof Optimizer constant) {
      return constant;
    }
    String name = String.valueOf(value);
    return Choice.of(Optimizer.values(), name)
        .orElseThrow(
            () ->
                new JobException(
                    "parameters.optimizer: " + Choice.expected(Optimizer.values(), name)));
  }

  /** Adds an optimizer with its own parameters or learning rates. */
  public B optimizer(OptimizerSpec value) {
    optimizers.add(value);
    return self();
  }

  public B learningRates(double... values) {
    return learningRates(DoubleStream.of(values).boxed().toList());
  }

  /**
   * Learning rates as a list, a range, or a {@link Distribution}, which needs {@link #random} or
   * {@link #sobol}.
   */
  public B learningRates(List<? extends Number> values) {
    learningRates = reals(values);
    return self();
  }

  /** Learning rates that Linesweep derives from the training rows: {@code learning_rate: auto}. */
  public B autoLearningRates() {
    learningRates = ParameterSpec.AUTO_RATES;
    return self();
  }

  public B epochs(int... values) {
    return epochs(IntStream.of(values).boxed().toList());
  }

  public B epochs(List<? extends Number> values) {
    epochs = ints("epochs", values).stream().sorted().toList();
    return self();
  }

  public B seeds(long... values) {
    return seeds(LongStream.of(values).boxed().toList());
  }

  public B seeds(List<? extends Number> values) {
    seeds = wholes("seed", values);
    return self();
  }

  /** Rows in a mini-batch; {@link ParameterSpec#FULL_BATCH} for all rows at once. */
  public B batchSizes(int... values) {
    return batchSizes(Arrays.stream(values).boxed().toList());
  }

  /** Batch sizes as a list, or a distribution, which needs {@link #random} or {@link #sobol}. */
  public B batchSizes(List<? extends Number> values) {
    batchSizes = ints("batch_size", values);
    return self();
  }

  public B l1(double... values) {
    return l1(DoubleStream.of(values).boxed().toList());
  }

  /** Penalties as a list, or a distribution, which needs {@link #random} or {@link #sobol}. */
  public B l1(List<? extends Number> values) {
    l1 = reals(values);
    return self();
  }

  public B l2(double... values) {
    return l2(DoubleStream.of(values).boxed().toList());
  }

  /** Penalties as a list, or a distribution, which needs {@link #random} or {@link #sobol}. */
  public B l2(List<? extends Number> values) {
    l2 = reals(values);
    return self();
  }

  /** Draws this many settings independently, instead of taking all points of the grid. */
  public B random(int count, long searchSeed) {
    method = new SearchMethod.Sample(SearchMethod.Sequence.RANDOM, count, searchSeed);
    return self();
  }

  /**
   * Takes this many settings from a scrambled Sobol sequence, instead of all points of the grid.
   */
  public B sobol(int count, long searchSeed) {
    method = new SearchMethod.Sample(SearchMethod.Sequence.SOBOL, count, searchSeed);
    return self();
  }

  /**
   * Excludes each setting for which one of these conditions is true, such as {@code optimizer =
   * 'sgd' and learning_rate > 0.3}.
   *
   * @throws JobException if one is not a condition
   */
  public B exclude(String... conditions) {
    return exclude(List.of(conditions));
  }

  /** As {@link #exclude(String...)}. */
  public B exclude(List<String> conditions) {
    conditions.stream().map(Exclusion::of).forEach(exclude::add);
    return self();
  }

  ParameterSpec parameters() {
    return new ParameterSpec(optimizers, learningRates, epochs, seeds, batchSizes, l1, l2);
  }

  SearchMethod method() {
    return method;
  }

  List<Condition> exclusions() {
    return exclude;
  }

  /** A list that is not of plain numbers keeps its form. */
  @SuppressWarnings("unchecked")
  private static List<Double> reals(List<? extends Number> values) {
    return values.stream().allMatch(Double.class::isInstance)
        ? (List<Double>) values
        : values.stream().map(Number::doubleValue).toList();
  }

  @SuppressWarnings("unchecked")
  private static List<Integer> ints(String axis, List<? extends Number> values) {
    if (values instanceof Distribution) {
      return (List<Integer>) values;
    }
    List<Long> wholes = wholes(axis, values);
    wholes.forEach(
        value -> require(value == value.intValue(), axis, "whole numbers below 2^31", value));
    return wholes.stream().map(Long::intValue).toList();
  }

  private static List<Long> wholes(String axis, List<? extends Number> values) {
    values.forEach(
        value -> require(value.doubleValue() == value.longValue(), axis, "whole numbers", value));
    return values.stream().map(Number::longValue).toList();
  }

  private static void require(boolean holds, String axis, String expected, Number value) {
    if (!holds) {
      throw new JobException("parameters.%s: expected %s, got %s".formatted(axis, expected, value));
    }
  }
}
