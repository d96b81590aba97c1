package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.result.BlockOutcome;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs on an executor: trains a block that was being trained when an executor was lost. Nothing
 * else is in the task, so a block that takes its executor with it costs its own trials alone: the
 * last allowed attempt gives it up.
 *
 * @param attempts that Spark allows a task
 */
record LoneTask(
    Broadcast<SweepContext> context,
    OutcomeAccumulator outcomes,
    BlocksInTraining told,
    int attempts)
    implements VoidFunction<Block> {

  @Override
  public void call(Block block) throws IOException {
    int attempt = TaskContext.get().attemptNumber();
    Optional<BlockOutcome> journalled = BlockRunner.journalled(block, context.value());
    if (journalled.isPresent()) {
      outcomes.add(journalled.get());
    } else if (attempt > 0 && attempt >= attempts - 1) {
      outcomes.add(BlockRunner.givenUp(block, context.value(), attempt));
    } else {
      outcomes.add(BlockRunner.run(block, context.value(), told));
    }
  }
}
