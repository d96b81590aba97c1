package dev.linesweep.spark;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.result.Snapshots;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.store.Journal;
import dev.linesweep.store.JournalIndex;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;
import org.apache.spark.api.java.JavaSparkContext;

/** The learning curves of a sweep, of all trajectories or of a sample. */
public interface Curves {

  /** Passes on every curve, in the order of the plan. */
  void forEach(Consumer<Curve> sink) throws IOException;

  /** The curve of one trajectory; empty if it has none. */
  Optional<Curve> of(Trajectory trajectory) throws IOException;

  /** These curves, with one more before all others. */
  default Curves with(Curve more) {
    return new WithOneMore(more, this);
  }

  /** How many leading trajectories {@link #of} looks at. */
  int LEADERS = CurveSampler.BEST;

  private static boolean hasAll(SweepPlan plan) {
    return plan.trajectories() <= SweepPlan.MAX_CURVES;
  }

  /**
   * The curves of the journal or, if it cannot hold all, those of a sample that is trained again.
   *
   * @param leaders the first trajectories of the leading settings
   * @param within the trajectories that have curves
   * @param lastEpoch the last epoch of a trajectory's curve
   */
  static Curves of(
      SweepPlan plan,
      Journal journal,
      List<Trajectory> leaders,
      JavaSparkContext spark,
      Shared<SweepContext> context,
      LongPredicate within,
      LongToIntFunction lastEpoch)
      throws IOException {
    return hasAll(plan)
        ? new Journalled(
            plan,
            JournalIndex.of(journal, agreement(plan.spec().engine().kind())),
            within,
            lastEpoch)
        : CurveSampler.on(spark, context, plan).sample(leaders, within, lastEpoch);
  }

  /**
   * How closely trajectories that two runs over a folder trained must agree: the rounding of dl4j
   * depends on the width of a block.
   */
  private static JournalIndex.Agreement agreement(EngineKind engine) {
    return engine.repeatsBits()
        ? JournalIndex.Agreement.sameBits()
        : JournalIndex.Agreement.NOT_CHECKED;
  }

  /** All curves of the plan's trajectories in the journal. */
  record Journalled(
      SweepPlan plan, JournalIndex journal, LongPredicate within, LongToIntFunction lastEpoch)
      implements Curves {
    @Override
    public void forEach(Consumer<Curve> sink) throws IOException {
      for (long number = 0; number < plan.trajectories(); number++) {
        if (within.test(number)) {
          of(plan.trajectory(number), lastEpoch.applyAsInt(number)).ifPresent(sink);
        }
      }
    }

    @Override
    public Optional<Curve> of(Trajectory trajectory) throws IOException {
      return of(trajectory, plan.maxEpochs());
    }

    /** A curve to its last epoch, or as far as it has trained. */
    private Optional<Curve> of(Trajectory trajectory, int last) throws IOException {
      long id = trajectory.id().bits();
      Optional<Curve> curve = journal.find(id, last).map(found -> curve(trajectory, found, last));
      int[] rungs = plan.brackets().epochs();
      for (int i = rungs.length - 1; i >= 0 && curve.isEmpty(); i--) {
        int rung = rungs[i];
        if (rung < last) {
          curve = journal.find(id, rung).map(found -> curve(trajectory, found, rung));
        }
      }
      return curve;
    }

    /** A curve without epochs after its last one, which a block of another job may have. */
    private Curve curve(Trajectory trajectory, JournalIndex.Found found, int last) {
      Snapshots all = found.block().snapshots();
      long[] ids = found.block().trajectories();
      return all.epochs()[all.epochCount() - 1] == last
          ? new Curve(trajectory, all, found.column(), ids)
          : new Curve(trajectory, all.column(found.column()).upTo(last), 0, ids);
    }
  }

  /** Some curves after one that is not among them. */
  record WithOneMore(Curve first, Curves others) implements Curves {
    @Override
    public void forEach(Consumer<Curve> sink) throws IOException {
      sink.accept(first);
      others.forEach(sink);
    }

    @Override
    public Optional<Curve> of(Trajectory trajectory) throws IOException {
      return first.trajectory().equals(trajectory) ? Optional.of(first) : others.of(trajectory);
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
