package dev.linesweep.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The training up to one rung in a sweep that stops settings early, if no setting diverges.
 *
 * @param stretch the epochs since the rung before
 * @param settings that train to it
 * @param compared how many of them are compared there; none at the end of the sweep
 * @param continuing how many of the compared ones continue
 * @param columnEpochs the sum of the epochs that all trajectories of these settings train
 */
public record Rung(
    Stretch stretch, long settings, long compared, long continuing, double columnEpochs) {

  /**
   * The rungs of a plan, the last of which is its end; looks at each setting if there is more than
   * one bracket.
   */
  public static List<Rung> of(SweepPlan plan) {
    Brackets brackets = plan.brackets();
    int[] living = settings(plan, brackets);
    double trajectoriesEach = plan.trajectories() / (double) plan.settings();
    List<Rung> rungs = new ArrayList<>();
    for (int rung = 0; rung <= brackets.count(); rung++) {
      Stretch stretch =
          new Stretch(rung == 0 ? 0 : brackets.epochs(rung - 1), brackets.epochs(rung));
      long settings = 0;
      long continuing = 0;
      double epochs = 0;
      for (int first = 0; first <= rung && first < living.length; first++) {
        settings += living[first];
        epochs += (double) living[first] * (first == rung ? stretch.to() : stretch.length());
        if (rung < brackets.count()) {
          living[first] = brackets.survivors(living[first]);
          continuing += living[first];
        }
      }
      boolean end = rung == brackets.count();
      rungs.add(
          new Rung(stretch, settings, end ? 0 : settings, continuing, epochs * trajectoriesEach));
    }
    return rungs;
  }

  /** The share of the epochs of all trajectories that a plan trains. */
  public static double share(SweepPlan plan) {
    return plan.brackets().isNone()
        ? 1
        : of(plan).stream().mapToDouble(Rung::columnEpochs).sum()
            / ((double) plan.trajectories() * plan.maxEpochs());
  }

  /** The settings of each bracket. */
  private static int[] settings(SweepPlan plan, Brackets brackets) {
    int[] settings = new int[brackets.isOne() ? 1 : brackets.count() + 1];
    if (brackets.isOne()) {
      settings[0] = plan.settings();
      return settings;
    }
    long last = -1;
    for (long number = 0; number < plan.trajectories(); number++) {
      if (plan.setting(number) != last) {
        last = plan.setting(number);
        settings[brackets.first(plan.trajectory(number).setting().id())]++;
      }
    }
    return settings;
  }
}
