package dev.linesweep.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sweep that stops settings early trains up to one rung, if none of its settings diverges.
 *
 * @param stretch the epochs since the rung before
 * @param settings that train to it
 * @param compared of these there; none at the end of the sweep
 * @param continuing of those that are compared
 * @param columnEpochs epochs that all trajectories of these settings train, in sum
 */
public record Rung(
    Stretch stretch, long settings, long compared, long continuing, double columnEpochs) {

  /**
   * Those of a plan and at last its end; looks at each setting if there is more than one bracket.
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

  /** The part that a plan trains of the epochs of all its trajectories. */
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
