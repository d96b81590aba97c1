package dev.linesweep.spec;

import java.io.Serializable;

/**
 * {@code early_terminate}: stops trainings that fall behind others. At {@code min_epochs}, and each
 * time they have taken {@code eta} times as many epochs, one part in {@code eta} of them continues.
 *
 * @param eta one training in so many continues
 * @param minEpochs the epochs after which they are compared first; 0 if none is stopped
 */
public record EarlyTerminate(Type type, int eta, int minEpochs) implements Serializable {
  /** Trains all settings to their last epoch. */
  public static final EarlyTerminate NEVER = new EarlyTerminate(Type.HALVING, 3, 0);

  static final int USUAL_ETA = 3;
  static final int USUAL_MIN_EPOCHS = 10;

  /** Which settings are compared at which epochs. */
  public enum Type {
    /** All settings, from the first comparison on: Jamieson and Talwalkar, AISTATS 2016. */
    HALVING,
    /** Some settings later, in case they start slowly: Li et al., JMLR 18, 2018. */
    HYPERBAND
  }

  public EarlyTerminate {
    BrokenRule.unless(eta >= 2, "early_terminate.eta", "must be >= 2 but was " + eta);
    BrokenRule.unless(
        minEpochs >= 0, "early_terminate.min_epochs", "must be >= 1 but was " + minEpochs);
  }

  public boolean isNever() {
    return minEpochs == 0;
  }

  /** Settings must be compared before their last epoch, or nothing could be stopped. */
  void requireBefore(int lastEpoch) {
    if (!isNever() && minEpochs >= lastEpoch) {
      String remedy =
          lastEpoch == 1
              ? "leave early_terminate out, or write more epochs"
              : "write min_epochs: " + Math.max(1, lastEpoch / ((long) eta * eta));
      throw new BrokenRule(
          "early_terminate.min_epochs",
          "must be less than the largest of parameters.epochs, %d, but is %d; %s"
              .formatted(lastEpoch, minEpochs, remedy));
    }
  }

  /**
   * Another rule that ends a sweep early would make the survivors depend on the time when it does.
   */
  void requireAlone(long maxTrials, Limits.Stop stop) {
    String alone =
        "cannot be used with early_terminate, which compares all trainings; leave it out"
            + " (time_budget bounds a run, and count with method: sobol the search)";
    BrokenRule.unless(isNever() || stop.isNever(), "stop", alone);
    BrokenRule.unless(isNever() || maxTrials == 0, "max_trials", alone);
  }
}
