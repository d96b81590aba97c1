package dev.linesweep.run;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.StopWatch;
import dev.linesweep.spark.EarlierRuns;
import dev.linesweep.spark.GpuUse;
import dev.linesweep.spark.Standing;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The blocks that a run trains.
 *
 * @param blocks in the order of training, if the run may end before the last one
 * @param stop watches the job's stop rule, if it has one
 */
record Work(List<Block> blocks, Optional<StopWatch> stop, Budget budget) {

  /** The missing blocks of a plan, as far as the budget and the stop rule allow. */
  static Work of(
      SweepPlan plan, RankingMetric metric, EarlierRuns earlier, Journal journal, Budget budget)
      throws IOException {
    LongPredicate missing = number -> earlier.missing().get((int) number);
    long most = budget.trials().orElse(Long.MAX_VALUE);
    if (!plan.spec().limits().stop().isNever()) {
      List<Block> order = plan.spreadBlocks(number -> true, Long.MAX_VALUE);
      StopWatch stop = StopWatch.of(plan, metric, order, journal, earlier.missing());
      return new Work(first(plan, stop.open(), missing, most), Optional.of(stop), budget);
    }
    List<Block> blocks = budget.isNone() ? plan.blocks(missing) : plan.spreadBlocks(missing, most);
    return new Work(blocks, Optional.empty(), budget);
  }

  /**
   * The missing blocks of a plan whose trajectories train up to a rung. They are not spread over
   * the grid: no result is ranked before all have reached the rung.
   */
  static Work of(SweepPlan plan, EarlierRuns earlier, Standing standing, Budget budget) {
    return new Work(
        standing.blocks(plan, number -> earlier.missing().get((int) number)),
        Optional.empty(),
        budget);
  }

  /** The missing part of the first blocks, up to this many trials. */
  private static List<Block> first(
      SweepPlan plan, List<Block> order, LongPredicate missing, long trials) {
    List<Block> first = new ArrayList<>();
    long left = trials / plan.epochs().length;
    for (Block block : order) {
      Optional<Block> wanted = plan.part(block, missing);
      if (wanted.isPresent() && wanted.get().size() > left) {
        partOf(plan, wanted.get(), (int) left).ifPresent(first::add);
        return first;
      }
      wanted.ifPresent(first::add);
      left -= wanted.map(Block::size).orElse(0);
    }
    return first;
  }

  private static Optional<Block> partOf(SweepPlan plan, Block block, int columns) {
    if (columns == 0 || !plan.spec().engine().kind().repeatsBits()) {
      return Optional.empty();
    }
    long last = block.trajectories()[columns - 1];
    return plan.part(block, number -> number <= last);
  }

  /**
   * The blocks in tasks.
   *
   * @param slots tasks that run at once
   */
  List<List<Block>> tasks(GpuUse gpus, int slots) {
    return gpus.tasks(blocks, slots, !budget.isNone() || stop.isPresent());
  }

  /**
   * Whether the stop rule has ended the sweep.
   *
   * @param ended all blocks that have ended so far
   */
  boolean isEnough(List<BlockOutcome> ended) {
    return stop.filter(watch -> watch.holdsAfter(ended)).isPresent();
  }
}
