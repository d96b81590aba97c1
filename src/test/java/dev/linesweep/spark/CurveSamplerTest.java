package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.SnapshotRecorder;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Optimizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Curves of a plan whose training is made up: the weight of a trajectory is its number. */
class CurveSamplerTest {
  private static final int LAST = 11_999;

  /** The best ones are the last of the plan. */
  private static List<Trajectory> leaders(SweepPlan plan, int trajectories) {
    return LongStream.range(0, trajectories)
        .mapToObj(i -> plan.trajectory(plan.trajectories() - 1 - i))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void theBestHundredAndASampleOfTheOthersHaveTheirOwnCurvesInTheOrderOfThePlan(EngineKind engine)
      throws IOException {
    SweepPlan plan = plan(engine);
    List<Curve> curves = curves(plan, leaders(plan, 150));

    List<Long> numbers = curves.stream().map(CurveSamplerTest::number).toList();
    assertThat(numbers).hasSizeBetween(900, 1000).isSorted().doesNotHaveDuplicates();
    assertThat(numbers).containsAll(LongStream.rangeClosed(LAST - 99, LAST).boxed().toList());
    assertThat(numbers.stream().filter(number -> number <= LAST - 100 && number > LAST - 150))
        .hasSizeLessThan(15);
    for (Curve curve : curves) {
      assertThat(curve.trajectory()).isEqualTo(plan.trajectory(number(curve)));
      assertThat(curve.ids()[curve.column()]).isEqualTo(curve.trajectory().id().bits());
      assertThat(curve.snapshots().epochs()).isEqualTo(plan.curveEpochs());
    }
  }

  @Test
  void theSampleIsTheSameEachTime() throws IOException {
    SweepPlan plan = plan(EngineKind.FUSED);
    assertThat(curves(plan, List.of()).stream().map(CurveSamplerTest::number))
        .isEqualTo(curves(plan, List.of()).stream().map(CurveSamplerTest::number).toList());
  }

  @Test
  void aCurveIsFoundByItsTrajectory() throws IOException {
    SweepPlan plan = plan(EngineKind.FUSED);
    Curves curves =
        new CurveSampler(plan, CurveSamplerTest::trained)
            .sample(List.of(), n -> true, n -> plan.maxEpochs());
    List<Curve> all = new ArrayList<>();
    curves.forEach(all::add);
    Curve some = all.get(500);
    assertThat(curves.of(some.trajectory()).orElseThrow()).isSameAs(some);
    Trajectory other =
        LongStream.range(0, LAST)
            .mapToObj(plan::trajectory)
            .filter(each -> all.stream().noneMatch(curve -> curve.trajectory().equals(each)))
            .findFirst()
            .orElseThrow();
    assertThat(curves.of(other)).isEmpty();
  }

  private static List<Curve> curves(SweepPlan plan, List<Trajectory> leaders) throws IOException {
    List<Curve> curves = new ArrayList<>();
    new CurveSampler(plan, CurveSamplerTest::trained)
        .sample(leaders, n -> true, n -> plan.maxEpochs())
        .forEach(curves::add);
    return curves;
  }

  private static List<Snapshots> trained(List<Block> blocks, int[] epochs) {
    return blocks.stream()
        .map(
            block -> {
              SnapshotRecorder recorder = new SnapshotRecorder(block.size(), 1, false, epochs);
              for (int column = 0; column < block.size(); column++) {
                for (int epoch = 0; epoch < epochs.length; epoch++) {
                  recorder.setWeights(
                      column, epoch, new float[] {block.trajectories()[column], epoch});
                }
              }
              return recorder.finish();
            })
        .toList();
  }

  private static long number(Curve curve) {
    return (long) curve.snapshots().weights(curve.column(), 0)[0];
  }

  private static SweepPlan plan(EngineKind engine) {
    return SweepPlan.of(
        MadeUpSweeps.spec(
                MadeUpSweeps.TEST_LOSS,
                0,
                List.of(Optimizer.SGD, Optimizer.ADAM, Optimizer.NADAM),
                MadeUpSweeps.rates(4000),
                List.of(1, 10),
                List.of(1L))
            .withEngine(engine),
        MadeUpSweeps.line(0).shape());
  }
}
