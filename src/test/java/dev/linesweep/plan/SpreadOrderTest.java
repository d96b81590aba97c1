package dev.linesweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.fixture.Specs;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.OptimizerSpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order in which a sweep is trained that may be stopped before its end. */
class SpreadOrderTest {
  private static final List<Integer> EPOCHS = List.of(1, 10, 100);
  private static final List<Double> RATES =
      IntStream.range(0, 40).mapToObj(i -> 0.001 * Math.pow(1000, i / 39.0)).toList();
  private static final List<Optimizer> OPTIMIZERS =
      List.of(Optimizer.SGD, Optimizer.ADAM, Optimizer.RMSPROP, Optimizer.ADAGRAD);

  private static SweepPlan plan(EngineKind engine, int seeds) {
    return plan(engine, RATES, seeds);
  }

  private static SweepPlan plan(EngineKind engine, List<Double> rates, int seeds) {
    return SweepPlan.of(
        Specs.line(
            engine,
            Specs.grid(
                OPTIMIZERS.stream().map(Specs::optimizer).toList(),
                rates,
                EPOCHS,
                LongStream.rangeClosed(1, seeds).boxed().toList())),
        Specs.LINE);
  }

  private static long[] numbers(List<Block> blocks) {
    return blocks.stream().flatMapToLong(b -> Arrays.stream(b.trajectories())).toArray();
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void everyWantedTrajectoryIsInOneBlock(EngineKind engine) {
    SweepPlan plan = plan(engine, 10);
    SplittableRandom random = new SplittableRandom(13);
    boolean[] missing = new boolean[(int) plan.trajectories()];
    IntStream.range(0, missing.length).forEach(i -> missing[i] = random.nextBoolean());
    LongPredicate wanted = number -> missing[(int) number];

    long[] expected = LongStream.range(0, plan.trajectories()).filter(wanted).toArray();

    assertThat(numbers(plan.spreadBlocks(wanted, Long.MAX_VALUE)))
        .containsExactlyInAnyOrder(expected);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void noMoreTrialsThanAllowedAndTheSameEachTime(EngineKind engine) {
    SweepPlan plan = plan(engine, 10);
    for (long trials : new long[] {192, 500, 1001, 3000, 4799}) {
      List<Block> blocks = plan.spreadBlocks(number -> true, trials);

      assertThat(numbers(blocks)).doesNotHaveDuplicates();
      assertThat(numbers(blocks).length * (long) EPOCHS.size())
          .isPositive()
          .isLessThanOrEqualTo(trials);
      assertThat(plan.spreadBlocks(number -> true, trials)).isEqualTo(blocks);
    }
  }

  @Test
  void fusedTrainsAsManyAsAllowed() {
    SweepPlan plan = plan(EngineKind.FUSED, 10);
    assertThat(numbers(plan.spreadBlocks(number -> true, 1001))).hasSize(1001 / EPOCHS.size());
  }

  @Test
  void fusedBeginsInEveryCornerOfTheGrid() {
    List<Double> rates =
        IntStream.range(0, 10 * RATES.size()).mapToObj(i -> Math.pow(10, -i / 100.0)).toList();
    SweepPlan plan = plan(EngineKind.FUSED, rates, 1);
    long[] order = numbers(plan.spreadBlocks(number -> true, Long.MAX_VALUE));
    double middle = Math.sqrt(rates.get(0) * rates.get(rates.size() - 1));
    Map<Optimizer, long[]> halves = new EnumMap<>(Optimizer.class);

    for (long number : Arrays.copyOf(order, order.length / 8)) {
      Trajectory trajectory = plan.trajectory(number);
      long[] both = halves.computeIfAbsent(trajectory.optimizer(), key -> new long[2]);
      both[trajectory.learningRate() < middle ? 0 : 1]++;
    }

    assertThat(halves).containsOnlyKeys(OPTIMIZERS);
    double each = order.length / 8.0 / OPTIMIZERS.size() / 2;
    assertThat(halves.values())
        .flatExtracting(both -> Arrays.stream(both).boxed().toList())
        .allMatch(n -> n > each / 2 && n < 2 * each);
  }

  @Test
  void theSeedsOfASettingStayTogether() {
    SweepPlan plan = plan(EngineKind.FUSED, 10);
    long trajectories = plan.trajectories() / 8;
    long[] drawn =
        numbers(plan.spreadBlocks(number -> true, trajectories * EPOCHS.size() + EPOCHS.size()));
    long[] order = numbers(plan.spreadBlocks(number -> true, Long.MAX_VALUE));

    assertThat(drawn).hasSize((int) trajectories + 1);
    assertThat(settings(plan, drawn)).hasSize((int) trajectories / 10 + 1);
    assertThat(settings(plan, Arrays.copyOf(order, (int) trajectories)))
        .hasSizeLessThan((int) trajectories / 5);
  }

  private static Set<Long> settings(SweepPlan plan, long[] trajectories) {
    return Arrays.stream(trajectories).mapToObj(plan::setting).collect(Collectors.toSet());
  }

  @Test
  void dl4jTrainsBlocksOfAnUndisturbedRunWholeAndNotInTheGridsOrder() {
    SweepPlan plan = plan(EngineKind.DL4J, 100);
    List<Block> whole = plan.blocks();

    List<Block> spread = plan.spreadBlocks(number -> true, plan.trials() / 2);

    assertThat(whole).containsAll(spread);
    assertThat(spread.subList(0, 4)).isNotEqualTo(whole.subList(0, 4));
    assertThat(
            spread.stream().map(block -> plan.trajectory(block.ranges()[0]).optimizer()).distinct())
        .containsExactlyInAnyOrderElementsOf(OPTIMIZERS);
  }

  @Test
  void dl4jVisitsTheOptimizersInTurnAndTheParametersOfEach() {
    SweepPlan plan = unequal();
    List<Block> order = plan.spreadBlocks(number -> true, Long.MAX_VALUE);
    List<OptimizerParameters> parameters =
        order.stream().map(block -> plan.trajectory(block.ranges()[0]).parameters()).toList();

    assertThat(order).hasSameElementsAs(plan.blocks()).hasSize(6);
    assertThat(parameters.subList(0, 3).stream().map(OptimizerParameters::optimizer))
        .doesNotHaveDuplicates();
    assertThat(parameters.subList(0, plan.optimizers().size()))
        .containsExactlyInAnyOrderElementsOf(plan.optimizers());
  }

  @Test
  void aFewDl4jTrialsCoverEveryOptimizerThatWholeBlocksAllow() {
    SweepPlan plan = unequal();
    for (long trials = 18; trials < plan.trials(); trials += 3) {
      List<Block> blocks = plan.spreadBlocks(number -> true, trials);
      long reached =
          blocks.stream()
              .map(block -> plan.trajectory(block.ranges()[0]).optimizer())
              .distinct()
              .count();
      // The smallest blocks of adam and of nesterovs have 6 trajectories, that of sgd 40.
      assertThat(reached).as("%d trials", trials).isEqualTo(trials < 36 ? 1 : trials < 156 ? 2 : 3);
    }
  }

  /** Blocks of 40 trajectories of sgd, 6 of adam, and 64 and 6 of two momenta of nesterovs. */
  private static SweepPlan unequal() {
    List<Double> many = IntStream.range(0, 35).mapToObj(i -> 0.001 + i * 0.001).toList();
    return SweepPlan.of(
        Specs.line(
            EngineKind.DL4J,
            Specs.grid(
                List.of(
                    new OptimizerSpec(Optimizer.SGD, List.of(), RATES.subList(0, 20)),
                    new OptimizerSpec(
                        Optimizer.ADAM,
                        List.of(List.of(0.9), List.of(0.999), List.of(1e-8)),
                        List.of(0.1, 0.2, 0.3)),
                    new OptimizerSpec(Optimizer.NESTEROVS, List.of(List.of(0.5, 0.9)), many)),
                RATES,
                EPOCHS,
                List.of(1L, 2L))),
        Specs.LINE);
  }

  @Test
  void whatARunLeftIsCutIntoTheBlocksOfAnUndisturbedRun() {
    SweepPlan plan = plan(EngineKind.DL4J, 100);
    List<Block> first = plan.spreadBlocks(number -> true, plan.trials() / 3);
    boolean[] done = new boolean[(int) plan.trajectories()];
    Arrays.stream(numbers(first)).forEach(number -> done[(int) number] = true);

    List<Block> second = plan.spreadBlocks(number -> !done[(int) number], Long.MAX_VALUE);

    assertThat(plan.blocks()).containsAll(second);
    assertThat(second).hasSize(plan.blocks().size() - first.size());
  }

  @Test
  void theLargestSweepIsDealtInBoundedMemory() {
    SweepPlan plan =
        SweepPlan.of(
            Specs.line(
                EngineKind.FUSED,
                Specs.grid(
                    List.of(Specs.optimizer(Optimizer.SGD)),
                    DoubleStream.iterate(0.001, rate -> rate + 0.00001)
                        .limit(10_000)
                        .boxed()
                        .toList(),
                    List.of(10),
                    LongStream.rangeClosed(1, 10_000).boxed().toList())),
            Specs.LINE);
    assertThat(plan.trials()).isEqualTo(SweepPlan.MAX_TRIALS);

    List<Block> blocks = plan.spreadBlocks(number -> true, 1_000_000);

    assertThat(blocks.stream().mapToLong(Block::size).sum()).isEqualTo(1_000_000);
    assertThat(blocks).hasSizeLessThan(1000);
  }
}
