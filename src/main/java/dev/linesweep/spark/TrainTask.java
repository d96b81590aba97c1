package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Runs on an executor: trains the blocks of one task, one after the other.
 *
 * <p>An attempt after the first finds out what an earlier one journalled. Each attempt before it
 * ended, with its executor, in a block that is still missing, so that as many of those are put off:
 * they are trained alone, and the others here do not suffer from them. The last allowed attempt
 * trains nothing that might end it.
 *
 * @param attempts that Spark allows a task
 */
record TrainTask(
    Broadcast<SweepContext> context,
    OutcomeAccumulator outcomes,
    BlocksInTraining told,
    CollectionAccumulator<Block> putOff,
    int attempts)
    implements VoidFunction<List<Block>> {

  @Override
  public void call(List<Block> blocks) throws IOException {
    int attempt = TaskContext.get().attemptNumber();
    List<Block> missing = attempt == 0 ? blocks : missing(blocks);
    boolean last = attempt > 0 && attempt >= attempts - 1;
    int suspects = last ? missing.size() : Math.min(attempt, missing.size());
    missing.subList(0, suspects).forEach(putOff::add);
    for (Block block : missing.subList(suspects, missing.size())) {
      outcomes.add(BlockRunner.run(block, context.value(), told));
    }
  }

  private List<Block> missing(List<Block> blocks) throws IOException {
    List<Block> missing = new ArrayList<>();
    for (Block block : blocks) {
      BlockRunner.journalled(block, context.value())
          .ifPresentOrElse(outcomes::add, () -> missing.add(block));
    }
    return missing;
  }
}
