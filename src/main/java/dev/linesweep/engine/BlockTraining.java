package dev.linesweep.engine;

import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;

/**
 * What an engine needs to know of a block.
 *
 * @param columns trajectories of the same optimizer and batch size
 * @param epochs at which weights and errors are recorded, increasing; training ends with the last
 */
public record BlockTraining(TrainingSpec training, List<Trajectory> columns, int[] epochs) {
  public BlockTraining {
    columns = List.copyOf(columns);
    epochs = epochs.clone();
  }

  public int lastEpoch() {
    return epochs[epochs.length - 1];
  }
}
