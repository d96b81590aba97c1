package dev.linesweep.plan;

import static dev.linesweep.fixture.Specs.LINE;
import static dev.linesweep.fixture.Specs.grid;
import static dev.linesweep.fixture.Specs.line;
import static dev.linesweep.fixture.Specs.optimizer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.ListedTrajectories;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SweepSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sweep of trajectories that are listed one by one, as a search would propose them. */
class TrajectoriesTest {
  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void aListOfAGridsTrajectoriesIsPlannedAsTheGridIs(EngineKind engine) {
    SweepPlan plan = SweepPlan.of(spec(engine), LINE);
    SweepPlan listed = SweepPlan.of(plan.spec(), LINE, listed(plan));

    assertThat(listed.trials()).isEqualTo(plan.trials());
    assertThat(listed.trial(17).id()).isEqualTo(plan.trial(17).id());
    assertThat(listed.optimizers()).isEqualTo(plan.optimizers());
    assertThat(listed.blocks()).isEqualTo(plan.blocks());
    LongPredicate some = number -> number % 7 > 1;
    assertThat(listed.blocks(some)).isEqualTo(plan.blocks(some));
    assertThat(listed.spreadBlocks(some, 150)).isEqualTo(plan.spreadBlocks(some, 150));
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void trajectoriesInAnyOrderAreInOneBlockEachWithThoseTheyStackWith(EngineKind engine) {
    List<Trajectory> all =
        List.of(
            trajectory(Optimizer.ADAM, 0.01, 8),
            trajectory(Optimizer.SGD, 0.5, 0),
            trajectory(Optimizer.SGD, 0.25, 0),
            trajectory(Optimizer.SGD, 0.25, 8),
            trajectory(Optimizer.ADAM, 0.03, 8));
    SweepPlan plan = SweepPlan.of(spec(engine), LINE, new ListedTrajectories(all));

    assertThat(plan.blocks())
        .extracting(Block::ranges)
        .containsExactly(
            switch (engine) {
              case DL4J -> new long[][] {{0, 1, 4, 5}, {1, 3}, {3, 4}};
              case FUSED -> new long[][] {{0, 1, 3, 5}, {1, 3}};
            });
    assertThat(plan.spreadBlocks(number -> true, Long.MAX_VALUE))
        .flatExtracting(block -> Arrays.stream(block.trajectories()).boxed().toList())
        .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L);
    assertThat(plan.optimizers())
        .containsExactly(
            OptimizerParameters.defaults(Optimizer.ADAM),
            OptimizerParameters.defaults(Optimizer.SGD));
    assertThat(plan.trial(4).trajectory()).isEqualTo(all.get(2));
  }

  @Test
  void aGridKnowsTheRunsThatItsTrajectoriesMake() {
    Grid grid = Grid.of(spec(EngineKind.DL4J));
    ListedTrajectories listed = listed(SweepPlan.of(spec(EngineKind.DL4J), LINE));
    for (long number = 0; number < grid.size(); number++) {
      assertThat(grid.endOfRun(number)).isEqualTo(listed.endOfRun(number));
    }
  }

  @Test
  void aGridKnowsItsValuesWithoutVisitingAll() {
    Trajectories grid = Grid.of(many());
    Trajectories listed = listed(SweepPlan.of(many(), LINE));
    List<Function<Trajectory, Object>> axes =
        List.of(
            Trajectory::parameters,
            Trajectory::batchSize,
            Trajectory::learningRate,
            Trajectory::l1,
            Trajectory::l2,
            Trajectory::seed,
            t -> t.parameters() + " " + t.batchSize() + " " + t.learningRate(),
            t -> t.parameters() + " " + t.batchSize() + " " + t.seed());
    for (Function<Trajectory, Object> axis : axes) {
      AtomicInteger visits = new AtomicInteger();
      Set<Object> distinct =
          grid.distinct(
              trajectory -> {
                visits.incrementAndGet();
                return axis.apply(trajectory);
              });
      assertThat(distinct).containsExactlyElementsOf(listed.distinct(axis));
      assertThat(visits.get()).isLessThan((int) grid.size() / 4);
    }
  }

  private static SweepSpec many() {
    return line(
        EngineKind.DL4J,
        new ParameterSpec(
            List.of(
                optimizer(Optimizer.SGD),
                new OptimizerSpec(
                    Optimizer.NESTEROVS, List.of(List.of(0.5, 0.9)), List.of(2.0, 0.5))),
            List.of(0.1, 0.01, 0.001),
            List.of(10, 400),
            List.of(7L, 1L, 42L),
            List.of(ParameterSpec.FULL_BATCH, 8),
            List.of(0.0, 0.1),
            List.of(0.2, 0.0, 0.1)));
  }

  private static ListedTrajectories listed(SweepPlan plan) {
    return new ListedTrajectories(
        LongStream.range(0, plan.trajectories()).mapToObj(plan::trajectory).toList());
  }

  private static Trajectory trajectory(Optimizer optimizer, double rate, int batchSize) {
    return new Trajectory(OptimizerParameters.defaults(optimizer), rate, batchSize, 0, 0, 42);
  }

  private static SweepSpec spec(EngineKind engine) {
    return line(
        engine,
        grid(
            List.of(optimizer(Optimizer.SGD), optimizer(Optimizer.ADAM)),
            List.of(0.1, 0.01, 0.001),
            List.of(10, 400),
            LongStream.rangeClosed(1, 40).boxed().toList()));
  }
}
