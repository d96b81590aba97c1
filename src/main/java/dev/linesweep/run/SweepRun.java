package dev.linesweep.run;

import dev.linesweep.engine.Dl4jLibraries;
import dev.linesweep.output.StatusJson;
import dev.linesweep.report.SweepListener;
import dev.linesweep.result.OutputFile;
import dev.linesweep.spark.GpuUse;
import dev.linesweep.spark.Preflight;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.SweepContext;
import dev.linesweep.spark.SweepFailure;
import dev.linesweep.spark.job.JobLabels;
import dev.linesweep.spark.job.Shared;
import dev.linesweep.spark.table.RowSource;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.SpecWriter;
import dev.linesweep.store.FolderChoice;
import dev.linesweep.store.FolderLock;
import dev.linesweep.store.Identity;
import dev.linesweep.store.Journal;
import dev.linesweep.store.OutputFolder;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;

/** Runs a sweep, or what an earlier run left of it: load, plan, train, rank, write. */
public final class SweepRun {
  private final SweepRequest request;
  private final RowSource rows;
  private final SparkHandle spark;
  private final SweepListener listener;
  private final LatestProgress latest = new LatestProgress(System::nanoTime);
  private final PhaseTimes times;
  private final long began = System.nanoTime();
  private final Clock clock = Clock.systemUTC();
  private final Instant since = clock.instant();

  private SweepRun(
      SweepRequest request, RowSource rows, SparkHandle spark, SweepListener listener) {
    this.request = request;
    this.rows = rows;
    this.spark = spark;
    this.listener = latest.and(listener, request.command().caller()::told);
    this.times = new PhaseTimes(listener, Ticks.every(PhaseTimes.PATIENCE));
  }

  /** Runs the sweep on the data that its job names, as {@link #run} does on the given rows. */
  public static SweepOutcome run(SweepRequest request, SparkHandle spark, SweepListener listener)
      throws InterruptedException {
    return run(request, new RowSource.Named(), spark, listener);
  }

  /**
   * Runs the sweep to its end.
   *
   * @throws dev.linesweep.spec.JobException if the job or its data cannot be run; nothing is
   *     written then @throws SweepFailure if the sweep cannot continue @throws InterruptedException
   *     if the thread is interrupted; finished blocks are kept
   */
  public static SweepOutcome run(
      SweepRequest request, RowSource rows, SparkHandle spark, SweepListener listener)
      throws InterruptedException {
    String name = request.spec().name();
    return Told.to(
        request.command().caller(),
        () ->
            Told.before(
                () ->
                    JobLabels.together(
                        spark.context(),
                        "linesweep " + name,
                        "linesweep-" + UUID.randomUUID(),
                        () -> new SweepRun(request, rows, spark, listener).run())));
  }

  private SweepOutcome run() throws Exception {
    requireEngine(request.spec().engine().kind(), request.spec().training().loss());
    spark.awaitExecutors(listener::note);
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
      track(folder, tracking -> tracking.sendAfterNothing(holder()));
      return finished.get();
    }
    Preflight.check(spark, prepared.spec(), folder).forEach(listener::note);
    FolderLock.Holder holder = holder();
    FolderLock.Watcher watcher = new LockNotes(Thread.currentThread(), listener::note);
    try (OutputFolder.Claim claim =
        times.time(
            "folder", () -> folder.claim(identity, request.target().fresh(), holder, watcher))) {
      claim.removed().forEach(name -> listener.note("removed " + folder.file(name)));
      requireTrialsKept(prepared, folder);
      folder.begin(SpecWriter.write(prepared.spec()));
      SweepOutcome outcome =
          keepingStatus(
              prepared,
              folder,
              new StatusKeeper.Driver(
                  holder, claim.lock()::held, clock, Ticks.every(StatusJson.RENEWAL)));
      track(folder, tracking -> tracking.sendAfterSweep(claim.lock()));
      return outcome;
    }
  }

  /**
   * A job that names no engine uses dl4j with every jar: its results must not depend on the jar.
   */
  private static void requireEngine(EngineKind engine, Loss loss) {
    if (engine.needsNd4j()) {
      String instead =
          EngineKind.FUSED.trains(loss)
              ? ", or --engine fused, which trains the same networks; dl4j is the default engine."
              : ": no other engine trains the loss %s.".formatted(loss.key());
      Dl4jLibraries.missingFor("engine: dl4j")
          .ifPresent(
              missing -> {
                throw new JobException(missing + instead);
              });
    }
  }

  private SweepOutcome keepingStatus(
      Prepared prepared, OutputFolder folder, StatusKeeper.Driver driver) throws Exception {
    try {
      return new StatusKeeper(
              status -> folder.write(folder.file(OutputFile.STATUS), status.toJson()),
              driver,
              request.strict(),
              () -> new StatusKeeper.Now(times.now(), latest.trials(prepared.plan().trials())))
          .keep(() -> Told.during(() -> trainAndWrite(prepared, folder)));
    } catch (Exception e) {
      if (folder.isRemoved()) {
        throw new SweepFailure(folder.removed(), e);
      }
      if (driver.owned().getAsBoolean()) {
        throw e;
      }
      Thread.interrupted(); // the interrupt meant that the lock is lost
      throw new SweepFailure(
          "another run has taken over %s, so this one stops. Its finished blocks are kept."
              .formatted(folder),
          e);
    }
  }

  private SweepOutcome trainAndWrite(Prepared prepared, OutputFolder folder) throws Exception {
    Journal journal = times.time("journal", () -> journal(folder));
    GpuUse gpus = prepared.gpuUse(spark);
    gpus.unused().ifPresent(listener::note);
    Shared<SweepContext> context =
        times.time(
            "samples", () -> prepared.broadcast(spark, folder, journal.nextRun(), gpus.settings()));
    try (BackgroundBaselines baselines = BackgroundBaselines.start(prepared)) {
      Trained trained =
          times.time(
              "training",
              () ->
                  new SweepTraining(
                          request.budget(), folder, spark, context, gpus, listener, latest)
                      .train(journal, began));
      if (folder.isRemoved()) {
        throw new SweepFailure(folder.removed(), null);
      }
      QuickerEngine.note(prepared.plan(), times.of("training"), spark.slots())
          .ifPresent(listener::note);
      return new FolderWriter(request, prepared, folder, spark, context, times, listener)
          .write(trained, baselines);
    } finally {
      context.destroy();
    }
  }

  private void track(OutputFolder folder, Consumer<SweepTracking> sending) throws Exception {
    SweepTracking tracking = new SweepTracking(request, folder, hadoop(), listener::note);
    if (tracking.isAsked()) {
      times.run("tracking", () -> sending.accept(tracking));
    }
  }

  /** The folder as it is now. */
  private Journal journal(OutputFolder folder) throws IOException {
    return Journal.open(hadoop(), folder.journal(), listener::note);
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
        since);
  }

  private Configuration hadoop() {
    return spark.context().hadoopConfiguration();
  }
}
