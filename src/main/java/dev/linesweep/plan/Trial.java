package dev.linesweep.plan;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One grid point: a trajectory after so many epochs. */
public record Trial(Trajectory trajectory, int epochs) implements Serializable {
  /** {@inheritDoc} Written out for the same reason as {@link Trajectory#equals}. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Trial that
        && epochs == that.epochs
        && trajectory.equals(that.trajectory);
  }

  @Override
  public int hashCode() {
    return 31 * trajectory.hashCode() + epochs;
  }

  public TrialId id() {
    return trajectory.id(epochs);
  }

  /** What trials share that differ in their seeds and folds only. */
  public Trial setting() {
    return new Trial(trajectory.setting(), epochs);
  }
}
