package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Runs on an executor: trains the blocks of one task, one after another or in groups. An attempt
 * after the first looks up what an earlier one journalled, and follows the {@link PutOffRule}.
 */
record TrainTask(
    BlockWork work,
    OutcomeAccumulator outcomes,
    CollectionAccumulator<Block> putOff,
    PutOffRule rule)
    implements VoidFunction<List<Block>> {

  @Override
  public void call(List<Block> blocks) throws IOException {
    attempt(TaskContext.get().attemptNumber(), blocks);
  }

  void attempt(int attempt, List<Block> blocks) throws IOException {
    PutOffRule.Parts parts = rule.parts(attempt == 0 ? blocks : missing(blocks), attempt);
    parts.putOff().forEach(putOff::add);
    // One by one after a loss, to find the block that ends its executor.
    List<List<Block>> groups =
        attempt == 0 ? work.together(parts.now()) : parts.now().stream().map(List::of).toList();
    groups.forEach(group -> work.train(group).forEach(outcomes::add));
  }

  private List<Block> missing(List<Block> blocks) throws IOException {
    List<Block> missing = new ArrayList<>();
    for (Block block : blocks) {
      work.journalled(block).ifPresentOrElse(outcomes::add, () -> missing.add(block));
    }
    return missing;
  }
}
