package dev.linesweep.result;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.plan.TrialId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The order of a plan's trials: by metric, then fewer epochs, then trial id. Those that diverged,
 * failed or have no finite metric come last, by epochs and id. Trials without a result have no
 * rank.
 *
 * <p>It keeps some twenty bytes a trial. Results are read again in the order of ranks, as many at a
 * time as fit {@link #SLAB_BYTES}: one pass over the blocks for each such range.
 */
public final class Ranking {
  /** Memory for the results that are held at a time. */
  public static final long SLAB_BYTES = 128L << 20;

  /** Behind every finite metric, which a NaN's place in the order of doubles is. */
  private static final long NO_METRIC = Long.MAX_VALUE;

  private static final int TRIAL_BITS = 27;
  private static final long TRIAL_MASK = (1L << TRIAL_BITS) - 1;
  private static final int CHUNK = 8192;
  private static final byte MISSING = -1;
  private static final State[] STATES = State.values();

  private final SweepPlan plan;
  private final BlockSource blocks;
  private final RankingMetric metric;
  private final int[] epochs;
  private final LongIntMap trajectories;
  private final byte[] states;
  private final int[] order;
  private final int[] rankOf;
  private final long[] ids;

  private Ranking(SweepPlan plan, BlockSource blocks, Keys keys) {
    this.plan = plan;
    this.blocks = blocks;
    this.metric = keys.metric;
    this.epochs = plan.epochs();
    this.trajectories = keys.trajectories;
    this.states = keys.states;
    this.order = order(plan, keys);
    this.rankOf = new int[keys.states.length];
    this.ids = new long[keys.states.length];
    Arrays.fill(rankOf, -1);
    for (int rank = 0; rank < order.length; rank++) {
      rankOf[order[rank]] = rank;
    }
  }

  /** Ranks the plan's trials; reads the blocks once. */
  public static Ranking of(SweepPlan plan, BlockSource blocks, RankingMetric metric)
      throws IOException {
    Keys keys = new Keys(plan, metric);
    blocks.forEach(keys::add);
    return new Ranking(plan, blocks, keys);
  }

  public RankingMetric metric() {
    return metric;
  }

  public SweepPlan plan() {
    return plan;
  }

  /** The trials that have a result. */
  public long size() {
    return order.length;
  }

  /** The trials of the plan that have no result yet. */
  public long missing() {
    return states.length - order.length;
  }

  /** The number of trials in each state. */
  public Map<State, Long> counts() {
    Map<State, Long> counts = new EnumMap<>(State.class);
    for (State state : STATES) {
      counts.put(state, 0L);
    }
    for (int trial : order) {
      counts.merge(STATES[states[trial]], 1L, Long::sum);
    }
    return counts;
  }

  /** The first {@code count} trials, or all where there are fewer. */
  public List<RankedTrial> top(int count) throws IOException {
    List<RankedTrial> top = new ArrayList<>();
    forEach(0, Math.min(count, order.length), SLAB_BYTES, trial -> trial, top::add);
    return top;
  }

  /** Gives every trial in the order of ranks. */
  public void forEach(Consumer<RankedTrial> consumer) throws IOException {
    forEach(trial -> trial, consumer);
  }

  /**
   * Gives every trial in the order of ranks.
   *
   * @param inParallel applied to some thousand trials at a time, on all cores; must be pure
   * @param inOrder takes what it made, in the order of ranks
   */
  public <T> void forEach(Function<RankedTrial, T> inParallel, Consumer<T> inOrder)
      throws IOException {
    forEach(0, order.length, SLAB_BYTES, inParallel, inOrder);
  }

  <T> void forEach(
      int from, int to, long bytes, Function<RankedTrial, T> inParallel, Consumer<T> inOrder)
      throws IOException {
    boolean validation = plan.shape().validationRows() > 0;
    int each = (int) Math.max(1, bytes / Slab.bytesEach(plan.shape().features(), validation));
    for (int first = from; first < to; first += each) {
      Slab slab = new Slab(first, Math.min(each, to - first), plan.shape().features(), validation);
      blocks.forEach(block -> fill(slab, block));
      emit(slab, inParallel, inOrder);
      if (each >= to - first) {
        return;
      }
    }
  }

  private void fill(Slab slab, TrainedBlock block) {
    int facts = slab.facts.size();
    slab.facts.add(new Shared(block.facts(), block.error()));
    boolean failed = !block.error().isEmpty();
    int[] at = positions(block.snapshots(), epochs);
    for (int column = 0; column < block.trajectories().length; column++) {
      int trajectory = trajectories.get(block.trajectories()[column]);
      if (trajectory == LongIntMap.NONE) {
        continue;
      }
      for (int e = 0; e < epochs.length; e++) {
        int trial = trajectory * epochs.length + e;
        int slot = rankOf[trial] - slab.first;
        if (rankOf[trial] >= 0 && slot >= 0 && slot < slab.size) {
          if (failed) {
            slab.fail(slot, states[trial], facts);
          } else if (at[e] >= 0) {
            slab.fill(slot, block.snapshots(), column, at[e], epochs[e], facts);
          }
        }
      }
    }
  }

  private <T> void emit(Slab slab, Function<RankedTrial, T> inParallel, Consumer<T> inOrder) {
    IntFunction<T> make = slot -> inParallel.apply(trial(slab, slot));
    ForkJoinTask<List<T>> next = chunk(0, slab.size, make);
    for (int from = CHUNK; from < slab.size + CHUNK; from += CHUNK) {
      List<T> made = next.join();
      next = chunk(from, slab.size, make);
      made.forEach(inOrder);
    }
  }

  /** Makes a chunk while the one before it is consumed. */
  private static <T> ForkJoinTask<List<T>> chunk(int from, int size, IntFunction<T> make) {
    int to = Math.min(size, from + CHUNK);
    return ForkJoinPool.commonPool()
        .submit(() -> IntStream.range(from, to).parallel().mapToObj(make).toList());
  }

  private RankedTrial trial(Slab slab, int slot) {
    int rank = slab.first + slot;
    int trial = order[rank];
    Trial settings = plan.trial(trial);
    return new RankedTrial(
        rank + 1L, slab.result(slot, settings, id(trial, settings), STATES[states[trial]]));
  }

  /** A hash takes microseconds, and every table asks for it; two threads find the same one. */
  private TrialId id(int trial, Trial settings) {
    if (ids[trial] == 0) {
      ids[trial] = settings.id().bits();
    }
    return new TrialId(ids[trial]);
  }

  /** Where each epoch of the plan is in a block; negative where it is not. */
  private static int[] positions(Snapshots snapshots, int[] epochs) {
    return Arrays.stream(epochs).map(snapshots::indexOf).toArray();
  }

  private static boolean finite(Snapshots snapshots, int column, int epochIndex) {
    double[] metrics = snapshots.rawMetrics();
    int each = metrics.length / (snapshots.columns() * snapshots.epochCount());
    int at = (column * snapshots.epochCount() + epochIndex) * each;
    for (int i = at; i < at + each; i++) {
      if (!Double.isFinite(metrics[i])) {
        return false;
      }
    }
    return true;
  }

  /** The first epoch at which a weight or this snapshot's own errors are not finite; 0 for none. */
  private static int divergedEpoch(Snapshots snapshots, int column, int epochIndex, int epoch) {
    int diverged = snapshots.divergedEpoch(column);
    if (diverged > 0 && diverged <= epoch) {
      return diverged;
    }
    return finite(snapshots, column, epochIndex) ? 0 : epoch;
  }

  private static int[] order(SweepPlan plan, Keys keys) {
    long[] packed = new long[keys.ranked()];
    int size = 0;
    for (int trial = 0; trial < keys.states.length; trial++) {
      if (keys.states[trial] != MISSING) {
        packed[size++] = (keys.metrics[trial] & ~TRIAL_MASK) | trial;
      }
    }
    Arrays.parallelSort(packed);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = (int) (packed[i] & TRIAL_MASK);
    }
    for (int from = 0, to; from < size; from = to) {
      to = from + 1;
      while (to < size && ((packed[to] ^ packed[from]) >>> TRIAL_BITS) == 0) {
        to++;
      }
      if (to - from > 1) {
        sortTies(plan, keys.metrics, order, from, to);
      }
    }
    return order;
  }

  /** Metrics whose leading bits are the same, in full order. */
  private static void sortTies(SweepPlan plan, long[] metrics, int[] order, int from, int to) {
    int epochs = plan.epochs().length;
    Tied[] tied = new Tied[to - from];
    for (int i = from; i < to; i++) {
      tied[i - from] = new Tied(plan, metrics[order[i]], order[i] % epochs, order[i]);
    }
    Arrays.sort(tied, Tied.ORDER);
    for (int i = from; i < to; i++) {
      order[i] = tied[i - from].trial;
    }
  }

  /** Computes its identity, which costs a hash, only where metric and epochs are equal. */
  private static final class Tied {
    static final Comparator<Tied> ORDER =
        Comparator.<Tied>comparingLong(t -> t.metric)
            .thenComparingInt(t -> t.epochIndex)
            .thenComparing((a, b) -> Long.compareUnsigned(a.id(), b.id()));

    private final SweepPlan plan;
    private final long metric;
    private final int epochIndex;
    private final int trial;
    private boolean hashed;
    private long id;

    Tied(SweepPlan plan, long metric, int epochIndex, int trial) {
      this.plan = plan;
      this.metric = metric;
      this.epochIndex = epochIndex;
      this.trial = trial;
    }

    private long id() {
      if (!hashed) {
        id = plan.trial(trial).id().bits();
        hashed = true;
      }
      return id;
    }
  }

  /** What ranks each trial, filled block by block. */
  private static final class Keys {
    final LongIntMap trajectories;
    final long[] metrics;
    final byte[] states;
    final RankingMetric metric;
    private final int[] epochs;

    Keys(SweepPlan plan, RankingMetric metric) {
      this.metric = metric;
      this.epochs = plan.epochs();
      int trials = Math.toIntExact(plan.trials());
      this.metrics = new long[trials];
      this.states = new byte[trials];
      Arrays.fill(states, MISSING);
      this.trajectories = numbers(plan);
    }

    private static LongIntMap numbers(SweepPlan plan) {
      int count = Math.toIntExact(plan.trajectories());
      long[] ids = new long[count];
      IntStream.range(0, count).parallel().forEach(n -> ids[n] = plan.trajectory(n).id().bits());
      LongIntMap numbers = new LongIntMap(count);
      for (int n = 0; n < count; n++) {
        numbers.put(ids[n], n);
      }
      return numbers;
    }

    void add(TrainedBlock block) {
      int[] at = positions(block.snapshots(), epochs);
      for (int column = 0; column < block.trajectories().length; column++) {
        int trajectory = trajectories.get(block.trajectories()[column]);
        if (trajectory == LongIntMap.NONE) {
          continue;
        }
        for (int e = 0; e < epochs.length; e++) {
          add(block, column, at[e], trajectory * epochs.length + e, epochs[e]);
        }
      }
    }

    private void add(TrainedBlock block, int column, int epochIndex, int trial, int epoch) {
      if (!block.error().isEmpty()) {
        if (states[trial] == MISSING) {
          set(trial, State.FAILED, NO_METRIC);
        }
      } else if (epochIndex >= 0
          && (states[trial] == MISSING || states[trial] == State.FAILED.ordinal())) {
        if (divergedEpoch(block.snapshots(), column, epochIndex, epoch) > 0) {
          set(trial, State.DIVERGED, NO_METRIC);
        } else {
          PartMetrics part = block.snapshots().metrics(column, epochIndex, metric.spec().part());
          set(trial, State.COMPLETE, sortable(metric.cost(part)));
        }
      }
    }

    private void set(int trial, State state, long key) {
      states[trial] = (byte) state.ordinal();
      metrics[trial] = key;
    }

    /** The doubles' order as that of signed longs; the best is the smallest. */
    private static long sortable(double cost) {
      if (!Double.isFinite(cost)) {
        return NO_METRIC;
      }
      long bits = Double.doubleToLongBits(cost + 0.0);
      return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    int ranked() {
      int ranked = 0;
      for (byte state : states) {
        ranked += state == MISSING ? 0 : 1;
      }
      return ranked;
    }
  }

  /** What the trials of a block share. */
  private record Shared(RunFacts facts, String error) {}

  /** The results of consecutive ranks, compactly. */
  private static final class Slab {
    final int first;
    final int size;
    final List<Shared> facts = new ArrayList<>();
    private final int features;
    private final boolean validation;
    private final int metricsEach;
    private final float[] weights;
    private final double[] metrics;
    private final int[] diverged;
    private final int[] factsOf;

    Slab(int first, int size, int features, boolean validation) {
      this.first = first;
      this.size = size;
      this.features = features;
      this.validation = validation;
      this.metricsEach = metricsEach(validation);
      this.weights = new float[Math.multiplyExact(size, features + 1)];
      this.metrics = new double[Math.multiplyExact(size, metricsEach)];
      this.diverged = new int[size];
      this.factsOf = new int[size];
      Arrays.fill(metrics, Double.NaN);
      Arrays.fill(factsOf, -1);
    }

    static long bytesEach(int features, boolean validation) {
      return Float.BYTES * (features + 1L) + Double.BYTES * metricsEach(validation) + 8L;
    }

    private static int metricsEach(boolean validation) {
      return (validation ? 3 : 2) * Snapshots.PER_PART;
    }

    void fail(int slot, byte state, int block) {
      if (state == State.FAILED.ordinal()) {
        factsOf[slot] = block;
      }
    }

    void fill(int slot, Snapshots from, int column, int epochIndex, int epoch, int block) {
      if (factsOf[slot] >= 0) {
        return;
      }
      factsOf[slot] = block;
      int at = column * from.epochCount() + epochIndex;
      System.arraycopy(
          from.rawWeights(), at * (features + 1), weights, slot * (features + 1), features + 1);
      System.arraycopy(
          from.rawMetrics(), at * metricsEach, metrics, slot * metricsEach, metricsEach);
      diverged[slot] = divergedEpoch(from, column, epochIndex, epoch);
    }

    TrialResult result(int slot, Trial trial, TrialId id, State state) {
      Shared block = facts.get(factsOf[slot]);
      int at = slot * (features + 1);
      return new TrialResult(
          trial,
          id,
          state,
          part(slot, 0),
          validation ? part(slot, 1) : PartMetrics.NONE,
          part(slot, validation ? 2 : 1),
          state == State.COMPLETE
              ? Arrays.copyOfRange(weights, at, at + features + 1)
              : new float[0],
          diverged[slot],
          state == State.FAILED ? block.error() : "",
          block.facts());
    }

    private PartMetrics part(int slot, int part) {
      int at = slot * metricsEach + part * Snapshots.PER_PART;
      return new PartMetrics(metrics[at], metrics[at + 1], metrics[at + 2]);
    }
  }
}
