package dev.linesweep.result;

import dev.linesweep.model.RankingMetric;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.TrialId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * The order of a plan's trials. Trials that differ only in their seeds are the repeats of one
 * setting; settings are ordered by their metric over these, then fewer epochs, then id; {@link
 * RankOrder} has the details. So the first trial belongs to the best setting, with the first seed
 * of the axis that completed. Settings that were stopped come after those that were trained to
 * their end. With one seed a setting is a trial: those that diverged, failed or have no finite
 * metric come last, by epochs and id. Trials without a result have no rank.
 *
 * <p>It takes some thirty bytes per trial. Results are read again in the order of ranks, as many at
 * a time as fit {@link #SLAB_BYTES}: one pass over the blocks for each such range.
 */
public final class Ranking {
  /** Memory for the results that are held at once. */
  public static final long SLAB_BYTES = 128L << 20;

  private static final int UNRANKED = -1;

  private final SweepPlan plan;
  private final BlockSource blocks;
  private final List<BlockOutcome.Failed> failed;
  private final RankingMetric metric;
  private final TrialNumbers numbers;
  private final TrialStates states;
  private final int[] epochs;
  private final int[] order;
  private final int[] rankOf;
  private final long[] ids;
  private final long[] trajectoryIds;

  private Ranking(
      SweepPlan plan,
      BlockSource blocks,
      List<BlockOutcome.Failed> failed,
      RankingMetric metric,
      TrialNumbers numbers,
      TrialStates states,
      int[] order) {
    this.plan = plan;
    this.blocks = blocks;
    this.failed = failed;
    this.metric = metric;
    this.numbers = numbers;
    this.states = states;
    this.epochs = plan.epochs();
    this.order = order;
    this.rankOf = new int[states.trials()];
    this.ids = new long[states.trials()];
    this.trajectoryIds = new long[Math.toIntExact(plan.trajectories())];
    Arrays.fill(rankOf, UNRANKED);
    for (int rank = 0; rank < order.length; rank++) {
      rankOf[order[rank]] = rank;
    }
  }

  /**
   * Ranks the plan's trials; reads the blocks once.
   *
   * @param failed the failed blocks of the plan; their trials fail unless another block has a
   *     result
   */
  public static Ranking of(
      SweepPlan plan, BlockSource blocks, List<BlockOutcome.Failed> failed, RankingMetric metric)
      throws IOException {
    return of(plan, blocks, failed, metric, number -> true);
  }

  /**
   * Like {@link #of(SweepPlan, BlockSource, List, RankingMetric)}, for some trajectories; the
   * trials of others have no result.
   */
  public static Ranking of(
      SweepPlan plan,
      BlockSource blocks,
      List<BlockOutcome.Failed> failed,
      RankingMetric metric,
      LongPredicate within)
      throws IOException {
    return of(plan, blocks, failed, metric, TrialNumbers.of(plan, within));
  }

  /** The same for a sweep that has stopped some of its trajectories. */
  public static Ranking of(
      SweepPlan plan,
      BlockSource blocks,
      List<BlockOutcome.Failed> failed,
      RankingMetric metric,
      Survivors survivors)
      throws IOException {
    return of(plan, blocks, failed, metric, survivors.numbers());
  }

  private static Ranking of(
      SweepPlan plan,
      BlockSource blocks,
      List<BlockOutcome.Failed> failed,
      RankingMetric metric,
      TrialNumbers numbers)
      throws IOException {
    RankKeys keys = new RankKeys(plan, numbers, metric);
    blocks.forEach(keys::add);
    failed.forEach(keys::add);
    return new Ranking(
        plan,
        blocks,
        List.copyOf(failed),
        metric,
        numbers,
        keys.states(),
        RankOrder.of(plan, keys));
  }

  public RankingMetric metric() {
    return metric;
  }

  public SweepPlan plan() {
    return plan;
  }

  /** The number of trials with a result. */
  public long size() {
    return order.length;
  }

  /** The number of trials of the plan without a result. */
  public long missing() {
    return states.trials() - order.length;
  }

  /** The number of trials in each state. */
  public Map<State, Long> counts() {
    return states.counts();
  }

  /** The first {@code count} trials, or all if there are fewer. */
  public List<RankedTrial> top(int count) throws IOException {
    List<RankedTrial> top = new ArrayList<>();
    int end = Math.min(count, order.length);
    forEach(0, end, SLAB_BYTES, Math.max(1, end), trials -> trials, top::addAll);
    return top;
  }

  /** The first trajectory of each of the leading settings, ignoring epochs. */
  public List<Trajectory> leaders(int count) {
    Set<Long> settings = new HashSet<>();
    List<Trajectory> leaders = new ArrayList<>();
    for (int rank = 0; rank < order.length && leaders.size() < count; rank++) {
      int trajectory = order[rank] / epochs.length;
      if (settings.add(plan.setting(trajectory))) {
        leaders.add(plan.trajectory(trajectory));
      }
    }
    return leaders;
  }

  /**
   * Hands over every trial in the order of ranks.
   *
   * @param each how many trials are in a chunk; the last ones may have fewer
   * @param inParallel applied to chunks on several cores; must be pure
   * @param inOrder takes the chunks that it made, in the order of ranks
   */
  public <T> void forEach(int each, Function<List<RankedTrial>, T> inParallel, Consumer<T> inOrder)
      throws IOException {
    forEach(0, order.length, SLAB_BYTES, each, inParallel, inOrder);
  }

  <T> void forEach(
      int from,
      int to,
      long bytes,
      int each,
      Function<List<RankedTrial>, T> inParallel,
      Consumer<T> inOrder)
      throws IOException {
    int features = plan.shape().features();
    boolean validation = plan.shape().hasValidation();
    int most = (int) Math.max(1, bytes / ResultSlab.bytesEach(features, validation));
    // Chunks are the same however much memory there is for results.
    int held = most > each ? most - most % each : most;
    for (int first = from; first < to; first += held) {
      ResultSlab slab = new ResultSlab(first, Math.min(held, to - first), features, validation);
      blocks.forEach(block -> fill(slab, block));
      failed.forEach(block -> fail(slab, block));
      InOrder.forEach(
          first,
          first + slab.size(),
          each,
          (begin, end) -> inParallel.apply(trials(slab, begin, end)),
          inOrder);
      if (held >= to - first) {
        return;
      }
    }
  }

  private List<RankedTrial> trials(ResultSlab slab, int from, int to) {
    return IntStream.range(from, to).mapToObj(rank -> trial(slab, rank)).toList();
  }

  private void fill(ResultSlab slab, TrainedBlock block) {
    int number = slab.share(block.facts(), "");
    numbers.forEach(
        block,
        (trial, column, epochIndex) -> {
          int rank = rankOf[trial];
          if (slab.holds(rank) && epochIndex >= 0) {
            slab.fill(rank, number, block.snapshots(), column, epochIndex);
          }
        });
  }

  private void fail(ResultSlab slab, BlockOutcome.Failed block) {
    int number = slab.share(block.facts(), block.error());
    numbers.forEach(
        block.block(),
        trial -> {
          int rank = rankOf[trial];
          if (slab.holds(rank) && states.is(trial, State.FAILED)) {
            slab.fail(rank, number);
          }
        });
  }

  private RankedTrial trial(ResultSlab slab, int rank) {
    int trial = order[rank];
    return new RankedTrial(
        rank + 1L,
        slab.result(
            rank, plan.trial(trial), id(trial), states.get(trial), numbers.stoppedEpoch(trial)));
  }

  /**
   * A hash takes microseconds, and every table needs it. Two threads compute the same ones. The
   * trials of a trajectory share most of the text that is hashed.
   */
  private TrialId id(int trial) {
    if (ids[trial] == 0) {
      int trajectory = trial / epochs.length;
      TrialId[] all = plan.trajectory(trajectory).ids(epochs);
      for (int i = 0; i < all.length; i++) {
        ids[trajectory * epochs.length + i] = all[i].bits();
      }
    }
    return new TrialId(ids[trial]);
  }

  /** The identity of the trajectory of the trial with that rank; several trials share it. */
  public TrialId trajectoryId(long rank) {
    int trajectory = order[Math.toIntExact(rank - 1)] / epochs.length;
    if (trajectoryIds[trajectory] == 0) {
      trajectoryIds[trajectory] = plan.trajectory(trajectory).id().bits();
    }
    return new TrialId(trajectoryIds[trajectory]);
  }
}
