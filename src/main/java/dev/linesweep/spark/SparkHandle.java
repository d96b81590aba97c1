package dev.linesweep.spark;

import dev.linesweep.spark.job.KryoClasses;
import dev.linesweep.spark.job.Slots;
import dev.linesweep.spark.table.SparkErrors;
import dev.linesweep.spec.JobException;
import dev.linesweep.text.Counted;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Tuple2;

/**
 * A running Spark context, and its SQL session once something needs one: starting SQL takes seconds
 * that a synthetic sweep does not need.
 */
public final class SparkHandle implements AutoCloseable {
  private static final String MASTER = "spark.master";

  private final JavaSparkContext context;
  private final Supplier<SparkSession> sessions;
  private @Nullable SparkSession session;
  private boolean isAwaited;

  private SparkHandle(JavaSparkContext context, Supplier<SparkSession> sessions) {
    this.context = context;
    this.sessions = sessions;
  }

  /**
   * Starts Spark with these settings.
   *
   * @param nd4j whether ND4J will be used; this JVM loads it before Spark, see {@link WarmUp}
   * @param notes is told what a start of more than ten seconds is waiting for @throws
   *     dev.linesweep.spec.JobException if Spark refuses the settings, or its master does not
   *     accept the application
   */
  public static SparkHandle start(SparkConf conf, boolean nd4j, Consumer<String> notes) {
    requireSchedulable(conf);
    LocalDirectories.requireUsable(conf, System.getenv());
    if (conf.getBoolean("spark.kryo.registrationRequired", false)) {
      KryoClasses.register(conf);
    }
    if (nd4j && isLocal(conf)) {
      WarmUp.load(LocalDirectories.of(conf, System.getenv()));
    }
    JavaSparkContext context = context(conf, notes);
    return new SparkHandle(context, () -> sessionOf(context));
  }

  /** Refuses task resources with a local master, which has none and would never run such a task. */
  private static void requireSchedulable(SparkConf conf) {
    if (!isLocal(conf)) {
      return;
    }
    Stream.of(conf.getAll())
        .map(Tuple2::_1)
        .filter(key -> key.startsWith("spark.task.resource."))
        .findFirst()
        .ifPresent(
            key -> {
              throw new JobException(
                  ("%s is only for clusters: with master %s no task would ever start. Remove it;"
                          + " device: auto or gpu finds this machine's GPUs.")
                      .formatted(key, conf.get(MASTER)));
            });
  }

  /** Whether tasks run in the driver's JVM. */
  public static boolean isLocal(SparkConf conf) {
    String master = conf.get(MASTER);
    return master.equals("local") || master.startsWith("local[");
  }

  private static JavaSparkContext context(SparkConf conf, Consumer<String> notes) {
    if (isLocal(conf)) {
      return context(conf);
    }
    Optional<StandaloneMaster> master = StandaloneMaster.of(conf);
    Supplier<String> waiting =
        () ->
            master
                .map(StandaloneMaster::waiting)
                .orElse("waiting for %s to accept the application".formatted(conf.get(MASTER)));
    try (SlowStart watch = SlowStart.watch(SlowStart.SOON, waiting, notes)) {
      JavaSparkContext context = context(conf);
      master.ifPresent(each -> each.requireTaken(context.sc()));
      return context;
    }
  }

  private static JavaSparkContext context(SparkConf conf) {
    try {
      return new JavaSparkContext(conf);
    } catch (Exception refused) {
      // Spark throws checked exceptions that its constructors do not declare.
      throw SparkErrors.atStart(refused);
    }
  }

  /**
   * Wraps the caller's session; {@link #close} leaves it running.
   *
   * @param nd4j as for {@link #start}; loaded now, before this session is given work
   */
  public static SparkHandle of(SparkSession session, boolean nd4j) {
    if (nd4j && session.sparkContext().isLocal()) {
      WarmUp.load(LocalDirectories.ofSpark(session.sparkContext().env()));
    }
    SparkHandle handle =
        new SparkHandle(JavaSparkContext.fromSparkContext(session.sparkContext()), () -> session);
    handle.isAwaited = handle.slotsNow() > 0; // Its executors have had time to start.
    return handle;
  }

  public JavaSparkContext context() {
    return context;
  }

  /** Passes the context on, so that Spark does not warn that there is one already. */
  static SparkSession sessionOf(JavaSparkContext context) {
    return org.apache.spark.sql.classic.SparkSession.builder()
        .sparkContext(context.sc())
        .getOrCreate();
  }

  /** The SQL session; started by the first call. */
  public synchronized SparkSession session() {
    if (session == null) {
      session = sessions.get();
    }
    return session;
  }

  public boolean isLocal() {
    return context.isLocal();
  }

  public String master() {
    return context.master();
  }

  /** Tasks that run at once now; 0 without executors. */
  private int slotsNow() {
    return Slots.now(context.sc());
  }

  /** Tasks that run at once; at least one. */
  public int slots() {
    return Math.max(1, slotsNow());
  }

  /** The number of slots to make tasks for; more than now if the cluster grows with its tasks. */
  public int slotsToServe() {
    return isLocal() ? slots() : AskedExecutors.of(context.getConf()).toServe(slotsNow());
  }

  /**
   * Waits some seconds for the executors of an application that has just started, and as long as
   * necessary for the first one.
   *
   * @param notes is told once if none starts
   */
  public void awaitExecutors(Consumer<String> notes) throws InterruptedException {
    if (isLocal() || isAwaited) {
      return;
    }
    isAwaited = true;
    new ExecutorWait(
            AskedExecutors.of(context.getConf()),
            new ExecutorWait.Cluster() {
              @Override
              public int slots() {
                return slotsNow();
              }

              @Override
              public boolean isStopped() {
                return context.sc().isStopped();
              }

              @Override
              public void pause(Duration time) throws InterruptedException {
                Thread.sleep(time.toMillis());
              }
            },
            notes)
        .await();
  }

  /** The attempt of the application, from 1. */
  public int attempt() {
    Option<String> attempt = context.sc().applicationAttemptId();
    return attempt.isDefined() && attempt.get().matches("\\d{1,9}")
        ? Integer.parseInt(attempt.get())
        : 1;
  }

  /** One line for the user: Spark, its master and the number of cores. */
  public String headline() {
    return String.format(
        Locale.ROOT, "Spark %s · %s · %s", context.version(), master(), size(context.getConf()));
  }

  private String size(SparkConf conf) {
    boolean byCores = conf.getAllWithPrefix("spark.task.resource.").length == 0;
    String now =
        byCores
            ? Counted.of((long) slots() * conf.getInt("spark.task.cpus", 1), "core")
            : Counted.of(slots(), "task") + " at once";
    return !isLocal() && AskedExecutors.of(conf).grows() ? now + ", more as it has tasks" : now;
  }

  /** Stops Spark's log: as the process ends, its parts report each other's end. */
  public void hush() {
    context.setLogLevel("OFF");
  }

  @Override
  public void close() {
    context.close();
  }
}
