package dev.linesweep.spark;

import dev.linesweep.engine.Interrupted;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import dev.linesweep.plan.Stretch;
import dev.linesweep.result.RunFacts;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.store.Checkpoint;
import dev.linesweep.store.Checkpoints;
import dev.linesweep.store.Journal;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Watches the training of one block on an executor: writes checkpoints, from time to time and when
 * the training is stopped, lets the training start from the checkpoint of an earlier run, and
 * reports progress. The clock decides only when a checkpoint is written.
 */
final class BlockWatch implements TrainingWatch {
  private static final long BETWEEN = Duration.ofSeconds(15).toNanos();

  /** The most training time that a stopped run may lose. */
  private static final long WORTH_KEEPING = Duration.ofSeconds(1).toNanos();

  /** The time between two progress reports in a long epoch. */
  private static final long TELLING = Duration.ofMillis(500).toNanos();

  private final Configuration hadoop;
  private final Path journal;
  private final String arithmetic;
  private final long[] ids;
  private final int[] epochs;
  private final Function<Duration, RunFacts> facts;
  private final DoubleConsumer told;
  private final LongSupplier clock;
  private final Optional<Checkpoint> left;
  private final long began;
  private long between = BETWEEN;
  private Stretch stretch;
  private Optional<TrainingState> kept = Optional.empty();
  private boolean keepsEnd;
  private double share = 1;
  private long written;
  private long toldAt;
  private boolean any;

  /**
   * Reads the checkpoint of an earlier training of the block.
   *
   * @param facts makes the facts of a training that took the given time
   * @param told takes the share of epochs that are trained
   * @param clock in nanoseconds
   */
  BlockWatch(
      Configuration hadoop,
      Path journal,
      String arithmetic,
      long[] ids,
      int[] epochs,
      Function<Duration, RunFacts> facts,
      DoubleConsumer told,
      LongSupplier clock)
      throws IOException {
    this.hadoop = hadoop;
    this.journal = journal;
    this.arithmetic = arithmetic;
    this.ids = ids;
    this.epochs = epochs;
    this.facts = facts;
    this.told = told;
    this.clock = clock;
    this.left = Checkpoints.find(hadoop, journal, arithmetic, ids, epochs);
    this.stretch = new Stretch(0, epochs[epochs.length - 1]);
    this.any = left.isPresent();
    this.began = clock.getAsLong();
    this.written = began;
    this.toldAt = began;
  }

  /** Starts the block's columns where other blocks, which trained them before, left them. */
  void continueFrom(Stretch epochsToTrain, Optional<TrainingState> state) {
    stretch = epochsToTrain;
    kept = state;
  }

  /** Keeps the state of the columns at the end, because they may continue in other blocks. */
  void keepEnd() {
    keepsEnd = true;
  }

  /** Whether an earlier training of the block left a checkpoint. */
  boolean isBegun() {
    return left.isPresent();
  }

  /** The last epoch that an earlier training of the block completed; 0 if there was none. */
  int epoch() {
    return left.map(Checkpoint::epoch).or(() -> kept.map(TrainingState::epoch)).orElse(0);
  }

  /** The steps that the earlier training took in the next epoch. */
  int steps() {
    return left.map(Checkpoint::steps).orElse(0);
  }

  /** Sets the block's share of the time when it trains together with others. */
  void shareTime(double part) {
    share = part;
  }

  /** Limits how often checkpoints are written, because writing takes long. */
  void writeEvery(Duration duration) {
    between = Math.max(BETWEEN, duration.toNanos());
  }

  @Override
  public Optional<TrainingState> start() {
    Optional<TrainingState> state = left.map(BlockWatch::state).or(() -> kept);
    state.ifPresent(found -> tell(found.epoch()));
    return state;
  }

  /** The progress of a checkpoint's training. */
  static TrainingState state(Checkpoint found) {
    return new TrainingState(
        found.epoch(),
        found.steps(),
        found.recorded().snapshots(),
        found.floats(),
        found.doubles());
  }

  @Override
  public void epochEnded(int epoch, Supplier<TrainingState> state) {
    tell(epoch);
    if (epoch < stretch.to()) {
      keepIfDue(state);
    } else if (keepsEnd) {
      write(state.get());
    }
  }

  /** {@inheritDoc} An interrupted training ends here once its state is written. */
  @Override
  public void within(int epoch, int steps, int of, Supplier<TrainingState> state) {
    if (seeWithin(epoch, steps, of, state)) {
      Interrupted.check();
    }
  }

  /** Keeps the state without ending the training; true if the state had to be written. */
  boolean seeWithin(int epoch, int steps, int of, Supplier<TrainingState> state) {
    if (clock.getAsLong() - toldAt >= TELLING) {
      tell(epoch - 1 + (double) steps / of);
    }
    return keepIfDue(state);
  }

  private boolean keepIfDue(Supplier<TrainingState> state) {
    long since = clock.getAsLong() - written;
    boolean stopping = Thread.currentThread().isInterrupted();
    boolean due = since >= (stopping ? WORTH_KEEPING : between);
    if (due) {
      write(state.get());
      written = clock.getAsLong();
    }
    return due;
  }

  private void tell(double trained) {
    told.accept(Math.max(0, trained - stretch.from()) / stretch.length());
    toldAt = clock.getAsLong();
  }

  /** How long the block has trained, in this run and in earlier ones. */
  Duration trained() {
    return left.map(found -> found.recorded().facts().trainTime())
        .orElse(Duration.ZERO)
        .plusNanos((long) (share * (clock.getAsLong() - began)));
  }

  /**
   * An interrupted thread cannot write files, so the interruption is delayed until this file is
   * written.
   */
  private void write(TrainingState state) {
    boolean interrupted = Thread.interrupted();
    try {
      requireThere();
      TrainedBlock recorded = new TrainedBlock(ids, state.recorded(), facts.apply(trained()));
      any = true;
      Checkpoints.write(
          hadoop,
          journal,
          new Checkpoint(
              arithmetic, state.epoch(), state.steps(), recorded, state.floats(), state.doubles()));
    } catch (IOException e) {
      // The training continues: without a checkpoint, an interruption only costs more.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the training if the output folder is gone. */
  private void requireThere() throws IOException {
    try {
      Journal.requireThere(hadoop, journal);
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the checkpoint of a journalled block, unless its end state is kept. */
  void remove() {
    if (any && !keepsEnd) {
      try {
        Checkpoints.remove(hadoop, journal, ids, epochs);
      } catch (IOException e) {
        // The block has its result; the sweep removes remaining checkpoints at its end.
      }
    }
  }
}
