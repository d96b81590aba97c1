package dev.linesweep.result;

import dev.linesweep.plan.SweepPlan;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The repeats of each setting of a plan: the trials that differ in nothing but their seeds. As a
 * trial is a trajectory after so many epochs, a setting here has a number of epochs too.
 *
 * <p>It keeps eight bytes a trajectory if there are repeats, else none.
 */
final class Repeats {
  private final int epochs;
  private final int settings;

  /** By group of trajectories: where its own begin, and at last where they end; empty if single. */
  private final int[] starts;

  /** The trajectories group by group, in the plan's order; empty if each is a group. */
  private final int[] members;

  private Repeats(int epochs, int groups, int[] starts, int[] members) {
    this.epochs = epochs;
    this.settings = groups * epochs;
    this.starts = starts;
    this.members = members;
  }

  static Repeats of(SweepPlan plan) {
    int trajectories = Math.toIntExact(plan.trajectories());
    int epochs = plan.epochs().length;
    if (!plan.spec().hasRepeats()) {
      return new Repeats(epochs, trajectories, new int[0], new int[0]);
    }
    int[] groupOf = groups(plan, trajectories);
    int groups = Arrays.stream(groupOf).max().orElse(-1) + 1;
    int[] starts = new int[groups + 1];
    for (int group : groupOf) {
      starts[group + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] members = new int[trajectories];
    int[] next = starts.clone();
    for (int trajectory = 0; trajectory < trajectories; trajectory++) {
      members[next[groupOf[trajectory]]++] = trajectory;
    }
    return new Repeats(epochs, groups, starts, members);
  }

  private static int[] groups(SweepPlan plan, int trajectories) {
    long[] ids = new long[trajectories];
    IntStream.range(0, trajectories)
        .parallel()
        .forEach(n -> ids[n] = plan.trajectory(n).withoutSeed().id().bits());
    LongIntMap groups = new LongIntMap(trajectories);
    int[] groupOf = new int[trajectories];
    int count = 0;
    for (int n = 0; n < trajectories; n++) {
      int known = groups.get(ids[n]);
      groupOf[n] = known == LongIntMap.NONE ? count++ : known;
      if (known == LongIntMap.NONE) {
        groups.put(ids[n], groupOf[n]);
      }
    }
    return groupOf;
  }

  /** How many settings there are, each number of epochs counted. */
  int settings() {
    return settings;
  }

  /** How many trials a setting has in the plan. */
  int count(int setting) {
    int group = setting / epochs;
    return isSingle() ? 1 : starts[group + 1] - starts[group];
  }

  /** The trial that is a setting's repeat, from 0, in the order of the seeds axis. */
  int trial(int setting, int repeat) {
    return isSingle()
        ? setting
        : members[starts[setting / epochs] + repeat] * epochs + setting % epochs;
  }

  int epochIndex(int setting) {
    return setting % epochs;
  }

  private boolean isSingle() {
    return starts.length == 0;
  }
}
