package dev.linesweep.engine;

import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.TrainingSpec;
import java.util.List;

/**
 * What an engine needs to know of a block.
 *
 * @param columns trajectories of the same batch size, which the engine may stack
 * @param epochs at which weights and errors are recorded, increasing; training ends with the last
 * @param rateFactor what the columns' learning rates are multiplied by, epoch by epoch
 */
public record BlockTraining(
    TrainingSpec training, List<Trajectory> columns, int[] epochs, RateFactor rateFactor) {
  public BlockTraining {
    columns = List.copyOf(columns);
    epochs = epochs.clone();
  }

  /** A block whose learning rates are as its job has them: the same in each epoch. */
  public BlockTraining(TrainingSpec training, List<Trajectory> columns, int[] epochs) {
    this(training, columns, epochs, RateFactor.ONE);
  }

  /** The training of some of the columns, the first included and the end excluded. */
  public BlockTraining columns(int from, int to) {
    return new BlockTraining(training, columns.subList(from, to), epochs, rateFactor);
  }

  public int lastEpoch() {
    return epochs[epochs.length - 1];
  }
}
