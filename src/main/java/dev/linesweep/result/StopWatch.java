package dev.linesweep.result;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.spec.Limits.Stop;
import dev.linesweep.text.Decimal;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Watches for the end of a sweep by its {@code stop}: the smallest number of first blocks in a
 * fixed order that have all ended and fulfil the rule. It does not depend on which blocks end first
 * or which others have ended meanwhile, so the end is the same on any cluster and after any
 * interruption.
 *
 * <p>It takes some five bytes per trajectory and one per trial.
 */
public final class StopWatch {
  private final Stop stop;
  private final RankingMetric metric;
  private final List<Block> order;
  private final int[] blockOf;

  /**
   * The state of a block: its best cost so far, and the trajectories that are still to be trained.
   */
  private final double[] best;

  private final int[] left;

  private int heard;
  private int ended;
  private int withoutBetter;
  private double bestCost = Double.POSITIVE_INFINITY;
  private OptionalInt reached = OptionalInt.empty();

  private StopWatch(SweepPlan plan, RankingMetric metric, List<Block> order) {
    this.stop = plan.spec().limits().stop();
    this.metric = metric;
    this.order = List.copyOf(order);
    this.best = new double[order.size()];
    this.left = order.stream().mapToInt(Block::size).toArray();
    this.blockOf = new int[Math.toIntExact(plan.trajectories())];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int i = 0; i < order.size(); i++) {
      for (long trajectory : order.get(i).trajectories()) {
        blockOf[(int) trajectory] = i;
      }
    }
  }

  /**
   * A watch that knows the results of earlier runs.
   *
   * @param order all blocks of the plan
   * @param missing the trajectories that are still to be trained
   */
  public static StopWatch of(
      SweepPlan plan,
      RankingMetric metric,
      List<Block> order,
      BlockSource journalled,
      BitSet missing)
      throws IOException {
    StopWatch watch = new StopWatch(plan, metric, order);
    watch.addAll(plan, journalled, missing);
    watch.advance();
    return watch;
  }

  private void addAll(SweepPlan plan, BlockSource journalled, BitSet missing) throws IOException {
    if (missing.cardinality() == blockOf.length) {
      return;
    }
    int epochs = plan.epochs().length;
    TrialNumbers numbers = TrialNumbers.of(plan);
    TrialStates states = new TrialStates(Math.toIntExact(plan.trials()));
    journalled.forEach(
        block ->
            numbers.forEach(
                block,
                (trial, column, epochIndex) -> {
                  int at = blockOf[trial / epochs];
                  if (!missing.get(trial / epochs)
                      && states.add(trial, block, column, epochIndex, false)
                      && states.is(trial, State.COMPLETE)) {
                    best[at] = Math.min(best[at], cost(block.snapshots(), column, epochIndex));
                  }
                }));
    for (int trajectory = 0; trajectory < blockOf.length; trajectory++) {
      left[blockOf[trajectory]] -= missing.get(trajectory) ? 0 : 1;
    }
  }

  private double cost(Snapshots snapshots, int column, int epochIndex) {
    double cost = metric.cost(snapshots.metrics(column, epochIndex, metric.spec().part()));
    return Double.isFinite(cost) ? cost : Double.POSITIVE_INFINITY;
  }

  /**
   * Takes the blocks that have ended in this run, each a part of one of the order.
   *
   * @param outcomes the outcomes of the last call, followed by new ones
   * @return whether the rule holds
   */
  public boolean holdsAfter(List<BlockOutcome> outcomes) {
    for (BlockOutcome outcome : outcomes.subList(heard, outcomes.size())) {
      int at = blockOf[(int) outcome.block().ranges()[0]];
      best[at] = Math.min(best[at], outcome.bestCost());
      left[at] -= outcome.block().size();
    }
    heard = outcomes.size();
    advance();
    return isReached();
  }

  private void advance() {
    while (reached.isEmpty() && ended < left.length && left[ended] <= 0) {
      boolean better = best[ended] < bestCost;
      bestCost = Math.min(bestCost, best[ended]);
      withoutBetter = better ? 0 : withoutBetter + 1;
      ended++;
      if (holdsTarget() || holdsPatience()) {
        reached = OptionalInt.of(ended);
      }
    }
  }

  private boolean holdsTarget() {
    return stop.hasTarget() && bestCost <= metric.costOf(stop.target());
  }

  private boolean holdsPatience() {
    return stop.patience() > 0 && withoutBetter >= stop.patience();
  }

  public boolean isReached() {
    return reached.isPresent();
  }

  /** The blocks that are not known to belong to the end, in order. */
  public List<Block> open() {
    return isReached() ? List.of() : order.subList(ended, order.size());
  }

  /** The trajectories of the first blocks that fulfil the rule. */
  public BitSet within() {
    BitSet within = new BitSet();
    order
        .subList(0, reached.orElseThrow())
        .forEach(block -> Arrays.stream(block.trajectories()).forEach(n -> within.set((int) n)));
    return within;
  }

  /** The rule that holds: {@code stop.target 0.1 is reached}. */
  public String reason() {
    return holdsTarget()
        ? "stop.target %s is reached".formatted(Decimal.of(stop.target()))
        : "stop.patience %d is reached".formatted(stop.patience());
  }

  /** The best value of the metric when the rule held; not a number if there is none. */
  public double best() {
    return Double.isInfinite(bestCost) ? Double.NaN : metric.valueOfCost(bestCost);
  }
}
