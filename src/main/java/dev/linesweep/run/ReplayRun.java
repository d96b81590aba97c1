package dev.linesweep.run;

import dev.linesweep.data.Shape;
import dev.linesweep.engine.Dl4jLibraries;
import dev.linesweep.engine.check.EvenSample;
import dev.linesweep.output.TrialsFile;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trial;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.State;
import dev.linesweep.spark.BlockMates;
import dev.linesweep.spark.Dl4jTasks;
import dev.linesweep.spark.PlainFit;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.SweepContext;
import dev.linesweep.spark.SweepFailure;
import dev.linesweep.spark.TrialCheck;
import dev.linesweep.spark.job.JobLabels;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spark.job.Tasks;
import dev.linesweep.spec.JobException;
import dev.linesweep.store.Identity;
import dev.linesweep.store.Journal;
import dev.linesweep.store.JournalIndex;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.SweepFolders;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Fits one trial of a sweep with plain DL4J and compares it with the journalled result. */
public final class ReplayRun {
  private final Request request;
  private final SparkHandle spark;
  private final Configuration hadoop;

  /**
   * Which trial to fit.
   *
   * @param out the sweep's folder; empty for the latest under {@code runs}
   * @param trial its id, the beginning of its id, its rank, or {@code best}
   */
  public record Request(String out, String trial) {}

  private ReplayRun(Request request, SparkHandle spark) {
    this.request = request;
    this.spark = spark;
    this.hadoop = spark.context().hadoopConfiguration();
  }

  /**
   * Fits and compares; writes nothing.
   *
   * @param notes takes notes on the journal for the user @throws JobException if the sweep or the
   *     trial does not exist, or its data has changed @throws SweepFailure if the fit fails
   */
  public static Replayed run(Request request, SparkHandle spark, Consumer<String> notes)
      throws IOException {
    return new ReplayRun(request, spark).run(notes);
  }

  private Replayed run(Consumer<String> notes) throws IOException {
    Dl4jLibraries.missingFor("replay")
        .ifPresent(
            missing -> {
              throw new JobException(missing + ".");
            });
    OutputFolder folder = SweepFolders.named(hadoop, request.out());
    TrialsFile.Place found = TrialFinder.find(folder, request.trial());
    Prepared prepared = Prepared.of(folder.spec(), spark);
    requireSameSweep(prepared, folder);
    Trial asked = TrialFinder.trial(prepared.plan(), found.id(), folder.toString());
    JournalIndex journal =
        JournalIndex.of(
            Journal.open(hadoop, folder.journal(), notes), JournalIndex.Agreement.NOT_CHECKED);
    Trial trial = found.state() == State.STOPPED ? stopped(asked, prepared.plan(), journal) : asked;
    Optional<JournalIndex.Found> journalled =
        journal.find(trial.trajectory().id().bits(), trial.epochs());
    PlainFit fit = fit(prepared, folder, trial, journalled);
    String trainedBy =
        journalled
            .map(block -> block.block().facts())
            .map(facts -> facts.engine() + " on " + facts.device())
            .orElse("");
    return new Replayed(folder.toString(), prepared, found, trainedBy, fit);
  }

  /** The trained part of a trial that was stopped: up to the last rung in the journal. */
  private static Trial stopped(Trial trial, SweepPlan plan, JournalIndex journal)
      throws IOException {
    int[] rungs = plan.brackets().epochs();
    for (int i = rungs.length - 1; i >= 0; i--) {
      if (rungs[i] < trial.epochs()
          && journal.find(trial.trajectory().id().bits(), rungs[i]).isPresent()) {
        return new Trial(trial.trajectory(), rungs[i]);
      }
    }
    return trial;
  }

  private static void requireSameSweep(Prepared prepared, OutputFolder folder) throws IOException {
    Identity there = folder.identity().orElseThrow();
    Identity now = prepared.identity();
    if (!prepared.fingerprint().equals(there.fields().get("data"))) {
      throw new JobException(
          "the data has changed since %s was written: %s now has other rows or values. Restore the old data, or run the job again with a new folder."
              .formatted(folder, prepared.data().description()));
    }
    if (!now.equals(there)) {
      throw new JobException(
          "the trials in %s have another split, training or engine than its job.yaml with this version of Linesweep: %s, not %s. Run the job again with a new folder."
              .formatted(folder, there.fields(), now.fields()));
    }
  }

  private PlainFit fit(
      Prepared prepared,
      OutputFolder folder,
      Trial trial,
      Optional<JournalIndex.Found> journalled) {
    Shared<SweepContext> context =
        prepared.broadcast(spark, folder, 0, prepared.settingsForOneTrial(spark));
    Snapshots recorded =
        journalled
            .map(found -> found.block().snapshots().column(found.column()))
            .orElseGet(() -> nothing(prepared.plan().shape()));
    BlockMates mates =
        journalled
            .map(
                found ->
                    BlockMates.of(
                        prepared.plan(),
                        trial.trajectory(),
                        found.block().trajectories(),
                        found.column()))
            .orElseGet(() -> BlockMates.alone(trial.trajectory()));
    try {
      return JobLabels.named(
          spark.context(),
          prepared.spec().name(),
          "replay a trial with plain DL4J",
          () ->
              Tasks.of(spark.context(), List.of(0))
                  .map(
                      new Dl4jTasks.FitAlone(
                          context,
                          new TrialCheck(trial, recorded, mates, trial.epochs(), EvenSample.ALL)))
                  .get(0));
    } catch (Exception failure) {
      // Spark throws checked exceptions that its methods do not declare.
      throw SweepFailure.of("the replay failed", failure);
    } finally {
      context.destroy();
    }
  }

  /** One column without epochs. */
  private static Snapshots nothing(Shape shape) {
    return Snapshots.none(1, shape.features(), shape.hasValidation());
  }
}
