package dev.linesweep.spark;

import dev.linesweep.report.SweepReport;
import dev.linesweep.report.TrialTable;
import dev.linesweep.result.Baselines;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.SweepListener;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.store.OutputFolder;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;

/** Ranks what was trained and writes the output folder, each file whole. */
record SweepResults(
    SweepRequest request,
    Prepared prepared,
    OutputFolder folder,
    SparkHandle spark,
    Broadcast<SweepContext> context,
    PhaseTimes times,
    SweepListener listener) {

  SweepOutcome write(Trained trained, Baselines baselines) throws Exception {
    Ranking ranking = times.time("ranking", () -> trained.rank(prepared));
    GatheredReport gathered = new GatheredReport(prepared, baselines, ClosingText.TOP);
    TrialTable table = new TrialTable(prepared.plan(), prepared.samples());
    SweepTables tables = new SweepTables(folder, table, ranking, gathered);
    times.run("summary", tables::writeSummary);
    SweepReport report = gathered.finish();
    String closing = ClosingText.of(report, folder, trained.outcomes(), request.width());
    listener.ranked(closing);
    Curves curves = times.time("curves", () -> curves(trained, ranking));
    times.run(
        "tables",
        () -> {
          tables.writeTrials();
          tables.writeCurves(curves);
        });
    Optional<WinnerCheck> check = writeBest(report, curves);
    folder.write(
        folder.provenance(),
        new Provenance(
                request,
                prepared,
                spark,
                times,
                trained,
                gathered.devices(),
                report.data(),
                report.facts().curvature())
            .toJson(check));
    gathered.writePage(spark.context().hadoopConfiguration(), folder, report, request.plots());
    check.ifPresent(found -> found.requireHolds(folder));
    return SweepOutcome.of(folder, report, closing, check);
  }

  private Curves curves(Trained trained, Ranking ranking) throws Exception {
    return Curves.of(prepared.plan(), trained.journal(), ranking, spark.context(), context);
  }

  /** Not beside the tables: see {@link WarmUp} on loading native libraries. */
  private Optional<WinnerCheck> writeBest(SweepReport report, Curves curves) throws Exception {
    BestModel best = new BestModel(prepared, folder, spark, context, curves);
    best.check(report);
    folder.write(folder.job(), SpecWriter.write(request.spec()));
    return times.time("best model", () -> best.write(report));
  }
}
