package dev.linesweep.spec;

import dev.linesweep.spec.condition.Condition;
import java.io.Serializable;
import java.util.List;

/**
 * The search: its axes, how trials are chosen from them, and what ends it before everything is
 * trained.
 *
 * @param exclude conditions on the trajectories that are left out; each is an {@link Exclusion}
 */
public record SearchSpec(
    ParameterSpec parameters, SearchMethod method, List<Condition> exclude, Limits limits)
    implements Serializable {
  public SearchSpec {
    exclude = List.copyOf(exclude);
    List<Integer> epochs = parameters.epochs();
    limits.earlyTerminate().requireBefore(epochs.get(epochs.size() - 1));
    if (method instanceof SearchMethod.Grid) {
      requireValues("parameters.learning_rate", parameters.learningRates());
      requireValues("parameters.batch_size", parameters.batchSizes());
      requireValues("parameters.l1", parameters.l1());
      requireValues("parameters.l2", parameters.l2());
      for (OptimizerSpec entry : parameters.optimizers()) {
        String path = "parameters.optimizer." + entry.optimizer().key();
        entry.parameters().forEach(values -> requireValues(path, values));
        requireValues(path, entry.learningRates());
      }
    }
  }

  /** A search of all points of the grid. */
  public static SearchSpec of(ParameterSpec parameters) {
    return new SearchSpec(parameters, SearchMethod.GRID, List.of(), Limits.NONE);
  }

  private static void requireValues(String path, List<?> axis) {
    BrokenRule.unless(
        !(axis instanceof Distribution),
        path,
        "has a distribution, which method: grid does not draw from; choose random or sobol");
  }

  /** The same search with other axes. */
  public SearchSpec with(ParameterSpec other) {
    return new SearchSpec(other, method, exclude, limits);
  }
}
