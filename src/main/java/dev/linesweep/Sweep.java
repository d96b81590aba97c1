package dev.linesweep;

import dev.linesweep.report.SweepListener;
import dev.linesweep.run.SweepRequest;
import dev.linesweep.run.SweepRun;
import dev.linesweep.spark.HadoopSettings;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.table.RowSource;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SpecReader;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.store.JobFile;
import dev.linesweep.text.Caller;
import dev.linesweep.track.TrackingTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A sweep to run: a job and where its results go. Immutable; each {@code with} method returns
 * another sweep.
 *
 * <pre>{@code
 * SweepResult result = Sweep.read("jobs/line.yaml").withOut("runs/line").run(spark);
 * result.best().ifPresent(best -> System.out.println(best.id()));
 * result.trials().show();
 * }</pre>
 */
public final class Sweep {
  private final SweepRequest request;
  private final RowSource rows;

  private Sweep(SweepRequest request, RowSource rows) {
    this.request = request;
    this.rows = rows;
  }

  private Sweep with(SweepRequest other) {
    return new Sweep(other, rows);
  }

  /**
   * Reads a job file from a local path or any Hadoop URI, which is opened with the settings of the
   * running Spark session, if there is one.
   *
   * @param sets changes to the job as the command's {@code --set} takes them, such as {@code
   *     epochs={values: [10, 100]}}
   * @throws JobException with every problem of the file, each with its line and column
   */
  public static Sweep read(String path, String... sets) {
    return read(path, List.of(sets));
  }

  /** As {@link #read(String, String...)}; Python has lists. */
  public static Sweep read(String path, List<String> sets) {
    JobFile file = JobFile.read(HadoopSettings::ofThisProcess, path);
    return of(SpecReader.read(file.text(), file.uri(), sets));
  }

  /** Reads a job file as it is. Python calls it so, which has no arguments of any number. */
  public static Sweep read(String path) {
    return read(path, List.of());
  }

  /** A sweep of a job that is already in memory. */
  public static Sweep of(SweepSpec spec) {
    return of(spec, new RowSource.Named());
  }

  static Sweep of(SweepSpec spec, RowSource rows) {
    return new Sweep(
        SweepRequest.of(spec).withCommand(SweepRequest.Command.of(Caller.PROGRAM)), rows);
  }

  /** Starts a job in Java instead of YAML. */
  public static SweepBuilder builder(String name) {
    return new SweepBuilder(name);
  }

  /**
   * Starts a job on a DataFrame, which is read when the sweep runs. Its rows have no order that is
   * known: without {@link SweepBuilder#orderBy} they are sorted by their values.
   */
  public static SweepBuilder on(Dataset<Row> rows) {
    return new SweepBuilder(rows);
  }

  /**
   * The rows of a sweep on a DataFrame, with the columns that its job names: saved as a table, they
   * are what {@code job.yaml} in its folder needs to be run from the command.
   *
   * @return empty if the job names where its rows come from
   */
  public Optional<Dataset<Row>> rows() {
    return rows instanceof RowSource.Given given ? Optional.of(given.rows()) : Optional.empty();
  }

  /** The job, with every default resolved. */
  public SweepSpec spec() {
    return request.spec();
  }

  /** Sends the results to this folder, a path or any Hadoop URI. */
  public Sweep withOut(String folder) {
    return with(request.withOut(folder));
  }

  /** Starts over: what the folder holds of an earlier run is removed first. */
  public Sweep withFreshStart() {
    return with(request.withFresh(true));
  }

  /**
   * Replaces the tables of another grid in the folder, which is refused otherwise; what was trained
   * stays in its journal.
   */
  public Sweep withOverwrite() {
    return with(request.withOverwrite(true));
  }

  /**
   * Tells this MLflow server of the results, such as {@code http://localhost:5000}; {@code none}
   * for no server. Without it that is the job's, else the one in {@code MLFLOW_TRACKING_URI}. A
   * server that fails costs a note to the listener and a file in the folder, never the sweep.
   *
   * @throws JobException if it is not the URI of a server
   */
  public Sweep withMlflow(String server) {
    TrackingTarget.requireOption("mlflow", server);
    return with(request.withMlflow(server));
  }

  /** Trains at most so many trials, spread over the grid; running it again goes on. */
  public Sweep withMaxTrials(long trials) {
    return with(request.withBudget(request.budget().withTrials(trials)));
  }

  /** Stops so long after the start with the best so far; running it again goes on. */
  public Sweep withTimeBudget(Duration limit) {
    return with(request.withBudget(request.budget().withTime(limit)));
  }

  /** Whom messages are for; without it, a program that calls this API. */
  public Sweep withCaller(Caller caller) {
    return with(request.withCommand(SweepRequest.Command.of(caller)));
  }

  /**
   * Runs the sweep, or what an earlier run left of it, on the session's cluster. Its jobs are in
   * the thread's job group, or in one called "linesweep" and the job's name; what the thread had
   * set for its jobs is there again afterwards.
   *
   * @throws JobException where the job or its data cannot be run; nothing is written then
   * @throws dev.linesweep.spark.SweepFailure where the sweep cannot go on
   * @throws InterruptedException where the thread is interrupted; finished blocks are kept
   */
  public SweepResult run(SparkSession spark) throws InterruptedException {
    return run(spark, SweepListener.SILENT);
  }

  /** As {@link #run(SparkSession)}, and tells the listener how far it is. */
  public SweepResult run(SparkSession spark, SweepListener listener) throws InterruptedException {
    return new SweepResult(
        SweepRun.run(
            request, rows, SparkHandle.of(spark, spec().engine().kind().needsNd4j()), listener),
        spark);
  }

  /**
   * Begins to run the sweep in a thread of its own.
   *
   * @return how far it is, a way to cancel it, and its result
   */
  public SweepHandle start(SparkSession spark) {
    return start(spark, SweepListener.SILENT);
  }

  /** As {@link #start(SparkSession)}, and tells the listener, in that thread, how far it is. */
  public SweepHandle start(SparkSession spark, SweepListener listener) {
    return SweepHandle.start(spec().name(), listener, all -> run(spark, all));
  }
}
