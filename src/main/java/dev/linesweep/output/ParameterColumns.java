package dev.linesweep.output;

import dev.linesweep.plan.OptimizerParameters;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterName;
import dev.linesweep.table.Column;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a plan's optimizers as columns {@code <optimizer>_<parameter>}, in DL4J's order
 * of optimizers. Parameters of other optimizers than the row's are missing.
 */
final class ParameterColumns {
  static final String SEED = "seed";
  static final String FOLD = "fold";

  private ParameterColumns() {}

  /**
   * @param parameters of a row
   */
  static <T> List<Column<T>> of(SweepPlan plan, Function<T, OptimizerParameters> parameters) {
    Set<Optimizer> optimizers = EnumSet.noneOf(Optimizer.class);
    plan.optimizers().stream().map(OptimizerParameters::optimizer).forEach(optimizers::add);
    List<Column<T>> columns = new ArrayList<>();
    for (Optimizer optimizer : optimizers) {
      for (int i = 0; i < optimizer.parameters().size(); i++) {
        int place = i;
        columns.add(
            new Column<>(
                ParameterName.of(optimizer, optimizer.parameters().get(i)),
                Column.Type.DOUBLE,
                row -> value(parameters.apply(row), optimizer, place)));
      }
    }
    return columns;
  }

  /**
   * The columns in which the repeats of a setting differ: the seed of the initial weights, missing
   * if nothing is drawn, and, if there are folds, the fold, missing for a training on all training
   * rows.
   */
  static <T> List<Column<T>> repeats(SweepPlan plan, Function<T, Trajectory> trajectory) {
    List<Column<T>> columns = new ArrayList<>();
    columns.add(new Column<>(SEED, Column.Type.LONG, row -> seed(trajectory.apply(row))));
    if (plan.spec().split().hasFolds()) {
      columns.add(new Column<>(FOLD, Column.Type.INT, row -> fold(trajectory.apply(row))));
    }
    return columns;
  }

  private static @Nullable Integer fold(Trajectory trajectory) {
    return trajectory.hasFold() ? trajectory.fold() : null;
  }

  private static @Nullable Long seed(Trajectory trajectory) {
    return trajectory.hasSeed() ? trajectory.seed() : null;
  }

  private static @Nullable Double value(
      OptimizerParameters parameters, Optimizer optimizer, int at) {
    return parameters.optimizer() == optimizer ? parameters.values().get(at) : null;
  }
}
