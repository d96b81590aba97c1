package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import java.util.List;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

/** Runs on an executor: trains the blocks of one task, one after the other. */
record TrainTask(Broadcast<SweepContext> context, OutcomeAccumulator outcomes)
    implements VoidFunction<List<Block>> {

  @Override
  public void call(List<Block> blocks) {
    for (Block block : blocks) {
      outcomes.add(BlockRunner.run(block, context.value()));
    }
  }
}
