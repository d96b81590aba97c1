package dev.linesweep.spark;

import dev.linesweep.data.SplitMix64;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.Stretch;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spark.job.Tasks;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Records curves for a sweep that has too many trajectories to record all: trains the best hundred
 * and a seeded sample of the others again.
 */
final class CurveSampler {
  static final int BEST = 100;
  private static final int OTHERS = 900;

  private final SweepPlan plan;
  private final Training training;

  /**
   * Trains blocks to the last of some epochs and records these epochs; results are in the given
   * order.
   */
  @FunctionalInterface
  interface Training {
    List<Snapshots> of(List<Block> blocks, int[] epochs);
  }

  CurveSampler(SweepPlan plan, Training training) {
    this.plan = plan;
    this.training = training;
  }

  /** Trains one block per task. */
  static CurveSampler on(JavaSparkContext spark, Shared<SweepContext> context, SweepPlan plan) {
    return new CurveSampler(
        plan,
        (blocks, epochs) ->
            context
                .value()
                .job(
                    spark,
                    "train some trajectories again for their curves",
                    () ->
                        Tasks.of(spark, blocks.stream().map(plan::columns).toList())
                            .map(new TrainAgain(context, epochs)))
                .stream()
                .map(TrainedBlock::snapshots)
                .toList());
  }

  /**
   * @param leaders the leading trajectories, of which the first hundred are taken
   * @param within the trajectories to draw from
   * @param lastEpoch the last epoch of a trajectory's curve
   */
  Curves sample(List<Trajectory> leaders, LongPredicate within, LongToIntFunction lastEpoch) {
    Set<Trajectory> best = new HashSet<>(leaders.subList(0, Math.min(BEST, leaders.size())));
    Set<Long> others = others();
    others.removeIf(number -> !within.test(number));
    BitSet chosen = new BitSet();
    for (int number = 0; number < plan.trajectories(); number++) {
      chosen.set(number, others.contains((long) number) || best.contains(plan.trajectory(number)));
    }
    SortedMap<Long, Curve> curves = new TreeMap<>();
    for (int last : chosen.stream().map(lastEpoch::applyAsInt).sorted().distinct().toArray()) {
      LongPredicate toThere = n -> chosen.get((int) n) && lastEpoch.applyAsInt(n) == last;
      Stretch stretch = new Stretch(0, last);
      List<Block> blocks = plan.blocks(toThere, stretch);
      addCurves(blocks, training.of(blocks, stretch.of(plan.curveEpochs())), curves);
    }
    return new Curves.Sampled(List.copyOf(curves.values()));
  }

  private Set<Long> others() {
    SplitMix64 random = SplitMix64.of(SplitMix64.Stream.SAMPLE, 0);
    Set<Long> numbers = new HashSet<>();
    for (int i = 0; i < OTHERS; i++) {
      numbers.add((long) random.nextInt(Math.toIntExact(plan.trajectories())));
    }
    return numbers;
  }

  /** Sorted by number, whatever the order of the blocks. */
  private void addCurves(
      List<Block> blocks, List<Snapshots> trained, SortedMap<Long, Curve> curves) {
    for (int i = 0; i < blocks.size(); i++) {
      long[] numbers = blocks.get(i).trajectories();
      long[] ids = plan.ids(blocks.get(i));
      for (int column = 0; column < numbers.length; column++) {
        curves.put(
            numbers[column],
            new Curve(plan.trajectory(numbers[column]), trained.get(i), column, ids));
      }
    }
  }
}
