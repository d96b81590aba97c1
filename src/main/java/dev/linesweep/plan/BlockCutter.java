package dev.linesweep.plan;

import dev.linesweep.spec.EngineKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Cuts the wanted trajectories of a plan into blocks of equal width within each stack: those that
 * may train together, wherever they are in the plan.
 */
final class BlockCutter {
  private final SweepPlan plan;
  private final Trajectories source;
  private final LongUnaryOperator next;
  private final EngineKind engine;
  private final int recordedEpochs;
  private final Stretch stretch;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<List<?>, Stack> open = new LinkedHashMap<>();

  /** Trajectories of one batch size that are not in a block yet. */
  private record Stack(int batchSize, int width, RangeList numbers) {}

  /**
   * @param source the plan's trajectories
   * @param next the first wanted trajectory that is not before a given one; if there is none, any
   *     number after the last
   * @param stretch the epochs that they train
   */
  BlockCutter(SweepPlan plan, Trajectories source, LongUnaryOperator next, Stretch stretch) {
    this.plan = plan;
    this.source = source;
    this.next = next;
    this.engine = plan.spec().engine().kind();
    this.stretch = stretch;
    this.recordedEpochs = plan.recordedEpochs(stretch.to()).length;
  }

  List<Block> cut() {
    long number = next.applyAsLong(0);
    while (number < source.size()) {
      Trajectory first = source.trajectory(number);
      Stack stack =
          open.computeIfAbsent(first.stack(engine.stacking()), s -> stack(first.batchSize()));
      number = cut(number, source.endOfRun(number), stack);
    }
    open.values().forEach(this::close);
    return blocks;
  }

  private Stack stack(int batchSize) {
    int width =
        BlockRule.of(plan, stretch.length())
            .width(engine, plan.shape(), batchSize, stretch.length(), recordedEpochs);
    return new Stack(batchSize, width, new RangeList());
  }

  /** The first wanted trajectory beyond the run. */
  private long cut(long first, long end, Stack stack) {
    long number = first;
    while (number < end) {
      stack.numbers().add(number);
      if (stack.numbers().size() == stack.width()) {
        close(stack);
      }
      number = next.applyAsLong(number + 1);
    }
    return number;
  }

  private void close(Stack stack) {
    if (stack.numbers().size() > 0) {
      double cost =
          CostModel.of(engine)
              .seconds(plan.shape(), stack.batchSize(), stretch.length(), stack.numbers().size());
      blocks.add(new Block(stack.numbers().take(), cost));
    }
  }
}
