package dev.linesweep.engine;

import dev.linesweep.data.Samples;
import dev.linesweep.result.Snapshots;
import java.util.function.Supplier;

/**
 * Trains the trajectories of a block together, one column each. A column's mathematics is that of a
 * network that is trained on its own; an engine may only choose how to compute it.
 */
public interface Engine {

  /** The engine with its variant, for the facts of a run: {@code dl4j}, {@code fused 256-bit}. */
  String name();

  /** The device this engine trains on in this JVM: {@code cpu}, {@code gpu:0 Tesla T4}. */
  String device();

  /**
   * The most columns of several blocks that may train together.
   *
   * @param like the training of one of them
   */
  default int columnsAtOnce(Supplier<BlockTraining> like, Samples samples) {
    return 1;
  }

  /**
   * Trains every column from its initial weights to the last epoch, or until it diverges.
   *
   * @throws UnsupportedOperationException if this engine cannot do what the block asks for; the
   *     message names the engine that can
   */
  default Snapshots train(BlockTraining block, Samples samples) {
    return train(block, samples, TrainingWatch.NONE);
  }

  /** The same with a watch, beginning where the watch says. */
  Snapshots train(BlockTraining block, Samples samples, TrainingWatch watch);
}
