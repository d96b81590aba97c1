package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import java.io.Serializable;
import java.util.List;

/**
 * Which blocks an attempt at a task puts off. Each attempt before it ended, with its executor, in a
 * block that is still missing, so that as many of those are put off: they are trained alone, and
 * the others in the task do not suffer from them. The last attempt trains nothing that might end
 * it.
 *
 * @param attempts that Spark allows a task
 */
record PutOffRule(int attempts) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The blocks of a task without a result, in two. */
  record Parts(List<Block> putOff, List<Block> now) {}

  /**
   * @param missing blocks in the order in which the task trains them
   * @param attempt from 0
   */
  Parts parts(List<Block> missing, int attempt) {
    int suspects = isLast(attempt) ? missing.size() : Math.min(attempt, missing.size());
    return new Parts(missing.subList(0, suspects), missing.subList(suspects, missing.size()));
  }

  /** Whether Spark gives up the task if this attempt ends too; a first attempt always trains. */
  boolean isLast(int attempt) {
    return attempt > 0 && attempt >= attempts - 1;
  }
}
