package dev.linesweep.result;

import dev.linesweep.plan.SweepPlan;
import java.util.stream.IntStream;

/**
 * The repeats of each setting of a plan: the trials that differ only in their seeds and folds.
 * Since a trial is a trajectory after a number of epochs, a setting here has a number of epochs
 * too.
 *
 * <p>It takes four bytes per setting if there are repeats, else none.
 */
final class Repeats {
  private final int epochs;
  private final int settings;

  /**
   * The first trajectory of each setting, ignoring epochs, and last the end of all; empty if each
   * trajectory is a setting. In a plan the trajectories of a setting are next to each other.
   */
  private final int[] starts;

  private Repeats(int epochs, int groups, int[] starts) {
    this.epochs = epochs;
    this.settings = groups * epochs;
    this.starts = starts;
  }

  static Repeats of(SweepPlan plan) {
    int trajectories = Math.toIntExact(plan.trajectories());
    int epochs = plan.epochs().length;
    if (!plan.spec().hasRepeats()) {
      return new Repeats(epochs, trajectories, new int[0]);
    }
    int[] starts =
        IntStream.rangeClosed(0, trajectories)
            .filter(n -> n % trajectories == 0 || plan.setting(n) != plan.setting(n - 1))
            .toArray();
    return new Repeats(epochs, starts.length - 1, starts);
  }

  /** The number of settings; each number of epochs counts. */
  int settings() {
    return settings;
  }

  /** The number of trials of a setting in the plan. */
  int count(int setting) {
    int group = setting / epochs;
    return isSingle() ? 1 : starts[group + 1] - starts[group];
  }

  /**
   * The trial of a setting's repeat, which is counted from 0 in the order of the seeds axis and of
   * folds.
   */
  int trial(int setting, int repeat) {
    return isSingle()
        ? setting
        : (starts[setting / epochs] + repeat) * epochs + epochIndex(setting);
  }

  int epochIndex(int setting) {
    return setting % epochs;
  }

  private boolean isSingle() {
    return starts.length == 0;
  }
}
