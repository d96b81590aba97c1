package dev.linesweep.plan;

import dev.linesweep.spec.Optimizer;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer with one value for each of its settings.
 *
 * @param values in the order of {@link Optimizer#settings()}
 */
public record OptimizerSettings(Optimizer optimizer, List<Double> values) implements Serializable {
  public OptimizerSettings {
    values = List.copyOf(values);
    if (values.size() != optimizer.settings().size()) {
      throw new IllegalArgumentException(
          optimizer.key()
              + " takes "
              + optimizer.settings().size()
              + " settings but was given "
              + values.size());
    }
  }

  /** {@inheritDoc} Written out for the same reason as {@link Trajectory#equals}. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OptimizerSettings that
        && optimizer == that.optimizer
        && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return 31 * optimizer.hashCode() + values.hashCode();
  }

  /** The optimizer at DL4J's defaults. */
  public static OptimizerSettings defaults(Optimizer optimizer) {
    return new OptimizerSettings(
        optimizer, optimizer.settings().stream().map(Optimizer.Setting::defaultValue).toList());
  }

  /** The value of the setting with this key, for example {@code beta1}. */
  public double value(String key) {
    for (int i = 0; i < values.size(); i++) {
      if (optimizer.settings().get(i).key().equals(key)) {
        return values.get(i);
      }
    }
    throw new IllegalArgumentException(optimizer.key() + " has no setting " + key);
  }
}
