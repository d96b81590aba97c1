package dev.linesweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.MadeUpSweeps;
import dev.linesweep.fixture.Specs;
import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.Limits;
import dev.linesweep.spec.MetricSpec;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.SearchMethod;
import dev.linesweep.spec.SearchSpec;
import dev.linesweep.spec.SweepSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The end of a sweep by its {@code stop}, next to a loop over all results in their order. */
class StopWatchTest {
  private static final MetricSpec TEST_R2 =
      new MetricSpec(MetricSpec.Part.TEST, MetricSpec.Measure.R2, MetricSpec.Goal.MAXIMIZE);

  private static SweepPlan plan(MetricSpec metric, Limits.Stop stop) {
    SweepSpec spec =
        MadeUpSweeps.spec(
            metric,
            0,
            List.of(Optimizer.SGD, Optimizer.ADAM),
            MadeUpSweeps.rates(40),
            List.of(1, 10),
            List.of(1L, 2L, 3L));
    return SweepPlan.of(
        new SweepSpec(
            spec.name(),
            spec.data(),
            spec.split(),
            spec.training(),
            metric,
            new SearchSpec(
                spec.parameters(), SearchMethod.GRID, List.of(), Limits.NONE.withStop(stop)),
            spec.engine()),
        Specs.LINE);
  }

  @RepeatedTest(60)
  void theFewestFirstBlocksEndItWhateverTheOrderInWhichBlocksEnd(RepetitionInfo repetition)
      throws IOException {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    boolean large = random.nextBoolean();
    Limits.Stop stop =
        new Limits.Stop(
            random.nextInt(3) == 0
                ? Double.NaN
                : large ? 1 - Math.pow(10, -4 * random.nextDouble()) : 0.05 * random.nextDouble(),
            random.nextInt(6));
    SweepPlan plan = plan(large ? TEST_R2 : MadeUpSweeps.TEST_LOSS, stop);
    RankingMetric metric = new RankingMetric(plan.spec().metric(), 1);
    List<Block> order = plan.spreadBlocks(number -> true, Long.MAX_VALUE);
    BitSet missing = new BitSet();
    double share = random.nextInt(3) / 2.0;
    for (int n = 0; n < plan.trajectories(); n++) {
      missing.set(n, random.nextDouble() >= share * random.nextDouble());
    }
    int expected = end(plan, metric, stop, order, seed);

    StopWatch watch = StopWatch.of(plan, metric, order, journal(plan, missing, seed), missing);
    List<Block> ending = new ArrayList<>();
    watch.open().forEach(b -> plan.part(b, n -> missing.get((int) n)).ifPresent(ending::add));
    Collections.shuffle(ending, random);
    List<BlockOutcome> ended = new ArrayList<>();
    for (Block block : ending) {
      ended.add(outcome(plan, metric, block, seed));
      missing.andNot(bits(List.of(block)));
      boolean firstAreThere = expected > 0 && !bits(order.subList(0, expected)).intersects(missing);
      assertThat(watch.holdsAfter(List.copyOf(ended))).isEqualTo(firstAreThere);
    }

    assertThat(watch.isReached()).isEqualTo(expected > 0);
    if (expected > 0) {
      assertThat(watch.within()).isEqualTo(bits(order.subList(0, expected)));
      assertThat(watch.open()).isEmpty();
    }
  }

  /** How many first blocks end the sweep; 0 if it is trained to the end. */
  private static int end(
      SweepPlan plan, RankingMetric metric, Limits.Stop stop, List<Block> order, long seed) {
    List<Double> bests = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (Block block : order) {
      best = Math.min(best, outcome(plan, metric, block, seed).bestCost());
      bests.add(best);
      int before = bests.size() - 1 - stop.patience();
      double earlier = before < 0 ? Double.POSITIVE_INFINITY : bests.get(before);
      boolean target =
          stop.hasTarget()
              && (metric.spec().goal() == MetricSpec.Goal.MINIMIZE
                  ? best <= stop.target()
                  : -best >= stop.target());
      boolean patience = stop.patience() > 0 && before >= -1 && !(best < earlier);
      if (target || patience) {
        return bests.size();
      }
    }
    return 0;
  }

  private static BlockOutcome outcome(
      SweepPlan plan, RankingMetric metric, Block block, long seed) {
    TrainedBlock trained = MadeUpSweeps.trained(plan, block.trajectories(), seed);
    return BlockOutcome.Trained.of(
        block, trained.snapshots(), plan.epochs(), metric, trained.facts());
  }

  /** In blocks of their own. */
  private static BlockSource journal(SweepPlan plan, BitSet missing, long seed) {
    List<TrainedBlock> blocks = new ArrayList<>();
    for (int n = 0; n < plan.trajectories(); n++) {
      if (!missing.get(n)) {
        blocks.add(MadeUpSweeps.trained(plan, new long[] {n}, seed));
      }
    }
    return MadeUpSweeps.source(blocks);
  }

  private static BitSet bits(List<Block> blocks) {
    BitSet bits = new BitSet();
    blocks.forEach(b -> Arrays.stream(b.trajectories()).forEach(n -> bits.set((int) n)));
    return bits;
  }

  @Test
  void aBlockThatFailsIsOneWithoutABetterTrial() throws IOException {
    SweepPlan plan = plan(MadeUpSweeps.TEST_LOSS, new Limits.Stop(Double.NaN, 2));
    RankingMetric metric = new RankingMetric(plan.spec().metric(), 1);
    List<Block> order = plan.spreadBlocks(number -> true, Long.MAX_VALUE);
    BitSet missing = bits(order);
    StopWatch watch = StopWatch.of(plan, metric, order, MadeUpSweeps.source(List.of()), missing);

    List<BlockOutcome> ended = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      assertThat(watch.isReached()).isFalse();
      ended.add(BlockOutcome.Failed.of(order.get(i), 2, MadeUpSweeps.FACTS, "x", "x"));
      watch.holdsAfter(ended);
    }
    assertThat(watch.isReached()).isTrue();
    assertThat(watch.reason()).isEqualTo("stop.patience 2 is reached");
  }
}
