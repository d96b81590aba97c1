package dev.linesweep.plan;

import dev.linesweep.spec.Optimizer;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer with one value for each of its parameters.
 *
 * @param values in the order of {@link Optimizer#parameters()}
 */
public record OptimizerParameters(Optimizer optimizer, List<Double> values)
    implements Serializable {
  public OptimizerParameters {
    values = List.copyOf(values);
    if (values.size() != optimizer.parameters().size()) {
      throw new IllegalArgumentException(
          optimizer.key()
              + " takes "
              + optimizer.parameters().size()
              + " parameters but was given "
              + values.size());
    }
  }

  /** {@inheritDoc} Written out for the same reason as {@link Trajectory#equals}. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OptimizerParameters that
        && optimizer == that.optimizer
        && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return 31 * optimizer.hashCode() + values.hashCode();
  }

  /** A part of the texts that names of folders are hashes of, so it never changes. */
  String canonicalForm() {
    return "OptimizerSettings[optimizer=" + optimizer + ", values=" + values + "]";
  }

  /** The optimizer at DL4J's defaults. */
  public static OptimizerParameters defaults(Optimizer optimizer) {
    return new OptimizerParameters(
        optimizer, optimizer.parameters().stream().map(Optimizer.Parameter::defaultValue).toList());
  }

  /** The value of the parameter with this key, for example {@code beta1}. */
  public double value(String key) {
    for (int i = 0; i < values.size(); i++) {
      if (optimizer.parameters().get(i).key().equals(key)) {
        return values.get(i);
      }
    }
    throw new IllegalArgumentException(optimizer.key() + " has no parameter " + key);
  }
}
