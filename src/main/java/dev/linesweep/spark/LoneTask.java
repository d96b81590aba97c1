package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;

/**
 * Runs on an executor: trains one block that was put off. The task has no other block, so a block
 * that ends its executor costs only its own trials: the last allowed attempt gives it up.
 */
record LoneTask(BlockWork work, OutcomeAccumulator outcomes, PutOffRule rule)
    implements VoidFunction<Block> {

  @Override
  public void call(Block block) throws IOException {
    attempt(TaskContext.get().attemptNumber(), block);
  }

  void attempt(int attempt, Block block) throws IOException {
    Optional<BlockOutcome> journalled = work.journalled(block);
    if (journalled.isPresent()) {
      outcomes.add(journalled.get());
    } else if (rule.isLast(attempt)) {
      outcomes.add(work.givenUp(block, attempt));
    } else {
      work.train(List.of(block)).forEach(outcomes::add);
    }
  }
}
