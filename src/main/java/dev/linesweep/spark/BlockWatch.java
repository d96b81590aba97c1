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
 * Watches the training of one block on an executor: writes a checkpoint now and then and when the
 * training is stopped, lets it begin from the one that an earlier run left, and tells how far it
 * is. The clock decides when a checkpoint is written, and nothing else.
 */
final class BlockWatch implements TrainingWatch {
  private static final long BETWEEN = Duration.ofSeconds(15).toNanos();

  /** Training that a stopped run should not have done in vain. */
  private static final long WORTH_KEEPING = Duration.ofSeconds(1).toNanos();

  /** Between two words on a long epoch. */
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
   * Reads the checkpoint that an earlier training of the block left.
   *
   * @param facts of the training after so long a time
   * @param told takes the share of the epochs that are trained
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

  /** Its columns have been trained before, in other blocks, and begin where those left them. */
  void continueFrom(Stretch epochsToTrain, Optional<TrainingState> state) {
    stretch = epochsToTrain;
    kept = state;
  }

  /** Its columns may continue in other blocks, so where they stand at the end is kept. */
  void keepEnd() {
    keepsEnd = true;
  }

  /** Whether an earlier training of the block left a checkpoint. */
  boolean isBegun() {
    return left.isPresent();
  }

  /** The last epoch that an earlier training of the block ended; 0 if there was none. */
  int epoch() {
    return left.map(Checkpoint::epoch).or(() -> kept.map(TrainingState::epoch)).orElse(0);
  }

  /** The steps that it took of the next one. */
  int steps() {
    return left.map(Checkpoint::steps).orElse(0);
  }

  /** The block trains together with others, and this part of the time is its own. */
  void shareTime(double part) {
    share = part;
  }

  /** Writes checkpoints no more often than this, since writing takes long. */
  void writeEvery(Duration duration) {
    between = Math.max(BETWEEN, duration.toNanos());
  }

  @Override
  public Optional<TrainingState> start() {
    Optional<TrainingState> state = left.map(BlockWatch::state).or(() -> kept);
    state.ifPresent(found -> tell(found.epoch()));
    return state;
  }

  /** Where a checkpoint's training stands. */
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

  /** {@inheritDoc} A training that is interrupted ends here once its state is written. */
  @Override
  public void within(int epoch, int steps, int of, Supplier<TrainingState> state) {
    if (seeWithin(epoch, steps, of, state)) {
      Interrupted.check();
    }
  }

  /** The same without an end; true if the state was to be written. */
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

  /** How long the block has trained, in this run and in those before it. */
  Duration trained() {
    return left.map(found -> found.recorded().facts().trainTime())
        .orElse(Duration.ZERO)
        .plusNanos((long) (share * (clock.getAsLong() - began)));
  }

  /** Files of an interrupted thread cannot be written, so the interruption waits for this one. */
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
      // The training continues: without a checkpoint it has more to lose, and that is all.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Without a folder the training has nowhere to go, and ends. */
  private void requireThere() throws IOException {
    try {
      Journal.requireThere(hadoop, journal);
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the block's checkpoint, once the block is journalled, unless its end is kept. */
  void remove() {
    if (any && !keepsEnd) {
      try {
        Checkpoints.remove(hadoop, journal, ids, epochs);
      } catch (IOException e) {
        // The block has its result; the sweep removes what stays when nothing is left to train.
      }
    }
  }
}
