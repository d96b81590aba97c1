package dev.linesweep.engine.fused;

import dev.linesweep.spec.Optimizer;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What columns train on together.
 *
 * @param parts the rows to train on, then any others to measure on
 * @param batch rows a step; {@link #FULL} for all, in their own order
 * @param order the order of the training rows in an epoch, counted from 1; asked for only where
 *     {@code batch} is less than the rows
 * @param snapshots increasing epochs, the last one the end of the training
 */
record Training(
    int features,
    List<Part> parts,
    Signal signal,
    Optimizer rule,
    int batch,
    IntFunction<int[]> order,
    int[] snapshots,
    List<ColumnSettings> columns) {
  static final int FULL = 0;

  Training {
    parts = List.copyOf(parts);
    columns = List.copyOf(columns);
  }

  Part train() {
    return parts.get(0);
  }

  int rowsPerStep() {
    return batch == FULL ? train().rows() : Math.min(batch, train().rows());
  }

  boolean isFullBatch() {
    return rowsPerStep() == train().rows();
  }

  int @Nullable [] orderOf(int epoch) {
    return isFullBatch() ? null : order.apply(epoch);
  }
}
