package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/** What a task does with a block, on its executor. */
interface BlockWork extends Serializable {
  /** The outcome of a block that an earlier attempt of this run has journalled. */
  Optional<BlockOutcome> journalled(Block block) throws IOException;

  /** Trains the block; an exception becomes its outcome. */
  BlockOutcome train(Block block);

  /** The outcome of a block whose executor was lost each time it was trained. */
  BlockOutcome givenUp(Block block, int times);
}
