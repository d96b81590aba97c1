package dev.linesweep.spark;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.ClosingSummary;
import dev.linesweep.report.Column;
import dev.linesweep.report.FailureText;
import dev.linesweep.report.LeadingTrial;
import dev.linesweep.report.RankedTable;
import dev.linesweep.report.ReportCollector;
import dev.linesweep.report.SummaryCsv;
import dev.linesweep.report.SweepReport;
import dev.linesweep.report.TrialTable;
import dev.linesweep.report.page.PageCurves;
import dev.linesweep.report.page.PageSource;
import dev.linesweep.report.page.PageTrials;
import dev.linesweep.result.Baselines;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.BlockSource;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.SweepListener;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.store.AtomicFile;
import dev.linesweep.store.Journal;
import dev.linesweep.store.JournalIndex;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.ParquetFile;
import dev.linesweep.store.ReportFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** Ranks what was trained and writes the output folder, each file whole. */
final class SweepResults {
  private static final int TOP = 10;
  private static final String BEST = "best/";
  private static final List<String> FILES =
      List.of("summary.csv", "trials.parquet", "curves.parquet", BEST, "report.html", "job.yaml");

  private final SweepRequest request;
  private final Prepared prepared;
  private final SweepPlan plan;
  private final OutputFolder folder;
  private final SparkHandle spark;
  private final Configuration hadoop;
  private final Broadcast<SweepContext> context;
  private final PhaseTimes times;
  private final SweepListener listener;
  private final PageTrials trials;
  private final PageCurves pageCurves;
  private final Set<String> devices = new TreeSet<>();

  SweepResults(
      SweepRequest request,
      Prepared prepared,
      OutputFolder folder,
      SparkHandle spark,
      Broadcast<SweepContext> context,
      PhaseTimes times,
      SweepListener listener) {
    this.request = request;
    this.prepared = prepared;
    this.plan = prepared.plan();
    this.folder = folder;
    this.spark = spark;
    this.hadoop = spark.context().hadoopConfiguration();
    this.context = context;
    this.times = times;
    this.listener = listener;
    this.trials = new PageTrials(plan, prepared.metric());
    this.pageCurves = new PageCurves(trials::curves);
  }

  SweepOutcome write(List<BlockOutcome> outcomes, int lostExecutors, Baselines baselines)
      throws Exception {
    Journal journal = Journal.open(hadoop, folder.journal(), listener::note);
    Ranking ranking = times.time("ranking", () -> rank(journal, outcomes));
    TrialTable table = new TrialTable(plan, prepared.samples());
    SweepReport report = times.time("summary", () -> writeSummary(table, ranking, baselines));
    String closing = closing(report, FailureText.of(outcomes));
    listener.ranked(closing);
    Curves curves = times.time("curves", () -> curves(journal, ranking));
    BestModel best = new BestModel(prepared, folder, spark, context, curves);
    times.time("tables", () -> writeTables(table, ranking, curves));
    best.check(report); // Not beside the tables: see WarmUp on loading native libraries.
    AtomicFile.write(hadoop, folder.job(), SpecWriter.write(request.spec()));
    Optional<WinnerCheck> check = times.time("best model", () -> best.write(report));
    Provenance provenance =
        new Provenance(
            request, prepared, spark, times, outcomes, lostExecutors, List.copyOf(devices));
    AtomicFile.write(hadoop, folder.provenance(), provenance.toJson(check));
    writePage(report);
    requireEquivalence(check);
    return outcome(report, closing, check);
  }

  private Ranking rank(Journal journal, List<BlockOutcome> outcomes) throws IOException {
    BlockSource blocks =
        sink -> {
          journal.forEach(sink);
          outcomes.stream().filter(BlockOutcome::isFailed).map(this::failed).forEach(sink);
        };
    return Ranking.of(plan, blocks, prepared.metric());
  }

  /** A block without results; the journal does not keep it, so the next run tries it again. */
  private TrainedBlock failed(BlockOutcome outcome) {
    long[] ids = plan.ids(outcome.block());
    Snapshots none =
        Snapshots.allocate(
            ids.length, plan.shape().features(), plan.shape().validationRows() > 0, plan.epochs());
    return new TrainedBlock(ids, none, outcome.facts(), outcome.error());
  }

  /** The summary and what people read, in one pass over the ranks. */
  private SweepReport writeSummary(TrialTable table, Ranking ranking, Baselines baselines)
      throws IOException {
    ReportCollector collector = ReportCollector.of(plan, prepared.samples(), TOP);
    AtomicFile.write(
        hadoop,
        folder.summary(),
        out ->
            SummaryCsv.write(
                table,
                ranking,
                trial -> {
                  devices.add(trial.result().facts().device());
                  collector.accept(trial.rank(), trial.result());
                  trials.accept(trial);
                },
                out));
    return collector.finish(prepared.samples(), baselines);
  }

  private @Nullable Void writeTables(TrialTable table, Ranking ranking, Curves curves)
      throws IOException {
    write(
        folder.trials(),
        table.columnsWithFacts(),
        sink -> ranking.forEach(table::rowWithFacts, sink));
    write(folder.curves(), CurveTables.CURVES, CurveTables.curves(curves, pageCurves));
    return null;
  }

  /** The page, and the plots where they were asked for. */
  private void writePage(SweepReport report) throws IOException {
    ReportFolder pages = new ReportFolder(hadoop, folder);
    PageSource source = pages.read(report, trials, pageCurves);
    pages.writePage(source, folder.report());
    if (!request.plots().isEmpty()) {
      pages.writePlots(source, new Path(request.plots()));
    }
  }

  private Curves curves(Journal journal, Ranking ranking) throws IOException {
    if (plan.trajectories() > SweepPlan.MAX_CURVES) {
      CurveSampler sampler = new CurveSampler(spark.context(), context, plan);
      return sampler.sample(ranking.top(sampler.leadersNeeded()));
    }
    return new Curves.Journalled(plan, JournalIndex.of(journal, agreement()));
  }

  /** What two runs over a folder trained alike must agree; dl4j rounds by the width of a block. */
  private JournalIndex.Agreement agreement() {
    return prepared.spec().engine() == EngineKind.FUSED
        ? JournalIndex.Agreement.sameBits()
        : JournalIndex.Agreement.NOT_CHECKED;
  }

  private void requireEquivalence(Optional<WinnerCheck> check) {
    check
        .filter(found -> !found.holds())
        .ifPresent(
            found -> {
              throw new SweepFailure(
                  "the winner is not what plain DL4J trains: "
                      + found.disagreement()
                      + ". The results are in "
                      + folder
                      + " but are not to be trusted; please report this with its provenance.json.",
                  null);
            });
  }

  private String closing(SweepReport report, String failures) {
    String table = RankedTable.of(report, TOP, request.width()) + "\n\n";
    return (report.top().isEmpty() ? "" : table)
        + ClosingSummary.of(report, folder.toString(), files(report), request.width())
        + (failures.isEmpty() ? "" : "\n\n" + failures)
        + "\n";
  }

  private static List<String> files(SweepReport report) {
    return FILES.stream().filter(file -> !file.equals(BEST) || report.best().isPresent()).toList();
  }

  private SweepOutcome outcome(SweepReport report, String closing, Optional<WinnerCheck> check) {
    return new SweepOutcome(
        folder.root().toString(),
        report.counts().complete(),
        report.counts().diverged(),
        report.counts().failed(),
        report.counts().left(),
        report.top().stream().map(LeadingTrial::result).toList(),
        report.bestModel().stream().toList(),
        closing,
        check.map(WinnerCheck::sentence));
  }

  private void write(Path file, List<Column> columns, ParquetFile.Rows rows) throws IOException {
    AtomicFile.write(hadoop, file, out -> ParquetFile.write(out, columns, rows));
  }
}
