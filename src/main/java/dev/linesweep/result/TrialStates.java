package dev.linesweep.result;

import dev.linesweep.plan.SweepPlan;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The state of each trial of a plan, in one byte; a trial without a result has no state. */
public final class TrialStates {
  private static final byte MISSING = -1;
  private static final State[] ALL = State.values();

  private final byte[] states;

  TrialStates(int trials) {
    this.states = new byte[trials];
    Arrays.fill(states, MISSING);
  }

  /** The states of the plan's trials in the blocks, which are read once. */
  public static TrialStates of(SweepPlan plan, BlockSource blocks) throws IOException {
    return of(plan, blocks, TrialNumbers.of(plan));
  }

  /** The same for a sweep with stopped trials. */
  public static TrialStates of(SweepPlan plan, BlockSource blocks, Survivors survivors)
      throws IOException {
    return of(plan, blocks, survivors.numbers());
  }

  private static TrialStates of(SweepPlan plan, BlockSource blocks, TrialNumbers numbers)
      throws IOException {
    TrialStates states = new TrialStates(Math.toIntExact(plan.trials()));
    blocks.forEach(
        block ->
            numbers.forEach(
                block,
                (trial, column, epochIndex) ->
                    states.add(trial, block, column, epochIndex, numbers.stoppedEpoch(trial) > 0)));
    return states;
  }

  /**
   * Takes a trial's result from a block. The first result counts.
   *
   * @param epochIndex negative if the block did not record the trial's last epoch
   * @param stopped whether the trial was stopped before its own epoch
   * @return whether the trial's state has changed
   */
  boolean add(int trial, TrainedBlock block, int column, int epochIndex, boolean stopped) {
    if (epochIndex < 0 || hasResult(trial)) {
      return false;
    }
    set(trial, state(block.snapshots(), column, epochIndex, stopped));
    return true;
  }

  /** Marks a trial without a result as failed, with its block. */
  void fail(int trial) {
    set(trial, State.FAILED);
  }

  /** A trial that has diverged when it is stopped stays diverged. */
  private static State state(Snapshots snapshots, int column, int epochIndex, boolean stopped) {
    if (snapshots.divergedEpoch(column, epochIndex) > 0) {
      return State.DIVERGED;
    }
    return stopped ? State.STOPPED : State.COMPLETE;
  }

  private void set(int trial, State state) {
    states[trial] = (byte) state.ordinal();
  }

  /** Whether the trial was trained, with any result. */
  public boolean hasResult(int trial) {
    return !isMissing(trial) && !is(trial, State.FAILED);
  }

  boolean isMissing(int trial) {
    return states[trial] == MISSING;
  }

  public boolean is(int trial, State state) {
    return states[trial] == state.ordinal();
  }

  /** The state of a trial that has one. */
  State get(int trial) {
    return ALL[states[trial]];
  }

  int trials() {
    return states.length;
  }

  int missing() {
    return Math.toIntExact(count(MISSING));
  }

  /** The number of trials in each state. */
  Map<State, Long> counts() {
    Map<State, Long> counts = new EnumMap<>(State.class);
    for (State state : ALL) {
      counts.put(state, count(state.ordinal()));
    }
    return counts;
  }

  private long count(int code) {
    long count = 0;
    for (byte state : states) {
      count += state == code ? 1 : 0;
    }
    return count;
  }
}
