package dev.linesweep.run;

import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.SweepListener;
import dev.linesweep.result.OutputFile;
import dev.linesweep.result.Progress;
import dev.linesweep.result.StopWatch;
import dev.linesweep.result.SweepSize;
import dev.linesweep.spark.EarlierRuns;
import dev.linesweep.spark.Engines;
import dev.linesweep.spark.FanOut;
import dev.linesweep.spark.GpuUse;
import dev.linesweep.spark.Preflight;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.SweepContext;
import dev.linesweep.spark.SweepFailure;
import dev.linesweep.spark.table.RowSource;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.store.Checkpoints;
import dev.linesweep.store.FolderChoice;
import dev.linesweep.store.FolderLock;
import dev.linesweep.store.Identity;
import dev.linesweep.store.Journal;
import dev.linesweep.store.OutputFolder;
import dev.linesweep.text.Counted;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;

/** Runs a sweep, or what an earlier run left of it: load, plan, train, rank, write. */
public final class SweepRun {
  private final SweepRequest request;
  private final RowSource rows;
  private final SparkHandle spark;
  private final SweepListener listener;
  private final LatestProgress latest = new LatestProgress();
  private final PhaseTimes times;
  private final long began = System.nanoTime();

  private SweepRun(
      SweepRequest request, RowSource rows, SparkHandle spark, SweepListener listener) {
    this.request = request;
    this.rows = rows;
    this.spark = spark;
    this.listener = latest.and(listener);
    this.times = new PhaseTimes(listener::phase);
  }

  /** Runs the sweep on the data that its job names, as {@link #run} does on given rows. */
  public static SweepOutcome run(SweepRequest request, SparkHandle spark, SweepListener listener)
      throws InterruptedException {
    return run(request, new RowSource.Named(), spark, listener);
  }

  /**
   * Runs the sweep to its end.
   *
   * @throws dev.linesweep.spec.JobException where the job or its data cannot be run; nothing is
   *     written then
   * @throws SweepFailure where the sweep cannot go on
   * @throws InterruptedException where the thread is interrupted; finished blocks are kept
   */
  static SweepOutcome run(
      SweepRequest request, RowSource rows, SparkHandle spark, SweepListener listener)
      throws InterruptedException {
    try {
      return new SweepRun(request, rows, spark, listener).run();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new SweepFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private SweepOutcome run() throws Exception {
    name(request.spec().name());
    Engines.slowBecause(request.spec().engine().kind()).ifPresent(listener::note);
    Prepared prepared = times.time("data", () -> Prepared.of(request.spec(), rows, spark));
    request.budget().requireRoomIn(prepared.plan());
    Identity identity = prepared.identity();
    OutputFolder folder =
        OutputFolder.forRun(hadoop(), path(prepared), identity, request.target().fresh());
    requireTrialsKept(prepared, folder);
    prepared.data().notes().forEach(listener::note);
    Optional<SweepOutcome> finished =
        new FinishedSweep(request, prepared, folder, hadoop(), listener).outcome();
    if (finished.isPresent()) {
      return finished.get();
    }
    Preflight.check(spark, prepared.spec(), folder);
    try (OutputFolder.Claim claim =
        folder.claim(
            identity, request.target().fresh(), holder(), Thread.currentThread()::interrupt)) {
      claim.removed().forEach(name -> listener.note("removed " + folder.file(name)));
      requireTrialsKept(prepared, folder);
      folder.begin(SpecWriter.write(prepared.spec()));
      return keepingStatus(prepared, folder, claim.lock());
    }
  }

  private SweepOutcome keepingStatus(Prepared prepared, OutputFolder folder, FolderLock lock)
      throws Exception {
    try {
      return new StatusKeeper(
              status -> folder.write(folder.file(OutputFile.STATUS), status.toJson()),
              prepared.plan().trials(),
              request.strict(),
              latest::progress,
              lock::held)
          .keep(() -> trainAndWrite(prepared, folder));
    } catch (Exception e) {
      if (folder.isRemoved()) {
        throw new SweepFailure(folder.removed(), e);
      }
      if (lock.held()) {
        throw e;
      }
      Thread.interrupted(); // it stood for the lock
      throw new SweepFailure(
          "another run has taken over %s, so this one stops. What it finished is kept."
              .formatted(folder),
          e);
    }
  }

  private SweepOutcome trainAndWrite(Prepared prepared, OutputFolder folder) throws Exception {
    Journal journal = journal(folder);
    GpuUse gpus = prepared.gpuUse(spark);
    gpus.lost().ifPresent(listener::note);
    Broadcast<SweepContext> context =
        prepared.broadcast(spark, folder, journal.nextRun(), gpus.settings());
    try (BackgroundBaselines baselines = BackgroundBaselines.start(prepared)) {
      Trained trained =
          times.time("training", () -> train(prepared.plan(), folder, journal, context, gpus));
      if (folder.isRemoved()) {
        throw new SweepFailure(folder.removed(), null);
      }
      QuickerEngine.note(
              prepared.plan(), times.of("training"), spark.context().defaultParallelism())
          .ifPresent(listener::note);
      return new FolderWriter(request, prepared, folder, spark, context, times, listener)
          .write(trained, baselines);
    } finally {
      context.destroy(false);
    }
  }

  /** As it stands now. */
  private Journal journal(OutputFolder folder) throws IOException {
    return Journal.open(hadoop(), folder.journal(), listener::note);
  }

  /** Names the sweep in Spark's UI. */
  private void name(String sweep) {
    spark.context().setJobGroup("linesweep " + sweep, "Linesweep: " + sweep, true);
  }

  private Path path(Prepared prepared) throws IOException {
    if (!request.target().out().isEmpty()) {
      return new Path(request.target().out());
    }
    FolderChoice choice = FolderChoice.of(hadoop(), prepared.spec(), prepared.identity());
    choice.note().ifPresent(listener::note);
    return choice.path();
  }

  private void requireTrialsKept(Prepared prepared, OutputFolder folder) throws IOException {
    if (!request.target().fresh() && !request.target().overwrite()) {
      folder.jobTrials().requireKept(prepared.spec());
    }
  }

  private FolderLock.Holder holder() {
    return new FolderLock.Holder(
        spark.context().sc().applicationId(),
        spark.attempt(),
        SparkEnv.get().blockManager().blockManagerId().host(),
        ProcessHandle.current().pid(),
        Instant.now());
  }

  private Trained train(
      SweepPlan plan,
      OutputFolder folder,
      Journal journal,
      Broadcast<SweepContext> context,
      GpuUse gpus)
      throws IOException, InterruptedException {
    Duration reading = Duration.ofNanos(System.nanoTime() - began);
    EarlierRuns earlier = EarlierRuns.of(plan, journal);
    Progress before = earlier.progress();
    Budget budget = request.budget();
    Work work = Work.of(plan, context.value().metric(), earlier, journal, budget);
    if (before.done() == 0) {
      budget.unreached(plan, work.blocks()).ifPresent(listener::note);
    }
    listener.started(size(plan, work.blocks(), before.done()));
    latest.begin(before);
    long deadline = budget.time().map(limit -> began + limit.toNanos()).orElse(Long.MAX_VALUE);
    FanOut.Result result =
        new FanOut(spark.context(), context, folder, listener, before, deadline, work::isEnough)
            .run(work.tasks(gpus, spark.context().defaultParallelism()));
    boolean stopped = work.isEnough(result.outcomes());
    Progress end = before.with(result.outcomes(), context.value().metric());
    if (stopped) {
      work.stop().ifPresent(stop -> listener.note(stopped(stop, plan, end.done())));
    } else if (!budget.isNone() && end.done() < plan.trials()) {
      listener.note(budget.stopped(!result.inTime(), end, before.done(), reading));
    } else if (work.stop().isPresent() && end.done() >= plan.trials()) {
      listener.note("stop: the rule did not hold before the last trial");
    }
    if ((stopped || end.done() >= plan.trials()) && end.failed() == 0) {
      Checkpoints.removeAll(hadoop(), folder.journal());
    }
    return new Trained(
        journal(folder),
        result.outcomes(),
        result.lostExecutors(),
        work.stop().filter(s -> stopped));
  }

  /**
   * @param trained also those that were in training when the rule held
   */
  private static String stopped(StopWatch stop, SweepPlan plan, long trained) {
    long counted = (long) stop.within().cardinality() * plan.epochs().length;
    long more = trained - counted;
    return String.format(
        Locale.ROOT,
        "%s after %,d of %s; the others are left out%s",
        stop.reason(),
        counted,
        Counted.of(plan.trials(), "trial"),
        more > 0
            ? String.format(
                Locale.ROOT, " (%,d were trained at the same time, and stay in the journal)", more)
            : "");
  }

  private SweepSize size(SweepPlan plan, List<Block> blocks, long journalled) {
    double cost = blocks.stream().mapToDouble(Block::cost).sum();
    long trajectories = blocks.stream().mapToLong(Block::size).sum();
    return new SweepSize(
        plan.trials(),
        plan.trajectories(),
        journalled,
        journalled + trajectories * plan.epochs().length,
        blocks.size(),
        cost,
        spark.context().defaultParallelism());
  }

  private Configuration hadoop() {
    return spark.context().hadoopConfiguration();
  }
}
