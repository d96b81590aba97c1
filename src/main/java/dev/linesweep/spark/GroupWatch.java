package dev.linesweep.spark;

import dev.linesweep.engine.Interrupted;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Watches blocks that train together, each with its own watch: each checkpoint is of one block, so
 * that any run can continue from it, however it groups the blocks. Blocks that start together are
 * always at the same step.
 */
final class GroupWatch implements TrainingWatch {
  /** The largest share of the time for writing checkpoints. */
  private static final int WRITING = 20;

  private final LongSupplier clock;
  private final List<Member> members = new ArrayList<>();
  private int columns;
  private Optional<On> on = Optional.empty();

  private record Member(BlockWatch watch, int from, int to) {}

  /** The training of the blocks. */
  record On(String engine, String device) {}

  /**
   * @param clock in nanoseconds
   */
  GroupWatch(LongSupplier clock) {
    this.clock = clock;
  }

  /** Adds a block, whose columns follow those of the blocks before it. */
  void add(BlockWatch watch, int size) {
    members.add(new Member(watch, columns, columns + size));
    columns += size;
    for (Member member : members) {
      member.watch.shareTime((member.to - member.from) / (double) columns);
    }
  }

  /** The latest training of the blocks; empty before the start. */
  Optional<On> on() {
    return on;
  }

  @Override
  public void startsOn(String engine, String device) {
    on = Optional.of(new On(engine, device));
  }

  @Override
  public Optional<TrainingState> start() {
    List<TrainingState> states =
        members.stream().flatMap(member -> member.watch.start().stream()).toList();
    if (states.size() < members.size()) {
      return Optional.empty();
    }
    return Optional.of(states.size() == 1 ? states.get(0) : TrainingState.of(states));
  }

  @Override
  public void epochEnded(int epoch, Supplier<TrainingState> state) {
    each(
        state,
        (watch, own) -> {
          watch.epochEnded(epoch, own);
          return false;
        });
  }

  @Override
  public void within(int epoch, int steps, int of, Supplier<TrainingState> state) {
    if (each(state, (watch, own) -> watch.seeWithin(epoch, steps, of, own))) {
      Interrupted.check();
    }
  }

  /** Passes a block's state to its watch; true if the state had to be written. */
  private interface Look {
    boolean at(BlockWatch watch, Supplier<TrainingState> own);
  }

  private boolean each(Supplier<TrainingState> state, Look look) {
    Once once = new Once(state);
    long began = clock.getAsLong();
    boolean due = false;
    for (Member member : members) {
      Supplier<TrainingState> own =
          members.size() == 1 ? once : () -> once.get().columns(member.from, member.to);
      due |= look.at(member.watch, own);
    }
    if (once.known.isPresent()) {
      Duration pause = Duration.ofNanos(WRITING * (clock.getAsLong() - began));
      members.forEach(member -> member.watch.writeEvery(pause));
    }
    return due;
  }

  /** Requests the state once, when the first watch needs it. */
  private static final class Once implements Supplier<TrainingState> {
    private final Supplier<TrainingState> state;
    private Optional<TrainingState> known = Optional.empty();

    Once(Supplier<TrainingState> state) {
      this.state = state;
    }

    @Override
    public TrainingState get() {
      TrainingState now = known.orElseGet(state);
      known = Optional.of(now);
      return now;
    }
  }
}
