package dev.linesweep.spec;

import java.io.Serializable;
import java.time.Duration;

/**
 * What ends a sweep, or a run of it, before all trials are trained.
 *
 * @param maxTrials {@code max_trials}, the most trials that one run trains; 0 for all
 * @param timeBudget {@code time_budget}, how long one run takes; zero for no limit
 */
public record Limits(long maxTrials, Duration timeBudget, Stop stop, EarlyTerminate earlyTerminate)
    implements Serializable {
  public static final Limits NONE = new Limits(0, Duration.ZERO, Stop.NEVER, EarlyTerminate.NEVER);

  public Limits {
    BrokenRule.unless(maxTrials >= 0, "max_trials", "must be >= 1 but was " + maxTrials);
    BrokenRule.unless(
        !timeBudget.isNegative() && timeBudget.getNano() == 0,
        "time_budget",
        "must be whole seconds but was " + timeBudget);
    earlyTerminate.requireAlone(maxTrials, stop);
  }

  /**
   * {@code stop}: when a sweep is finished. Of two rules the one that holds first ends it.
   *
   * @param target the value of the ranking metric to reach; not a number for none
   * @param patience blocks in a row without a better trial; 0 for any number
   */
  public record Stop(double target, int patience) implements Serializable {
    public static final Stop NEVER = new Stop(Double.NaN, 0);

    public Stop {
      BrokenRule.unless(!Double.isInfinite(target), "stop.target", "must be finite");
      BrokenRule.unless(patience >= 0, "stop.patience", "must be >= 1 but was " + patience);
    }

    public boolean hasTarget() {
      return !Double.isNaN(target);
    }

    public boolean isNever() {
      return !hasTarget() && patience == 0;
    }

    /** Whether it may hold after fewer blocks of an order than the other. */
    public boolean mayHoldBefore(Stop other, MetricSpec.Goal goal) {
      boolean asHard =
          other.hasTarget()
              && (goal == MetricSpec.Goal.MINIMIZE
                  ? target <= other.target
                  : target >= other.target);
      boolean asPatient = other.patience > 0 && patience >= other.patience;
      return (hasTarget() && !asHard) || (patience > 0 && !asPatient);
    }
  }

  /** The same with another number of trials. */
  public Limits withMaxTrials(long most) {
    return new Limits(most, timeBudget, stop, earlyTerminate);
  }

  /** The same with another time. */
  public Limits withTimeBudget(Duration time) {
    return new Limits(maxTrials, time, stop, earlyTerminate);
  }

  /** The same with another rule. */
  public Limits withStop(Stop rule) {
    return new Limits(maxTrials, timeBudget, rule, earlyTerminate);
  }

  /** The same with another {@code early_terminate}. */
  public Limits withEarlyTerminate(EarlyTerminate rule) {
    return new Limits(maxTrials, timeBudget, stop, rule);
  }
}
