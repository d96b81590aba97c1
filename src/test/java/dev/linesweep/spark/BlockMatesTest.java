package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Specs;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Optimizer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlockMatesTest {
  private static SweepPlan plan(EngineKind engine) {
    return SweepPlan.of(
        Specs.line(
            engine,
            Specs.grid(
                List.of(Specs.optimizer(Optimizer.SGD)),
                List.of(0.1, 0.2, 0.3),
                List.of(5),
                List.of(1L))),
        Specs.LINE);
  }

  private static long[] ids(SweepPlan plan, long... numbers) {
    return LongStream.of(numbers).map(n -> plan.trajectory(n).id().bits()).toArray();
  }

  @Test
  void ofAnEngineWhoseBitsDependOnTheBlockTheWholeBlockIsFound() {
    SweepPlan plan = plan(EngineKind.DL4J);
    Trajectory own = plan.trajectory(0);
    assertThat(BlockMates.of(plan, own, ids(plan, 2, 0), 1))
        .isEqualTo(new BlockMates(List.of(plan.trajectory(2), own), 1));
  }

  @Test
  void ofABlockThatThePlanNoLongerKnowsTheColumnStandsAmongItsCopies() {
    SweepPlan plan = plan(EngineKind.DL4J);
    Trajectory own = plan.trajectory(1);
    long[] ids = ids(plan, 0, 1);
    ids[0] ^= 1;
    assertThat(BlockMates.of(plan, own, ids, 1)).isEqualTo(new BlockMates(List.of(own, own), 1));
  }

  @Test
  void ofAnEngineThatRepeatsBitsItStandsAlone() {
    SweepPlan plan = plan(EngineKind.FUSED);
    Trajectory own = plan.trajectory(1);
    assertThat(BlockMates.of(plan, own, ids(plan, 0, 1, 2), 1)).isEqualTo(BlockMates.alone(own));
  }
}
