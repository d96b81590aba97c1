package dev.linesweep.spark;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.store.JournalIndex;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The learning curves of a sweep: those of all trajectories, or of a sample. */
interface Curves {

  /** Gives every curve, in the order of the plan. */
  void forEach(Consumer<Curve> sink) throws IOException;

  /** The curve of one trajectory; empty where it is not among them. */
  Optional<Curve> of(Trajectory trajectory) throws IOException;

  /** All that the journal holds of the plan's trajectories. */
  record Journalled(SweepPlan plan, JournalIndex journal) implements Curves {
    @Override
    public void forEach(Consumer<Curve> sink) throws IOException {
      for (long number = 0; number < plan.trajectories(); number++) {
        of(plan.trajectory(number)).ifPresent(sink);
      }
    }

    @Override
    public Optional<Curve> of(Trajectory trajectory) throws IOException {
      return journal
          .find(trajectory.id().bits(), plan.maxEpochs())
          .map(found -> new Curve(trajectory, found.block().snapshots(), found.column()));
    }
  }

  /** Curves in memory. */
  record Sampled(List<Curve> curves) implements Curves {
    @Override
    public void forEach(Consumer<Curve> sink) {
      curves.forEach(sink);
    }

    @Override
    public Optional<Curve> of(Trajectory trajectory) {
      return curves.stream().filter(curve -> curve.trajectory().equals(trajectory)).findFirst();
    }
  }
}
