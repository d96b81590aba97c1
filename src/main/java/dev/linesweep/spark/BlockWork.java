package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** What a task does with a block, on its executor. */
interface BlockWork extends Serializable {
  /** The outcome of a block that an earlier attempt in this run journalled. */
  Optional<BlockOutcome> journalled(Block block) throws IOException;

  /** The blocks in the same order, in one list per group that should train together. */
  List<List<Block>> together(List<Block> blocks);

  /**
   * Trains blocks together; an exception becomes the outcome of the blocks that also fail on their
   * own.
   *
   * @return an outcome for each block
   */
  List<BlockOutcome> train(List<Block> blocks);

  /** The outcome of a block whose executor was lost each time that the block was trained. */
  BlockOutcome givenUp(Block block, int times);
}
