package dev.linesweep.output;

import dev.linesweep.plan.OptimizerSettings;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.table.Column;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a plan's optimizers as columns {@code <optimizer>.<setting>}, in DL4J's order of
 * optimizers. Those of other optimizers than a row's are null.
 */
public final class SettingColumns {
  private final Set<Optimizer> optimizers = EnumSet.noneOf(Optimizer.class);

  public SettingColumns(SweepPlan plan) {
    plan.optimizers().stream().map(OptimizerSettings::optimizer).forEach(optimizers::add);
  }

  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (Optimizer optimizer : optimizers) {
      for (Optimizer.Setting setting : optimizer.settings()) {
        columns.add(new Column(optimizer.key() + "." + setting.key(), Column.Type.DOUBLE));
      }
    }
    return columns;
  }

  /** Writes the values; gives the place behind them. */
  public int fill(@Nullable Object[] row, int from, OptimizerSettings settings) {
    int at = from;
    for (Optimizer optimizer : optimizers) {
      int count = optimizer.settings().size();
      if (optimizer == settings.optimizer()) {
        for (int i = 0; i < count; i++) {
          row[at + i] = settings.values().get(i);
        }
      }
      at += count;
    }
    return at;
  }
}
