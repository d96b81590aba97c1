package dev.linesweep.engine.fused;

import dev.linesweep.engine.TrainingState;
import dev.linesweep.engine.TrainingWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps all states of a training. */
final class KeptStates implements TrainingWatch {
  private final List<TrainingState> seen = new ArrayList<>();

  List<TrainingState> seen() {
    return seen;
  }

  @Override
  public void epochEnded(int epoch, Supplier<TrainingState> state) {
    keep(state.get());
  }

  @Override
  public void within(int epoch, int steps, int of, Supplier<TrainingState> state) {
    keep(state.get());
  }

  private void keep(TrainingState now) {
    seen.add(
        new TrainingState(
            now.epoch(), now.steps(), now.recorded(), now.floats().clone(), now.doubles().clone()));
  }

  /** Lets a training begin where another one stood. */
  record From(TrainingState state) implements TrainingWatch {
    @Override
    public Optional<TrainingState> start() {
      return Optional.of(state);
    }
  }
}
