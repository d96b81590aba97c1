package dev.linesweep.run;

import dev.linesweep.engine.Dl4jLibraries;
import dev.linesweep.engine.check.EquivalenceGate;
import dev.linesweep.engine.check.EvenSample;
import dev.linesweep.engine.dl4j.ModelExport;
import dev.linesweep.model.LinearModel;
import dev.linesweep.output.ModelJson;
import dev.linesweep.output.PathFile;
import dev.linesweep.output.PredictionsFile;
import dev.linesweep.plan.CostModel;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.plan.Trial;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.page.BestFit;
import dev.linesweep.result.OutputFile;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.State;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spark.BlockMates;
import dev.linesweep.spark.Curve;
import dev.linesweep.spark.Curves;
import dev.linesweep.spark.Dl4jTasks;
import dev.linesweep.spark.PlainFit;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.SweepContext;
import dev.linesweep.spark.SweepFailure;
import dev.linesweep.spark.TrialCheck;
import dev.linesweep.spark.job.JobLabels;
import dev.linesweep.spark.job.PendingResults;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spark.job.Tasks;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Writes {@code best/}: the winner as models, its predictions and its course over the epochs. */
final class BestModel implements AutoCloseable {
  /**
   * The share of the expected training time that plain DL4J may take to fit all of the winner's
   * epochs. The later epochs are only compared.
   */
  private static final double LATER_EPOCHS = 0.25;

  /**
   * The most optimizer steps that are judged: as many epochs as fit into them, and at least one.
   */
  private static final int EARLY_STEPS = 1000;

  private static final String NOT_FITTED = "plain DL4J could not fit the best trial";

  private final Prepared prepared;
  private final OutputFolder folder;
  private final SparkHandle spark;
  private final Shared<SweepContext> context;
  private final Curves curves;
  private @Nullable Checking checking;

  /** A fit that was started, and what it fits; or why none was. */
  private record Checking(
      TrialResult winner, Optional<PendingResults<PlainFit>> fit, Optional<String> missing) {}

  BestModel(
      Prepared prepared,
      OutputFolder folder,
      SparkHandle spark,
      Shared<SweepContext> context,
      Curves curves) {
    this.prepared = prepared;
    this.folder = folder;
    this.spark = spark;
    this.context = context;
    this.curves = curves;
  }

  /**
   * Starts to fit the winner with plain DL4J, in a job of one task, so that a cluster's driver
   * needs no ND4J. {@link #write} waits for it. *
   *
   * <p>Does nothing if no trial completed.
   *
   * @param best the best trial, if there is one
   */
  void check(Optional<RankedTrial> best) throws IOException {
    if (best.isEmpty() || best.get().result().state() != State.COMPLETE) {
      return;
    }
    TrialResult winner = best.get().result();
    Optional<String> missing = Dl4jLibraries.missingFor("it");
    checking =
        new Checking(
            winner, missing.isPresent() ? Optional.empty() : Optional.of(begin(winner)), missing);
  }

  private PendingResults<PlainFit> begin(TrialResult winner) throws IOException {
    return JobLabels.named(
        spark.context(),
        prepared.spec().name(),
        "check the best trial with plain DL4J",
        () ->
            Tasks.of(spark.context(), List.of(0))
                .mapAsync(fitAlone(winner.trial(), curve(winner.trial()))));
  }

  private Dl4jTasks.FitAlone fitAlone(Trial winner, Curve curve) {
    return new Dl4jTasks.FitAlone(
        context,
        new TrialCheck(
            winner,
            curve.snapshots().column(curve.column()),
            BlockMates.of(prepared.plan(), curve.trajectory(), curve.ids(), curve.column()),
            lastEpoch(winner),
            EvenSample.SMALL));
  }

  /**
   * All epochs if that costs little, else the early ones. The decision depends only on the job and
   * the shape of its data, so that the same job always decides alike.
   */
  private int lastEpoch(Trial winner) {
    SweepPlan plan = prepared.plan();
    int batch = winner.trajectory().batchSize();
    double all = CostModel.DL4J.seconds(plan.shape(), batch, winner.epochs(), 1);
    int early =
        Math.max(
            1,
            Math.min(
                EquivalenceGate.LAST_GATED, EARLY_STEPS / CostModel.steps(plan.shape(), batch)));
    return all <= LATER_EPOCHS * plan.cost() ? winner.epochs() : Math.min(winner.epochs(), early);
  }

  private Curve curve(Trial winner) throws IOException {
    return curves.of(winner.trajectory()).orElseThrow();
  }

  /** The winner's predictions and its course over the epochs; empty if no trial completed. */
  BestFit fit(SweepReport report) throws IOException {
    Optional<LinearModel> model = report.bestModel();
    if (model.isEmpty()) {
      return BestFit.NONE;
    }
    Trial winner = report.best().orElseThrow().result().trial();
    return new BestFit(
        Predictions.of(model.get(), prepared.data().matrix(), prepared.samples()),
        CurvePoints.path(curve(winner), winner.epochs(), prepared.samples()));
  }

  /** Writes the folder if a trial completed, and returns the check of the winner by plain DL4J. */
  CheckOutcome write(SweepReport report, BestFit fit) throws IOException, InterruptedException {
    if (report.best().isEmpty() || checking == null) {
      return new CheckOutcome.NoWinner();
    }
    folder.write(folder.file(OutputFile.MODEL), ModelJson.of(report).orElseThrow());
    WinnerPipeline.write(
        folder,
        prepared.spec().data(),
        prepared.data().encoder(),
        report.bestModel().orElseThrow(),
        checking.winner().id().toString());
    writeNetwork(checking);
    new PredictionsFile(folder).write(fit.predictions());
    new PathFile(folder).write(fit.path());
    if (prepared.data().encoder().isPresent()) {
      folder.write(folder.file(OutputFile.ENCODER), prepared.data().encoder().get().toJson());
    }
    return await(checking);
  }

  /**
   * Removes the network of an earlier winner if DL4J, which is needed to describe one, is missing.
   */
  private void writeNetwork(Checking begun) throws IOException {
    if (begun.missing().isPresent()) {
      folder.remove(folder.file(OutputFile.NETWORK));
      return;
    }
    byte[] network = network(begun.winner());
    folder.write(folder.file(OutputFile.NETWORK), out -> out.write(network));
  }

  private byte[] network(TrialResult winner) throws IOException {
    Trajectory trajectory = winner.trial().trajectory();
    return ModelExport.zip(
        prepared.spec().training().loss(),
        trajectory,
        winner.weights(),
        prepared.sets().of(trajectory.fold()));
  }

  /** A check that cannot run does not count against the results, so the sweep continues. */
  private CheckOutcome await(Checking begun) throws InterruptedException {
    if (begun.fit().isEmpty()) {
      return new CheckOutcome.NotRun(
          begun.missing().orElseThrow() + ". For the same reason there is no best/model.zip.");
    }
    try {
      return new CheckOutcome.Ran(
          new WinnerCheck(begun.fit().get().get().get(0), lastEpoch(begun.winner().trial())));
    } catch (ExecutionException e) {
      SweepFailure failure = SweepFailure.of(NOT_FITTED, e);
      return new CheckOutcome.NotRun(String.valueOf(failure.getMessage()));
    }
  }

  /** Ends a check that is no longer needed. */
  @Override
  public void close() {
    if (checking != null) {
      checking.fit().ifPresent(PendingResults::cancel);
    }
  }
}
