package dev.linesweep.plan;

import dev.linesweep.spec.EngineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Cuts the wanted trajectories of a plan into blocks of equal width within each group. */
final class BlockCutter {
  private final SweepPlan plan;
  private final Trajectories source;
  private final LongUnaryOperator next;
  private final EngineKind engine;
  private final int recordedEpochs;
  private final List<Block> blocks = new ArrayList<>();
  private final RangeList open = new RangeList();

  /**
   * @param source the plan's trajectories
   * @param next the first wanted trajectory that is not before a given one; where there is none,
   *     any number beyond the last
   */
  BlockCutter(SweepPlan plan, Trajectories source, LongUnaryOperator next) {
    this.plan = plan;
    this.source = source;
    this.next = next;
    this.engine = plan.spec().engine().kind();
    this.recordedEpochs = plan.recordedEpochs().length;
  }

  List<Block> cut() {
    Trajectory group = source.trajectory(0);
    long number = next.applyAsLong(0);
    while (number < source.size()) {
      Trajectory first = source.trajectory(number);
      if (!group.stacksWith(first, engine.stacking())) {
        close(group.batchSize());
      }
      group = first;
      number = cut(number, source.endOfRun(number), group.batchSize());
    }
    close(group.batchSize());
    return blocks;
  }

  /** The first wanted trajectory beyond the run. */
  private long cut(long first, long end, int batchSize) {
    int width =
        BlockRule.of(engine)
            .width(engine, plan.shape(), batchSize, plan.maxEpochs(), recordedEpochs);
    long number = first;
    while (number < end) {
      open.add(number);
      if (open.size() == width) {
        close(batchSize);
      }
      number = next.applyAsLong(number + 1);
    }
    return number;
  }

  private void close(int batchSize) {
    if (open.size() > 0) {
      double cost =
          CostModel.of(engine).seconds(plan.shape(), batchSize, plan.maxEpochs(), open.size());
      blocks.add(new Block(open.take(), cost));
    }
  }
}
