package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import java.io.Serializable;
import java.util.List;

/**
 * Decides which blocks an attempt at a task puts off. Each earlier attempt ended, with its
 * executor, in a block that is still missing. So one missing block per earlier attempt is put off
 * and later trained in its own task, where it cannot harm the others. The last attempt trains
 * nothing that might end it.
 *
 * @param attempts that Spark allows per task
 */
record PutOffRule(int attempts) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The blocks of a task without a result: those to train and those put off. */
  record Parts(List<Block> putOff, List<Block> now) {}

  /**
   * @param missing blocks in the order in which the task trains them
   * @param attempt from 0
   */
  Parts parts(List<Block> missing, int attempt) {
    int suspects = isLast(attempt) ? missing.size() : Math.min(attempt, missing.size());
    return new Parts(missing.subList(0, suspects), missing.subList(suspects, missing.size()));
  }

  /** Whether Spark gives the task up if this attempt fails too; a first attempt always trains. */
  boolean isLast(int attempt) {
    return attempt > 0 && attempt >= attempts - 1;
  }
}
