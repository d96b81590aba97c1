package dev.linesweep.spark;

import dev.linesweep.model.PartErrors;
import dev.linesweep.model.PartMetrics;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.State;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spark.job.Tasks;
import dev.linesweep.spec.MetricSpec.Part;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The best setting of a cross-validation, trained again on all training rows with the seed of the
 * leading trial: the best model of such a sweep.
 *
 * @param trial on all training rows
 * @param trained its trajectory, in the only column
 */
public record Refit(Trial trial, TrainedBlock trained) {

  /**
   * Trains the best setting, in a job of one task.
   *
   * @param leading a trial of the best setting
   */
  public static Refit of(
      JavaSparkContext spark, Shared<SweepContext> context, SweepPlan plan, Trial leading) {
    Trajectory trajectory = leading.trajectory().inFold(Trajectory.NO_FOLD);
    TrainAgain task = new TrainAgain(context, PlainFit.upTo(leading.epochs(), plan.curveEpochs()));
    TrainedBlock trained =
        context
            .value()
            .job(
                spark,
                "train the best setting on all training rows",
                () -> Tasks.of(spark, List.of(List.of(trajectory))).map(task).get(0));
    return new Refit(new Trial(trajectory, leading.epochs()), trained);
  }

  public Curve curve() {
    return new Curve(trial.trajectory(), trained.snapshots(), 0, trained.trajectories());
  }

  /** The refit as the best trial, in place of the trials of its setting. */
  public RankedTrial ranked() {
    Snapshots snapshots = trained.snapshots();
    int at = snapshots.indexOf(trial.epochs());
    int diverged = snapshots.divergedEpoch(0, at);
    State state = diverged > 0 ? State.DIVERGED : State.COMPLETE;
    return new RankedTrial(
        1,
        new TrialResult(
            trial,
            trial.id(),
            new TrialResult.Ending(state, diverged, ""),
            new PartErrors(
                snapshots.metrics(0, at, Part.TRAIN),
                PartMetrics.NONE,
                snapshots.metrics(0, at, Part.TEST)),
            state == State.COMPLETE ? snapshots.weights(0, at) : new float[0],
            trained.facts()));
  }
}
