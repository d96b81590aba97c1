package dev.linesweep.result;

import dev.linesweep.plan.SweepPlan;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The state of each trial of a plan, in a byte; a trial without a result has none. */
public final class TrialStates {
  private static final byte MISSING = -1;
  private static final State[] ALL = State.values();

  private final byte[] states;

  TrialStates(int trials) {
    this.states = new byte[trials];
    Arrays.fill(states, MISSING);
  }

  /** The states that blocks give to the plan's trials; reads the blocks once. */
  public static TrialStates of(SweepPlan plan, BlockSource blocks) throws IOException {
    return of(plan, blocks, TrialNumbers.of(plan));
  }

  /** The same with trials that were stopped. */
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
   * Takes what a block says of a trial. The first result counts.
   *
   * @param epochIndex negative if the block did not record the trial's last epoch
   * @param stopped whether that is not its own
   * @return whether the trial has another state now
   */
  boolean add(int trial, TrainedBlock block, int column, int epochIndex, boolean stopped) {
    if (epochIndex < 0 || hasResult(trial)) {
      return false;
    }
    set(trial, state(block.snapshots(), column, epochIndex, stopped));
    return true;
  }

  /** The trial has no result: its block failed. */
  void fail(int trial) {
    set(trial, State.FAILED);
  }

  /** What has diverged when it is stopped stays so. */
  private static State state(Snapshots snapshots, int column, int epochIndex, boolean stopped) {
    if (snapshots.divergedEpoch(column, epochIndex) > 0) {
      return State.DIVERGED;
    }
    return stopped ? State.STOPPED : State.COMPLETE;
  }

  private void set(int trial, State state) {
    states[trial] = (byte) state.ordinal();
  }

  /** Whether it was trained, to whatever end. */
  public boolean hasResult(int trial) {
    return !isMissing(trial) && !is(trial, State.FAILED);
  }

  boolean isMissing(int trial) {
    return states[trial] == MISSING;
  }

  public boolean is(int trial, State state) {
    return states[trial] == state.ordinal();
  }

  /** Of a trial that has one. */
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
