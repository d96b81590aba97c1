package dev.linesweep.result;

import dev.linesweep.plan.SweepPlan;
import java.util.stream.IntStream;

/**
 * The repeats of each setting of a plan: the trials that differ in nothing but their seeds and
 * folds. As a trial is a trajectory after so many epochs, a setting here has a number of epochs
 * too.
 *
 * <p>It keeps four bytes a setting if there are repeats, else none.
 */
final class Repeats {
  private final int epochs;
  private final int settings;

  /**
   * Where the trajectories of each setting begin, whatever its epochs, and at last where all end;
   * empty if each is a setting of its own. A plan has those of a setting next to each other.
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

  /** How many settings there are, each number of epochs counted. */
  int settings() {
    return settings;
  }

  /** How many trials a setting has in the plan. */
  int count(int setting) {
    int group = setting / epochs;
    return isSingle() ? 1 : starts[group + 1] - starts[group];
  }

  /** The trial that is a setting's repeat, from 0, in the order of the seeds axis and of folds. */
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
