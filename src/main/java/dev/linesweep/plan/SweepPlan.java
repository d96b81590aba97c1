package dev.linesweep.plan;

import dev.linesweep.data.Shape;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.ParameterSpec;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.condition.Condition;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * The trials, trajectories and blocks of a sweep, numbered rather than materialized: its memory
 * grows with the optimizers' parameters and the axes, not with their product.
 *
 * <p>Trial {@code t} is trajectory {@code t / epochs.length} after {@code epochs[t %
 * epochs.length]} epochs.
 */
public final class SweepPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most trials that one sweep may have. */
  public static final long MAX_TRIALS = 100_000_000;

  /** Up to this number of trajectories, each one has a curve. */
  public static final long MAX_CURVES = 10_000;

  private final SweepSpec spec;
  private final Shape shape;
  private final Trajectories source;
  private final int[] epochs;
  private final Brackets brackets;

  private SweepPlan(SweepSpec spec, Shape shape, Trajectories source) {
    this.spec = spec;
    this.shape = shape;
    this.source = source;
    this.epochs = spec.parameters().epochs().stream().mapToInt(Integer::intValue).toArray();
    this.brackets = Brackets.of(spec.limits().earlyTerminate(), maxEpochs());
  }

  /**
   * Plans the trials of a job over samples of this shape.
   *
   * @throws JobException if the sweep has more than {@link #MAX_TRIALS} trials, cannot draw the
   *     number of settings in its {@code count}, or two of its batch sizes make one batch of all
   *     training rows
   */
  public static SweepPlan of(SweepSpec spec, Shape shape) {
    return of(spec, shape, Trajectories.of(spec));
  }

  /**
   * Plans these trajectories at the epochs of a job.
   *
   * @throws JobException if two of the job's batch sizes make one batch of all training rows, or it
   *     may draw such sizes
   */
  public static SweepPlan of(SweepSpec spec, Shape shape, Trajectories source) {
    SweepPlan plan = new SweepPlan(spec, shape, source);
    plan.requireBatches(shape.trainRows());
    return plan;
  }

  /**
   * Refuses batch sizes that are the same with the training rows of the smallest fold.
   *
   * @throws JobException if two of the job's batch sizes make one batch of all rows, or it may draw
   *     such sizes sizes
   */
  public void requireBatches(int trainRows) {
    BatchSizes.requireDifferent(spec.parameters().batchSizes(), trainRows);
  }

  public SweepSpec spec() {
    return spec;
  }

  /**
   * The shape of the samples of trajectories; with folds, the shape with the most training rows.
   */
  public Shape shape() {
    return shape;
  }

  /** The shape of the best model's samples: with folds, no training rows are held out. */
  public Shape modelShape() {
    return spec.split().hasFolds()
        ? new Shape(
            shape.features(), shape.trainRows() + shape.validationRows(), 0, shape.testRows())
        : shape;
  }

  public long trajectories() {
    return source.size();
  }

  public long trials() {
    return trajectories() * epochs.length;
  }

  /** The trials that the job excludes. */
  public long excludedTrials() {
    return source.excluded() * epochs.length;
  }

  /** The conditions of {@code exclude} that exclude nothing. */
  public List<Condition> uselessExclusions() {
    return source.useless();
  }

  /** The epochs axis, increasing. */
  public int[] epochs() {
    return epochs.clone();
  }

  public int maxEpochs() {
    return epochs[epochs.length - 1];
  }

  /** When settings are compared, and some of them stopped. */
  public Brackets brackets() {
    return brackets;
  }

  /** All epochs of the sweep. */
  public Stretch wholeStretch() {
    return new Stretch(0, maxEpochs());
  }

  /** The epochs at which a trajectory's weights and losses are recorded, increasing. */
  public int[] recordedEpochs() {
    return trajectories() > MAX_CURVES ? withRungs(epochs) : curveEpochs();
  }

  /** The {@link #recordedEpochs()} up to an epoch. */
  public int[] recordedEpochs(int last) {
    return Arrays.stream(recordedEpochs()).filter(epoch -> epoch <= last).toArray();
  }

  /**
   * The epochs of a learning curve, increasing: those of the axis and of rungs, and up to 64
   * log-spaced ones.
   */
  public int[] curveEpochs() {
    return withRungs(CurveEpochs.with(epochs));
  }

  private int[] withRungs(int[] some) {
    return IntStream.concat(Arrays.stream(some), Arrays.stream(brackets.epochs()))
        .sorted()
        .distinct()
        .toArray();
  }

  public Trajectory trajectory(long number) {
    return source.trajectory(number);
  }

  /** The number of settings, ignoring epochs. */
  public int settings() {
    return Math.toIntExact(1 + setting(trajectories() - 1));
  }

  /** See {@link Trajectories#setting}. */
  public long setting(long trajectory) {
    return source.setting(trajectory);
  }

  public Trial trial(long number) {
    return new Trial(
        trajectory(number / epochs.length), epochs[Math.toIntExact(number % epochs.length)]);
  }

  /** All blocks. */
  public List<Block> blocks() {
    return blocks(number -> true);
  }

  /** The blocks cut from only the wanted trajectories. */
  public List<Block> blocks(LongPredicate wanted) {
    return blocks(wanted, wholeStretch());
  }

  /** The same for trajectories that train some of their epochs. */
  public List<Block> blocks(LongPredicate wanted, Stretch stretch) {
    return blocksOf(from -> firstWanted(from, wanted), stretch);
  }

  private long firstWanted(long from, LongPredicate wanted) {
    long number = from;
    while (number < trajectories() && !wanted.test(number)) {
      number++;
    }
    return number;
  }

  /** See {@link Trajectories#isSpread}. */
  boolean isSpread() {
    return source.isSpread();
  }

  /** The first wanted trajectory, as {@link BlockCutter} needs it. */
  List<Block> blocksOf(LongUnaryOperator next) {
    return blocksOf(next, wholeStretch());
  }

  private List<Block> blocksOf(LongUnaryOperator next, Stretch stretch) {
    return new BlockCutter(this, source, next, stretch).cut();
  }

  /**
   * Blocks of the wanted trajectories for a sweep that may be stopped before its end: in a fixed
   * order that favours no corner of the grid.
   *
   * @param maxTrials the most trials that they may hold
   */
  public List<Block> spreadBlocks(LongPredicate wanted, long maxTrials) {
    return new SpreadOrder(this, wanted).blocks(maxTrials / epochs.length);
  }

  /** The wanted part of a block; empty if there is none. */
  public Optional<Block> part(Block block, LongPredicate wanted) {
    RangeList numbers = new RangeList();
    Arrays.stream(block.trajectories()).filter(wanted).forEach(numbers::add);
    int size = numbers.size();
    if (size == 0 || size == block.size()) {
      return Optional.of(block).filter(all -> size > 0);
    }
    int batchSize = trajectory(block.ranges()[0]).batchSize();
    double cost = CostModel.of(spec.engine().kind()).seconds(shape, batchSize, maxEpochs(), size);
    return Optional.of(new Block(numbers.take(), cost));
  }

  /** The identities of a block's trajectories, as {@link TrialId#bits()}, in column order. */
  public long[] ids(Block block) {
    return Arrays.stream(block.trajectories())
        .map(number -> trajectory(number).id().bits())
        .toArray();
  }

  /** A block's trajectories, in column order. */
  public List<Trajectory> columns(Block block) {
    return Arrays.stream(block.trajectories()).mapToObj(this::trajectory).toList();
  }

  /**
   * Bytes for each row, besides its features, that the engine needs outside the heap while it
   * trains a block: activations if batches are full, else labels. 0 for an engine that trains in
   * the heap.
   *
   * @param columns of the block
   */
  public static long bytesOutside(SweepSpec spec, int columns) {
    long activations = BlockRule.of(spec.engine().kind()).workBytes(1, columns);
    boolean full = spec.parameters().batchSizes().contains(ParameterSpec.FULL_BATCH);
    return full ? activations : Math.min((long) Float.BYTES * columns, activations);
  }

  /** The fewest trials after which a run may be stopped, so that it trains at least one block. */
  public long leastTrials() {
    int columns =
        spec.engine().kind().repeatsBits()
            ? 1
            : blocks().stream().mapToInt(Block::size).max().orElse(1);
    return (long) columns * epochs.length;
  }

  /** Expected seconds of training on one core of the reference machine. */
  public double cost() {
    return blocks().stream().mapToDouble(Block::cost).sum();
  }

  /**
   * The distinct optimizer parameters of the sweep, as {@link Trajectories#distinct} finds them.
   */
  public List<OptimizerParameters> optimizers() {
    return List.copyOf(source.distinct(Trajectory::parameters));
  }

  /** See {@link Trajectories#distinct}. */
  public <T> Set<T> distinct(Function<Trajectory, T> value) {
    return source.distinct(value);
  }
}
