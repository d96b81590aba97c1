package dev.linesweep.result;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The state of each trial of a plan, in a byte; a trial without a result has none. */
final class TrialStates {
  private static final byte MISSING = -1;
  private static final State[] ALL = State.values();

  private final byte[] states;

  TrialStates(int trials) {
    this.states = new byte[trials];
    Arrays.fill(states, MISSING);
  }

  void set(int trial, State state) {
    states[trial] = (byte) state.ordinal();
  }

  boolean isMissing(int trial) {
    return states[trial] == MISSING;
  }

  boolean is(int trial, State state) {
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
