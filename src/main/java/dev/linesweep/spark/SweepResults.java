package dev.linesweep.spark;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.SummaryCsv;
import dev.linesweep.report.TrialTable;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.BlockSource;
import dev.linesweep.result.LinearModel;
import dev.linesweep.result.RankedTrial;
import dev.linesweep.result.Ranking;
import dev.linesweep.result.Snapshots;
import dev.linesweep.result.State;
import dev.linesweep.result.SweepListener;
import dev.linesweep.result.TrainedBlock;
import dev.linesweep.result.TrialResult;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.store.AtomicFile;
import dev.linesweep.store.Journal;
import dev.linesweep.store.JournalIndex;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.store.ParquetFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Ranks what was trained and writes the output folder, each file whole. */
final class SweepResults {
  private static final int TOP = 10;

  private final SweepRequest request;
  private final Prepared prepared;
  private final SweepPlan plan;
  private final OutputFolder folder;
  private final Configuration hadoop;
  private final PhaseTimes times;
  private final SweepListener listener;

  SweepResults(
      SweepRequest request,
      Prepared prepared,
      OutputFolder folder,
      SparkHandle spark,
      PhaseTimes times,
      SweepListener listener) {
    this.request = request;
    this.prepared = prepared;
    this.plan = prepared.plan();
    this.folder = folder;
    this.hadoop = spark.context().hadoopConfiguration();
    this.times = times;
    this.listener = listener;
  }

  SweepOutcome write(List<BlockOutcome> outcomes) throws Exception {
    Journal journal = folder.journal(listener::note);
    Ranking ranking = times.time("ranking", () -> rank(journal, outcomes));
    times.time("summary", () -> writeTables(ranking));
    JournalIndex index = JournalIndex.of(journal, JournalIndex.Agreement.NOT_CHECKED);
    write("curves.parquet", CurveRows.COLUMNS, new CurveRows(plan, index));
    AtomicFile.write(hadoop, folder.path("job.yaml"), SpecWriter.write(request.spec()));
    List<TrialResult> top = ranking.top(TOP).stream().map(RankedTrial::result).toList();
    Map<State, Long> counts = ranking.counts();
    List<LinearModel> models =
        top.stream()
            .limit(1)
            .filter(trial -> trial.state() == State.COMPLETE)
            .map(trial -> LinearModel.of(trial.weights(), prepared.samples()))
            .toList();
    return new SweepOutcome(
        folder.path("").toString(),
        counts.getOrDefault(State.COMPLETE, 0L),
        counts.getOrDefault(State.DIVERGED, 0L),
        counts.getOrDefault(State.FAILED, 0L),
        top,
        models,
        "closing " + counts + " " + models.stream().map(LinearModel::equation).toList() + "\n");
  }

  private Ranking rank(Journal journal, List<BlockOutcome> outcomes) throws IOException {
    BlockSource blocks =
        sink -> {
          journal.forEach(sink);
          outcomes.stream().filter(BlockOutcome::isFailed).map(this::failed).forEach(sink);
        };
    return Ranking.of(plan, blocks, prepared.samples()::labelVariance);
  }

  /** A block without results; the journal does not keep it, so the next run tries it again. */
  private TrainedBlock failed(BlockOutcome outcome) {
    long[] ids =
        Arrays.stream(outcome.block().trajectories())
            .map(number -> plan.trajectory(number).id().bits())
            .toArray();
    Snapshots none =
        Snapshots.allocate(
            ids.length, plan.shape().features(), plan.shape().validationRows() > 0, plan.epochs());
    return new TrainedBlock(ids, none, outcome.facts(), outcome.error());
  }

  private Ranking writeTables(Ranking ranking) throws IOException {
    TrialTable table = new TrialTable(plan, prepared.samples());
    AtomicFile.write(
        hadoop, folder.path("summary.csv"), out -> SummaryCsv.write(table, ranking, out));
    write(
        "trials.parquet",
        table.columnsWithFacts(),
        sink -> ranking.forEach(table::rowWithFacts, sink));
    return ranking;
  }

  private void write(String name, List<dev.linesweep.report.Column> columns, ParquetFile.Rows rows)
      throws IOException {
    AtomicFile.write(hadoop, folder.path(name), out -> ParquetFile.write(out, columns, rows));
  }
}
