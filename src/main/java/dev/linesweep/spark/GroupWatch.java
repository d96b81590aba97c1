package dev.linesweep.spark;

import dev.linesweep.engine.Interrupted;
import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Watches blocks that train together, each by a watch of its own: a checkpoint is that of a block,
 * so that any run can continue from it, whatever it trains together.
 */
final class GroupWatch implements TrainingWatch {
  private final List<Member> members = new ArrayList<>();
  private int columns;

  private record Member(BlockWatch watch, int from, int to) {}

  /** The next block, whose columns follow those of the blocks before it. */
  void add(BlockWatch watch, int size) {
    members.add(new Member(watch, columns, columns + size));
    columns += size;
  }

  /** {@inheritDoc} Of a block that stands somewhere only if it is the only one. */
  @Override
  public Optional<TrainingState> start() {
    return members.size() == 1 ? members.get(0).watch.start() : Optional.empty();
  }

  @Override
  public void epochEnded(int epoch, Supplier<TrainingState> state) {
    each(state, (watch, own) -> watch.epochEnded(epoch, own));
  }

  @Override
  public void within(int epoch, int steps, int of, Supplier<TrainingState> state) {
    boolean[] due = {false};
    each(state, (watch, own) -> due[0] |= watch.seeWithin(epoch, steps, of, own));
    if (due[0]) {
      Interrupted.check();
    }
  }

  private void each(
      Supplier<TrainingState> state, BiConsumer<BlockWatch, Supplier<TrainingState>> action) {
    Supplier<TrainingState> once = new Once(state);
    for (Member member : members) {
      action.accept(
          member.watch,
          members.size() == 1 ? state : () -> once.get().columns(member.from, member.to));
    }
  }

  /** Asks for the state when the first one wants it, and not again. */
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
