package dev.linesweep.plan;

import dev.linesweep.spec.EngineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Cuts the wanted trajectories of a plan into blocks of equal width within each group. */
final class BlockCutter {
  private final SweepPlan plan;
  private final LongUnaryOperator next;
  private final EngineKind engine;
  private final List<Block> blocks = new ArrayList<>();
  private final RangeList open = new RangeList();

  /**
   * @param next the first wanted trajectory that is not before a given one; where there is none,
   *     any number beyond the last
   */
  BlockCutter(SweepPlan plan, LongUnaryOperator next) {
    this.plan = plan;
    this.next = next;
    this.engine = plan.spec().engine();
  }

  List<Block> cut() {
    Section previous = plan.sections().get(0);
    for (Section section : plan.sections()) {
      if (!sameGroup(previous, section)) {
        close(previous);
      }
      cut(section);
      previous = section;
    }
    close(previous);
    return blocks;
  }

  private boolean sameGroup(Section previous, Section section) {
    return switch (engine.stacking()) {
      case EQUAL_SETTINGS -> previous.equals(section);
      case ONE_RULE -> previous.sharesRuleWith(section);
    };
  }

  private void cut(Section section) {
    int width =
        BlockRule.of(engine)
            .width(
                engine,
                plan.shape(),
                section.batchSize(),
                plan.maxEpochs(),
                plan.recordedEpochs().length);
    for (long number = next.applyAsLong(section.first());
        number < section.end();
        number = next.applyAsLong(number + 1)) {
      open.add(number);
      if (open.size() == width) {
        close(section);
      }
    }
  }

  private void close(Section section) {
    if (open.size() > 0) {
      double cost =
          CostModel.of(engine)
              .seconds(plan.shape(), section.batchSize(), plan.maxEpochs(), open.size());
      blocks.add(new Block(open.take(), cost));
    }
  }
}
