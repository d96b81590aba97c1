package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.Baselines;
import dev.linesweep.result.BlockOutcome;
import dev.linesweep.result.Progress;
import dev.linesweep.result.RankingMetric;
import dev.linesweep.result.SweepListener;
import dev.linesweep.result.SweepSize;
import dev.linesweep.store.FolderLock;
import dev.linesweep.store.Identity;
import dev.linesweep.store.Journal;
import dev.linesweep.store.JournalIndex;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.LongPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;

/** Runs a sweep, or what an earlier run left of it: load, plan, train, rank, write. */
public final class SweepRun {
  private final SweepRequest request;
  private final SparkHandle spark;
  private final SweepListener listener;
  private final PhaseTimes times = new PhaseTimes();
  private volatile Progress progress = new Progress(0, 0, 0, 0, Double.NaN, 0);

  private SweepRun(SweepRequest request, SparkHandle spark, SweepListener listener) {
    this.request = request;
    this.spark = spark;
    this.listener = listener;
  }

  /**
   * Runs the sweep to its end.
   *
   * @throws dev.linesweep.spec.JobException where the job or its data cannot be run; nothing is
   *     written then
   * @throws SweepFailure where the sweep cannot go on
   * @throws InterruptedException where the thread is interrupted; finished blocks are kept
   */
  public static SweepOutcome run(SweepRequest request, SparkHandle spark, SweepListener listener)
      throws InterruptedException {
    try {
      return new SweepRun(request, spark, listener).run();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new SweepFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private SweepOutcome run() throws Exception {
    name(request.spec().name());
    Engines.slowBecause(request.spec().engine()).ifPresent(listener::note);
    Prepared prepared = times.time("data", () -> Prepared.of(request.spec(), spark));
    prepared.data().notes().forEach(listener::note);
    Identity identity = prepared.identity();
    OutputFolder folder = OutputFolder.forRun(hadoop(), path(identity), identity, request.fresh());
    Preflight.check(spark, prepared.spec(), folder);
    try (OutputFolder.Claim claim =
        folder.claim(identity, request.fresh(), holder(), Thread.currentThread()::interrupt)) {
      claim.removed().forEach(name -> listener.note("removed " + folder.file(name)));
      return new StatusKeeper(folder, prepared.plan().trials(), request.strict(), () -> progress)
          .keep(() -> trainAndWrite(prepared, folder));
    }
  }

  private SweepOutcome trainAndWrite(Prepared prepared, OutputFolder folder) throws Exception {
    Future<Baselines> baselines = prepared.baselinesInBackground();
    Journal journal = Journal.open(hadoop(), folder.journal(), listener::note);
    Broadcast<SweepContext> context = broadcast(prepared, folder, journal.nextRun());
    try {
      List<BlockOutcome> outcomes =
          times.time("training", () -> train(prepared.plan(), journal, context));
      return new SweepResults(request, prepared, folder, spark, context, times, listener)
          .write(outcomes, baselines.get());
    } finally {
      context.destroy(false);
    }
  }

  /** Names the sweep in Spark's UI. */
  private void name(String sweep) {
    spark.context().setJobGroup("linesweep " + sweep, "Linesweep: " + sweep, true);
  }

  private Path path(Identity identity) {
    return request.out().isEmpty()
        ? OutputFolder.defaultPath(new Path("runs"), request.spec().name(), identity)
        : new Path(request.out());
  }

  private FolderLock.Holder holder() {
    return new FolderLock.Holder(
        spark.context().sc().applicationId(),
        spark.attempt(),
        SparkEnv.get().blockManager().blockManagerId().host(),
        ProcessHandle.current().pid(),
        Instant.now());
  }

  private List<BlockOutcome> train(SweepPlan plan, Journal journal, Broadcast<SweepContext> context)
      throws IOException, InterruptedException {
    List<Block> blocks = plan.blocks(missing(plan, journal));
    long toTrain = blocks.stream().mapToLong(Block::size).sum() * plan.epochs().length;
    long journalled = plan.trials() - toTrain;
    listener.started(size(plan, blocks, journalled));
    RankingMetric metric = context.value().metric();
    return new FanOut(
            spark.context(),
            listener,
            outcomes -> {
              progress = BlockOutcome.progress(outcomes, journalled, plan.trials(), metric);
              return progress;
            })
        .run(blocks, context);
  }

  private static LongPredicate missing(SweepPlan plan, Journal journal) throws IOException {
    if (journal.fileCount() == 0) {
      return number -> true;
    }
    JournalIndex index = JournalIndex.of(journal, JournalIndex.Agreement.NOT_CHECKED);
    int[] epochs = plan.epochs();
    return number -> !index.holds(plan.trajectory(number).id().bits(), epochs);
  }

  private Broadcast<SweepContext> broadcast(Prepared prepared, OutputFolder folder, int run) {
    return spark.context().broadcast(SweepContext.of(prepared, folder, run, spark));
  }

  private SweepSize size(SweepPlan plan, List<Block> blocks, long journalled) {
    double cost = blocks.stream().mapToDouble(Block::cost).sum();
    return new SweepSize(
        plan.trials(),
        plan.trajectories(),
        journalled,
        blocks.size(),
        cost,
        spark.context().defaultParallelism());
  }

  private Configuration hadoop() {
    return spark.context().hadoopConfiguration();
  }
}
