package dev.linesweep.run;

import dev.linesweep.model.Baselines;
import dev.linesweep.output.ProvenanceJson;
import dev.linesweep.output.ReportFolder;
import dev.linesweep.output.SumsJson;
import dev.linesweep.output.TrialTable;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.report.CheckNote;
import dev.linesweep.report.Provenance;
import dev.linesweep.report.RankedSweep;
import dev.linesweep.report.SweepListener;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.console.ClosingText;
import dev.linesweep.report.page.BestFit;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.result.FittedTrial;
import dev.linesweep.result.OutputFile;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.State;
import dev.linesweep.spark.Curves;
import dev.linesweep.spark.Refit;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.SweepContext;
import dev.linesweep.spark.SweepFailure;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.store.EndedSweep;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Ranks the trials and writes the output folder, each file atomically. */
record FolderWriter(
    SweepRequest request,
    Prepared prepared,
    OutputFolder folder,
    SparkHandle spark,
    Shared<SweepContext> context,
    PhaseTimes times,
    SweepListener listener) {
  /** The longest wait for baselines once the trials are ranked. */
  private static final Duration SHORT_WAIT = Duration.ofSeconds(10);

  SweepOutcome write(Trained trained, BackgroundBaselines baselines) throws Exception {
    String job = SpecWriter.write(prepared.spec());
    folder.write(folder.job(), job);
    Ranking ranking = times.time("ranking", () -> trained.rank(prepared));
    TrialTable table = new TrialTable(ranking, prepared.sets());
    List<RankedTrial> first = ranking.top(1);
    Optional<Refit> refit = times.time("best model", () -> refit(first));
    Baselines simple = times.time("baselines", baselines::simple);
    ReportGatherer gathered =
        new ReportGatherer(prepared, simple, ClosingText.TOP, trained.stopReason(), refit);
    SweepTables tables = new SweepTables(folder, table, ranking, gathered);
    Curves journalled =
        times.time("curves", () -> curves(trained, ranking.leaders(Curves.LEADERS)));
    Curves curves = refit.map(Refit::curve).map(journalled::with).orElse(journalled);
    try (BestModel best = new BestModel(prepared, folder, spark, context, curves)) {
      best.check(refit.map(Refit::ranked).or(() -> first.stream().findFirst()));
      times.run("tables", tables::writeTrials);
      Baselines soon = times.time("baselines", () -> baselines.within(SHORT_WAIT, listener));
      listener.ranked(ranked(gathered.finish(soon), trained));
      times.run("tables", () -> tables.writeCurves(curves));
      SweepReport ranked = gathered.finish(times.time("baselines", baselines::all));
      BestFit fit = best.fit(ranked);
      CheckOutcome check = times.time("best model", () -> best.write(ranked, fit));
      SweepReport report = ranked.with(check.rounding(ranked));
      CheckNote note = check.note(report.winner().rounding());
      Provenance provenance =
          new Origins(request, prepared, spark, times)
              .of(trained, gathered.devices(), report, check.blas(), note);
      folder.write(folder.file(OutputFile.PROVENANCE), ProvenanceJson.of(provenance));
      PageSource source =
          gathered.source(
              report, fit, new PageSource.Origin(job, provenance, PageSource.LaterRun.NONE));
      times.run("page", () -> writePage(source));
      requireHolds(check);
      if (note.ran() && report.counts().left() == 0 && report.counts().failed() == 0) {
        noteEnd(note.sentence(), report);
      }
      return new SweepOutcome(
          folder.root().toString(),
          report.top().stream().map(FittedTrial::result).toList(),
          ranked(report, trained),
          note);
    }
  }

  /** The best setting trained on all training rows, if the leading trial saw only some of them. */
  private Optional<Refit> refit(List<RankedTrial> first) {
    return first.stream()
        .filter(leading -> leading.result().state() == State.COMPLETE)
        .map(leading -> leading.result().trial())
        .filter(trial -> trial.trajectory().hasFold())
        .map(trial -> Refit.of(spark.context(), context, prepared.plan(), trial))
        .findFirst();
  }

  private void noteEnd(String check, SweepReport report) throws IOException {
    EndedSweep.write(
        hadoop(),
        folder,
        Origins.version(),
        check,
        new EndedSweep.Asked(
            request.command().stamp(),
            prepared.data().stamp(),
            prepared.plan().trials(),
            prepared.data().notes()),
        SumsJson.of(report));
  }

  private RankedSweep ranked(SweepReport report, Trained trained) {
    return new RankedSweep(report, folder.toString(), trained.failed());
  }

  private Curves curves(Trained trained, List<Trajectory> leaders) throws Exception {
    return Curves.of(
        prepared.plan(),
        trained.journal(),
        leaders,
        spark.context(),
        context,
        trained.within(),
        trained.survivors()::lastEpoch);
  }

  private void writePage(PageSource source) throws IOException {
    ReportFolder pages = new ReportFolder(hadoop(), folder);
    pages.writePage(source, folder.report());
    if (!request.plots().isEmpty()) {
      pages.writePlots(source, new Path(request.plots()));
    }
  }

  private Configuration hadoop() {
    return spark.context().hadoopConfiguration();
  }

  /** Refuses results that plain DL4J does not confirm. */
  private void requireHolds(CheckOutcome outcome) {
    if (outcome instanceof CheckOutcome.Ran ran && !ran.check().holds()) {
      throw new SweepFailure(
          "the winner differs from what plain DL4J trains: %s. Do not trust the results in %s; please report this with the provenance.json there."
              .formatted(ran.check().disagreement(), folder),
          null);
    }
  }
}
