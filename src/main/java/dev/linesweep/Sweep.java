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

  /** As {@link #read(String, String...)}, with a list for Python. */
  public static Sweep read(String path, List<String> sets) {
    JobFile file = JobFile.read(HadoopSettings::ofThisProcess, path);
    return of(SpecReader.read(file.text(), file.uri(), sets));
  }

  /**
   * Reads a job file without changes. Python calls this method: it cannot call one with varargs.
   */
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
   * Starts a job on a DataFrame, which is read when the sweep runs. Its rows have no known order:
   * without {@link SweepBuilder#orderBy} they are sorted by their values.
   */
  public static SweepBuilder on(Dataset<Row> rows) {
    return new SweepBuilder(rows);
  }

  /**
   * The rows of a sweep on a DataFrame, with the columns that its job names. Saved as a table, they
   * let the command line run the {@code job.yaml} in the output folder.
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

  /** Starts over: removes what an earlier run left in the folder first. */
  public Sweep withFreshStart() {
    return with(request.withFresh(true));
  }

  /**
   * Allows the tables of another grid in the folder to be replaced; what was trained stays in the
   * folder's journal. Without this, such a folder is refused.
   */
  public Sweep withOverwrite() {
    return with(request.withOverwrite(true));
  }

  /**
   * Sends the results to this MLflow server, such as {@code http://localhost:5000}; {@code none}
   * for no server. The default is the job's server, then the one in {@code MLFLOW_TRACKING_URI}. If
   * the server fails, the listener is told and a file in the folder says so; the sweep itself never
   * fails for it.
   *
   * @throws JobException if it is not the URI of a server
   */
  public Sweep withMlflow(String server) {
    TrackingTarget.requireOption("mlflow", server);
    return with(request.withMlflow(server));
  }

  /** Trains at most this many trials, spread over the grid; run the sweep again to continue. */
  public Sweep withMaxTrials(long trials) {
    return with(request.withBudget(request.budget().withTrials(trials)));
  }

  /**
   * Stops this long after the start, with the best trial so far; run the sweep again to continue.
   */
  public Sweep withTimeBudget(Duration limit) {
    return with(request.withBudget(request.budget().withTime(limit)));
  }

  /** Whom messages address; by default, a program that calls this API. */
  public Sweep withCaller(Caller caller) {
    return with(request.withCommand(SweepRequest.Command.of(caller)));
  }

  /**
   * Runs the sweep, or what an earlier run left of it, on the session's cluster. Its Spark jobs are
   * in the thread's job group or, if it has none, in a group named "linesweep" and the job's name.
   * The thread's own job settings are restored afterwards.
   *
   * @throws JobException if the job or its data cannot be run; nothing is written then
   * @throws dev.linesweep.spark.SweepFailure if the sweep cannot continue
   * @throws InterruptedException if the thread is interrupted; finished blocks are kept
   */
  public SweepResult run(SparkSession spark) throws InterruptedException {
    return run(spark, SweepListener.SILENT);
  }

  /** As {@link #run(SparkSession)}, and reports progress to the listener. */
  public SweepResult run(SparkSession spark, SweepListener listener) throws InterruptedException {
    return new SweepResult(
        SweepRun.run(
            request, rows, SparkHandle.of(spark, spec().engine().kind().needsNd4j()), listener),
        spark);
  }

  /**
   * Starts the sweep in its own thread.
   *
   * @return a handle with its progress, a way to cancel it, and its result
   */
  public SweepHandle start(SparkSession spark) {
    return start(spark, SweepListener.SILENT);
  }

  /** As {@link #start(SparkSession)}, and reports progress to the listener, in that thread. */
  public SweepHandle start(SparkSession spark, SweepListener listener) {
    return SweepHandle.start(spec().name(), listener, all -> run(spark, all));
  }
}
