package dev.linesweep.engine.fused;

import dev.linesweep.data.Samples;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.MetricSpec.Part;
import dev.linesweep.spec.Optimizer;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What columns train on together.
 *
 * @param validation may have no rows
 * @param labelScale what 1 is in the label's own units
 * @param batch rows a step; {@link #FULL} for all, in their own order
 * @param order the order of the training rows in an epoch, counted from 1; asked for only if {@code
 *     batch} is less than the rows
 * @param epochs at which to record, increasing; the last one ends the training
 */
record Training(
    int features,
    Samples.Part train,
    Samples.Part validation,
    Samples.Part test,
    Loss loss,
    double labelScale,
    Optimizer optimizer,
    int batch,
    IntFunction<int[]> order,
    int[] epochs,
    List<ColumnSettings> columns) {
  static final int FULL = 0;

  Training {
    columns = List.copyOf(columns);
  }

  int rowsPerStep() {
    return batch == FULL ? train.rows() : Math.min(batch, train.rows());
  }

  boolean isFullBatch() {
    return rowsPerStep() == train.rows();
  }

  int @Nullable [] orderOf(int epoch) {
    return isFullBatch() ? null : order.apply(epoch);
  }

  Samples.Part part(Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
