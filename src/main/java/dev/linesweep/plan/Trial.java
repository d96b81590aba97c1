package dev.linesweep.plan;

import java.io.Serializable;

/** One grid point: a trajectory after so many epochs. */
public record Trial(Trajectory trajectory, int epochs) implements Serializable {
  public TrialId id() {
    return trajectory.id(epochs);
  }

  /** What trials share that differ in their seeds alone. */
  public Trial withoutSeed() {
    return new Trial(trajectory.withoutSeed(), epochs);
  }
}
