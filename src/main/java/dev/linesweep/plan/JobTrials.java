package dev.linesweep.plan;

import dev.linesweep.spec.SweepSpec;
import java.util.List;

/** The trials of a job, independent of its data: trajectories, each at some epochs. */
public record JobTrials(Trajectories trajectories, List<Integer> epochs) {
  public JobTrials {
    epochs = List.copyOf(epochs);
  }

  /**
   * The trials of a job.
   *
   * @throws dev.linesweep.spec.JobException if it has more than {@link SweepPlan#MAX_TRIALS}, or
   *     cannot draw the number of settings in its {@code count}
   */
  public static JobTrials of(SweepSpec spec) {
    return new JobTrials(Trajectories.of(spec), spec.parameters().epochs());
  }

  /** The number of trials. */
  public long count() {
    return trajectories.size() * epochs.size();
  }

  /** Whether both have the same trials. */
  public boolean sameAs(JobTrials other) {
    return count() == other.count() && new TrialsDifference(this, other).count() == 0;
  }

  /** 8 hex digits of a hash of the space that they are chosen from, for the name of a folder. */
  public String digits() {
    return TrialId.of("epochs " + epochs + "\n" + trajectories.canonicalForm())
        .toString()
        .substring(0, 8);
  }
}
