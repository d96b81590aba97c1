package dev.linesweep.plan;

import static dev.linesweep.fixture.Specs.LINE;
import static dev.linesweep.fixture.Specs.grid;
import static dev.linesweep.fixture.Specs.line;
import static dev.linesweep.fixture.Specs.optimizer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linesweep.data.Shape;
import dev.linesweep.fixture.Specs;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Init;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SweepSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepPlanTest {
  private static final ParameterSpec SMALL =
      grid(
          List.of(optimizer(Optimizer.SGD), optimizer(Optimizer.ADADELTA)),
          List.of(0.1, 0.01),
          List.of(1, 10, 100),
          List.of(13L, 42L));

  @Test
  void batchSizesThatMakeOneBatchOfAllRowsAreRefused() {
    int rows = LINE.trainRows();
    for (List<Integer> sizes :
        List.of(
            List.of(ParameterSpec.FULL_BATCH, rows),
            List.of(rows, rows + 1),
            List.of(8, rows + 1, ParameterSpec.FULL_BATCH))) {
      assertThatThrownBy(() -> SweepPlan.of(line(EngineKind.DL4J, batches(sizes)), LINE))
          .isInstanceOf(JobException.class)
          .hasMessageStartingWith("parameters.batch_size: ")
          .hasMessageContaining("one batch of all " + rows + " training rows");
    }
    assertThat(SweepPlan.of(line(EngineKind.DL4J, batches(List.of(8, rows))), LINE).trials())
        .isEqualTo(2);
  }

  private static ParameterSpec batches(List<Integer> sizes) {
    return new ParameterSpec(
        List.of(optimizer(Optimizer.SGD)),
        List.of(0.1),
        List.of(1),
        List.of(42L),
        sizes,
        List.of(0.0),
        List.of(0.0));
  }

  @Test
  void anAxisThatAnOptimizerIgnoresMakesNoDuplicates() {
    SweepPlan plan = SweepPlan.of(line(EngineKind.DL4J, SMALL), LINE);

    assertThat(plan.trajectories()).isEqualTo(2 * 2 + 2);
    assertThat(plan.trials()).isEqualTo(18);
    assertThat(ids(plan)).hasSize(18);
  }

  @Test
  void seedsCollapseWhereNothingIsDrawn() {
    SweepPlan plan = SweepPlan.of(line(EngineKind.DL4J, new Init.Zeros(), SMALL), LINE);

    assertThat(plan.trajectories()).isEqualTo(3);
    assertThat(plan.trajectory(0).hasSeed()).isFalse();
    assertThat(plan.trajectory(0).canonicalForm()).doesNotContain("seed");
  }

  @Test
  void trialsOfATrajectoryDifferInEpochsAlone() {
    SweepPlan plan = SweepPlan.of(line(EngineKind.DL4J, SMALL), LINE);

    assertThat(IntStream.range(0, 3).mapToObj(plan::trial))
        .extracting(Trial::epochs)
        .containsExactly(1, 10, 100);
    assertThat(plan.trial(0).trajectory()).isEqualTo(plan.trial(2).trajectory());
    assertThat(plan.trial(3).trajectory()).isNotEqualTo(plan.trial(2).trajectory());
  }

  @Test
  void theIdOfATrialDependsOnItsSettingsAlone() {
    SweepPlan wide = SweepPlan.of(line(EngineKind.DL4J, SMALL), LINE);
    SweepPlan narrow =
        SweepPlan.of(
            line(
                EngineKind.FUSED,
                grid(List.of(optimizer(Optimizer.SGD)), List.of(0.01), List.of(10), List.of(42L))),
            LINE);

    assertThat(ids(wide)).contains(narrow.trial(0).id());
  }

  @Test
  void theIdOfATrialNeverChangesFromReleaseToRelease() {
    Trajectory adam =
        new Trajectory(OptimizerParameters.defaults(Optimizer.ADAM), 0.01, 0, 0, 0.5, 42);

    assertThat(adam.canonicalForm())
        .isEqualTo(
            "optimizer=adam;beta1=0.9;beta2=0.999;epsilon=1.0E-8;learning_rate=0.01;"
                + "batch_size=full;l1=0;l2=0.5;seed=42");
    assertThat(adam.id(100)).hasToString("166a81ab10343d51");
  }

  @Test
  void entriesOfOneOptimizerThatShareNothingAreOneGroup() {
    OptimizerSpec slow = optimizer(Optimizer.NESTEROVS).withRates(List.of(0.1));
    OptimizerSpec fast = optimizer(Optimizer.NESTEROVS).withRates(List.of(0.2, 0.3));
    SweepPlan plan =
        SweepPlan.of(
            line(EngineKind.DL4J, grid(List.of(slow, fast), List.of(), List.of(1), List.of(1L))),
            LINE);

    assertThat(plan.blocks()).hasSize(1);
    assertThat(ids(plan)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void blocksHoldEveryWantedTrajectoryOnceAndMixNothingThatMayNotMix(long seed) {
    Random random = new Random(seed);
    for (EngineKind engine : EngineKind.values()) {
      SweepPlan plan = SweepPlan.of(randomSpec(random, engine), LINE);
      Set<Long> wanted = new HashSet<>();
      LongStream.range(0, plan.trajectories())
          .filter(n -> random.nextInt(4) > 0)
          .forEach(wanted::add);

      List<Block> blocks = plan.blocks(wanted::contains);

      List<Long> numbers = new ArrayList<>();
      for (Block block : blocks) {
        Arrays.stream(block.trajectories()).forEach(numbers::add);
        assertThat(mixedKeys(plan, block)).as("%s", block).hasSize(1);
        assertThat(block.size()).isEqualTo(block.trajectories().length);
      }
      assertThat(numbers).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  @Test
  void aPlanOfAHundredMillionTrialsIsDescribedInConstantMemory() {
    List<Double> rates = IntStream.rangeClosed(1, 1000).mapToObj(i -> i / 1000.0).toList();
    List<Long> seeds = LongStream.rangeClosed(1, 1250).boxed().toList();
    List<OptimizerSpec> optimizers =
        Stream.of(Optimizer.values())
            .filter(Optimizer::hasLearningRate)
            .map(Specs::optimizer)
            .toList();
    List<Integer> epochs = IntStream.rangeClosed(1, 10).mapToObj(i -> 40 * i).toList();

    SweepPlan plan =
        SweepPlan.of(line(EngineKind.FUSED, grid(optimizers, rates, epochs, seeds)), LINE);

    assertThat(plan.trials()).isEqualTo(100_000_000);
    assertThat(plan.trial(99_999_999).trajectory().seed()).isEqualTo(1250);
    assertThat(plan.blocks()).hasSizeLessThan(10_000);
    assertThat(plan.blocks()).allSatisfy(block -> assertThat(block.ranges()).hasSize(2));
  }

  @Test
  void aPlanBeyondTheLimitIsRefused() {
    List<Long> seeds = LongStream.rangeClosed(1, 90_000).boxed().toList();
    List<Double> rates = IntStream.rangeClosed(1, 101).mapToObj(i -> i / 1000.0).toList();
    List<Integer> epochs = IntStream.rangeClosed(1, 12).boxed().toList();
    SweepSpec spec =
        line(EngineKind.FUSED, grid(List.of(optimizer(Optimizer.SGD)), rates, epochs, seeds));

    assertThatThrownBy(() -> SweepPlan.of(spec, LINE))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "parameters: the grid has 109080000 trials, more than the 100000000 that one sweep may"
                + " have. Maybe split it by optimizer or seed?");
  }

  private static Set<TrialId> ids(SweepPlan plan) {
    Set<TrialId> ids = new HashSet<>();
    LongStream.range(0, plan.trials()).forEach(n -> ids.add(plan.trial(n).id()));
    return ids;
  }

  private static Set<Object> mixedKeys(SweepPlan plan, Block block) {
    Set<Object> keys = new HashSet<>();
    for (long number : block.trajectories()) {
      Trajectory trajectory = plan.trajectory(number);
      keys.add(
          switch (plan.spec().engine().kind()) {
            case FUSED -> List.of(trajectory.batchSize());
            case DL4J -> List.of(trajectory.parameters(), trajectory.batchSize());
          });
    }
    return keys;
  }

  private static SweepSpec randomSpec(Random random, EngineKind engine) {
    List<OptimizerSpec> optimizers = new ArrayList<>();
    List<Optimizer> shuffled = new ArrayList<>(List.of(Optimizer.values()));
    Collections.shuffle(shuffled, random);
    for (Optimizer optimizer : shuffled.subList(0, 4)) {
      List<List<Double>> parameters =
          optimizer.parameters().stream()
              .map(s -> random.nextBoolean() ? List.of(s.defaultValue()) : List.of(0.25, 0.5))
              .toList();
      optimizers.add(new OptimizerSpec(optimizer, parameters, List.of()));
    }
    List<Double> rates = random.doubles(1 + random.nextInt(9)).boxed().toList();
    List<Long> seeds = random.longs(1 + random.nextInt(50)).boxed().toList();
    ParameterSpec parameters =
        new ParameterSpec(
            optimizers,
            rates,
            List.of(1, 1 + random.nextInt(1, 900)),
            seeds,
            List.of(ParameterSpec.FULL_BATCH, 7),
            List.of(0.0, 0.1),
            List.of(0.0));
    return line(engine, parameters);
  }

  @Test
  void blocksOfTheFusedEngineFillItsTiles() {
    BlockRule rule = BlockRule.of(EngineKind.FUSED);
    for (int rows : new int[] {10, 1_000, 100_000, 2_000_000}) {
      for (int features : new int[] {1, 20, 400}) {
        for (int batch : new int[] {0, 32}) {
          Shape shape = new Shape(features, rows, 0, rows / 4);
          int width = rule.width(EngineKind.FUSED, shape, batch, 400, 51);

          assertThat(width).as("%s", shape).isBetween(32, 4096);
          assertThat(width % 32).as("%s", shape).isZero();
        }
      }
    }
  }

  /** Else a cluster of some hundred cores has nothing to do for most of them. */
  @ParameterizedTest
  @ValueSource(doubles = {60, 100, 119, 121, 300})
  void aSweepOfAMinuteHasBlocksForHundredsOfCores(double seconds) {
    Shape shape = new Shape(10, 20_000, 0, 5_000);
    double column = CostModel.FUSED.seconds(shape, ParameterSpec.FULL_BATCH, 200, 1);
    SweepPlan plan = seeds(EngineKind.FUSED, (int) (seconds / column), shape);

    assertThat(plan.blocks()).hasSizeGreaterThan(230);
    assertThat(plan.blocks()).allMatch(block -> block.cost() <= 0.5);
    assertThat(plan.blocks().get(0).cost()).isGreaterThan(0.2);
  }

  /** It has a quarter of a second of work for each, since a block has files of its own. */
  @Test
  void aSmallSweepHasFewBlocks() {
    Shape shape = new Shape(10, 20_000, 0, 5_000);
    double column = CostModel.FUSED.seconds(shape, ParameterSpec.FULL_BATCH, 200, 1);

    assertThat(seeds(EngineKind.FUSED, (int) (1 / column), shape).blocks()).hasSizeLessThan(6);
  }

  /** Ten million trajectories, six hours of a core: each block is a file. */
  @Test
  void aVeryLargeSweepHasLongerBlocks() {
    Shape shape = new Shape(10, 12_000, 0, 3_000);
    double column = CostModel.FUSED.seconds(shape, ParameterSpec.FULL_BATCH, 200, 1);
    List<Double> rates = IntStream.rangeClosed(1, 100).mapToObj(i -> i / 100.0).toList();
    List<Long> seeds = LongStream.rangeClosed(1, 99_000).boxed().toList();
    SweepPlan plan =
        SweepPlan.of(
            line(
                EngineKind.FUSED,
                grid(List.of(optimizer(Optimizer.SGD)), rates, List.of(200), seeds)),
            shape);
    assertThat(plan.trajectories() * column).isGreaterThan(15_000);

    assertThat(plan.blocks()).hasSizeLessThan(21_000);
    assertThat(plan.blocks()).allMatch(block -> block.cost() <= 8);
  }

  /** With other widths dl4j has other bits. */
  @Test
  void blocksOfDl4jAreAsWideAsEver() {
    assertThat(seeds(EngineKind.DL4J, 1000, LINE).blocks()).hasSize(16);
  }

  private static SweepPlan seeds(EngineKind engine, int count, Shape shape) {
    List<Long> seeds = LongStream.rangeClosed(1, count).boxed().toList();
    return SweepPlan.of(
        line(engine, grid(List.of(optimizer(Optimizer.SGD)), List.of(0.1), List.of(200), seeds)),
        shape);
  }
}
