package dev.linesweep.spec;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One entry of {@code parameters.optimizer}: the optimizer, the values of each of its parameters
 * and its own learning rates.
 *
 * @param parameters values by parameter, in the order of {@link Optimizer#parameters()}, each list
 *     not empty and without duplicates
 * @param learningRates the optimizer's own learning rates; {@link ParameterSpec#AUTO_RATES} until
 *     the data is read; empty if the shared axis applies, or if the optimizer has none
 */
public record OptimizerSpec(
    Optimizer optimizer, List<List<Double>> parameters, List<Double> learningRates)
    implements Serializable {
  public OptimizerSpec {
    parameters = parameters.stream().map(ValueRange::copyOf).toList();
    learningRates = ValueRange.copyOf(learningRates);
    String path = "parameters.optimizer." + optimizer.key();
    List<Optimizer.Parameter> known = optimizer.parameters();
    BrokenRule.unless(
        parameters.size() == known.size(),
        path,
        "has %d parameters, got values of %d".formatted(known.size(), parameters.size()));
    for (int i = 0; i < known.size(); i++) {
      NumberRule rule = NumberRule.of(known.get(i).range());
      ValueRules.reals(path + "." + known.get(i).key(), parameters.get(i), rule);
    }
    BrokenRule.unless(
        learningRates.isEmpty() || optimizer.hasLearningRate(),
        path,
        "has no learning_rate; it derives its step from the gradients");
    if (!learningRates.isEmpty() && !learningRates.equals(ParameterSpec.AUTO_RATES)) {
      ValueRules.reals(path + ".learning_rate", learningRates, NumberRule.POSITIVE);
    }
  }

  /** An optimizer with DL4J's default parameters and the shared learning rates. */
  public static OptimizerSpec usual(Optimizer optimizer) {
    return new OptimizerSpec(
        optimizer,
        optimizer.parameters().stream()
            .map(parameter -> List.of(parameter.defaultValue()))
            .toList(),
        List.of());
  }

  /**
   * True if two entries share a point of their grids, which would be the same trial twice.
   *
   * @param sharedRates the rates of an entry without its own; may be empty
   */
  boolean meets(OptimizerSpec other, List<Double> sharedRates) {
    if (optimizer != other.optimizer || !meetRates(rates(sharedRates), other.rates(sharedRates))) {
      return false;
    }
    return IntStream.range(0, parameters.size())
        .allMatch(i -> meet(parameters.get(i), other.parameters.get(i)));
  }

  /**
   * The learning rates that this optimizer is trained at.
   *
   * @param sharedRates the rates of an entry without its own; may be empty
   * @return one NaN if the optimizer has none
   */
  public List<Double> rates(List<Double> sharedRates) {
    List<Double> rates = learningRates.isEmpty() ? sharedRates : learningRates;
    boolean defaults = rates.isEmpty() || !optimizer.hasLearningRate();
    return defaults ? List.of(optimizer.defaultLearningRate()) : rates;
  }

  /** True also if one is {@code auto}, which may become any rate. */
  private static boolean meetRates(List<Double> a, List<Double> b) {
    return a.equals(ParameterSpec.AUTO_RATES) || b.equals(ParameterSpec.AUTO_RATES) || meet(a, b);
  }

  /** False if one is a distribution: a value that is drawn twice is one trial. */
  private static boolean meet(List<Double> a, List<Double> b) {
    if (a instanceof Distribution || b instanceof Distribution) {
      return a.toString().equals(b.toString());
    }
    Set<Float> floats = a.stream().map(Double::floatValue).collect(Collectors.toSet());
    return b.stream().map(Double::floatValue).anyMatch(floats::contains);
  }

  /** The same optimizer with learning rates of its own. */
  public OptimizerSpec withRates(List<Double> rates) {
    return new OptimizerSpec(optimizer, parameters, rates);
  }
}
