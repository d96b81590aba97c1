package dev.linesweep.plan;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One grid point: a trajectory after a number of epochs. */
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

  /** The setting: what trials share that differ only in their seeds and folds. */
  public Trial setting() {
    return new Trial(trajectory.setting(), epochs);
  }
}
