package dev.linesweep.run;

import dev.linesweep.data.Shape;
import dev.linesweep.engine.Engine;
import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.model.ClosedFormCost;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.report.PlannedSweep;
import dev.linesweep.report.SweepListener;
import dev.linesweep.spark.Engines;
import dev.linesweep.spark.ExecutorSettings;
import dev.linesweep.spark.GpuUse;
import dev.linesweep.spark.SparkHandle;
import dev.linesweep.spark.table.MemoryNeeds;
import dev.linesweep.spec.Device;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Loss;
import dev.linesweep.spec.OtherColumns;
import dev.linesweep.spec.SweepSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What a sweep would do and cost. Reads the data and writes nothing. */
public final class PlanRun {
  private static final long MIB = 1L << 20;

  /** Seconds that the command waits for a note. */
  private static final double SOON = 5;

  /** Expected seconds of training from which the other engine is measured too. */
  private static final double LONG = 60;

  /** Memory of Spark itself, with its classes and its SQL, in a driver or an executor. */
  private static final long SPARK_BYTES = 400 * MIB;

  /** The smallest executor that Spark accepts, and the steps in which memory is requested. */
  private static final long STEP_MIB = 256;

  /** Memory per trial for the ranking and the numbered blocks. */
  private static final long RANK_BYTES = 24;

  /** Spark's default for the results that a driver collects. */
  private static final long MAX_RESULT_BYTES = 1024 * MIB;

  private final Prepared prepared;
  private final SparkHandle spark;
  private final SweepListener listener;

  private PlanRun(Prepared prepared, SparkHandle spark, SweepListener listener) {
    this.prepared = prepared;
    this.spark = spark;
    this.listener = listener;
  }

  /**
   * Plans a sweep.
   *
   * @param listener is told what was left out @throws dev.linesweep.spec.JobException if the job or
   *     its data cannot be run
   */
  public static PlannedSweep run(SweepSpec spec, SparkHandle spark, SweepListener listener) {
    Prepared prepared = Prepared.of(spec, spark);
    prepared.data().notes().forEach(listener::note);
    dependence(prepared).forEach(listener::note);
    return new PlanRun(prepared, spark, listener).planned();
  }

  /** Which features depend on others, if that is quick to find. */
  private static List<String> dependence(Prepared prepared) {
    ClosedFormCost cost = ClosedFormCost.of(prepared.plan());
    if (cost.leastSquares() + cost.leastAbsolute() > SOON) {
      return List.of();
    }
    try (BackgroundBaselines baselines = BackgroundBaselines.start(prepared)) {
      return baselines.all().notes();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private PlannedSweep planned() {
    SweepPlan plan = prepared.plan();
    List<Block> blocks = plan.blocks();
    int slots = spark.slots();
    GpuUse gpus = prepared.gpuUse(spark);
    MemoryNeeds needs = needs(blocks);
    if (spark.isLocal() && prepared.spec().engine().device() == Device.GPU) {
      Engines.unavailable(prepared.spec().engine().kind(), gpus.settings())
          .ifPresent(why -> listener.note("this job cannot run here: " + why));
    }
    return new PlannedSweep(
        plan,
        prepared.sets(),
        new PlannedSweep.Work(
            gpus.tasks(blocks, spark.slotsToServe(), false).size(),
            slots,
            prepared.sets().bytes(),
            plan.trials() * RANK_BYTES),
        new PlannedSweep.Memory(
            driverMiB(needs),
            spark.isLocal() ? 0 : executorMiB(needs),
            outsideMiB(needs),
            resultsMiB(needs)),
        times(slots),
        gpus.expected() ? GpuUse.seconds(plan) : 0);
  }

  /**
   * The expected time of the job's own engine, measured; and of the other engine, measured only if
   * the training is long.
   */
  private Map<EngineKind, PlannedSweep.Expected> times(int slots) {
    EngineKind own = prepared.spec().engine().kind();
    Optional<PlannedSweep.Expected> expected = time(own, slots, true);
    boolean isLong = expected.isPresent() && expected.get().seconds() >= LONG;
    Map<EngineKind, PlannedSweep.Expected> times = new LinkedHashMap<>();
    for (EngineKind engine : EngineKind.values()) {
      (engine == own ? expected : time(engine, slots, isLong))
          .ifPresent(time -> times.put(engine, time));
    }
    return times;
  }

  private Optional<PlannedSweep.Expected> time(EngineKind engine, int slots, boolean measured) {
    Loss loss = prepared.spec().training().loss();
    if (!engine.trains(loss)) {
      listener.note(
          "no estimate for %s: it trains %s, not %s"
              .formatted(engine.key(), engine.losses(), loss.key()));
      return Optional.empty();
    }
    SweepPlan plan = SweepPlan.of(prepared.spec().withEngine(engine), prepared.plan().shape());
    try {
      double seconds =
          measured
              ? Calibration.seconds(
                  plan, prepared.sets().of(plan.trajectory(0).fold()), starter(engine), slots)
              : Calibration.seconds(plan, slots);
      return Optional.of(new PlannedSweep.Expected(seconds, measured));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | LinkageError e) {
      listener.note(
          "no estimate for %s: it does not run here: %s"
              .formatted(
                  engine.key(), e instanceof EngineUnavailableException ? e.getMessage() : e));
    }
    return Optional.empty();
  }

  private Callable<Engine> starter(EngineKind engine) {
    ExecutorSettings settings =
        ExecutorSettings.of(
            spark.context().getConf(),
            true,
            spark.slots(),
            engine.needsNd4j() ? prepared.spec().engine().device() : Device.CPU);
    return () -> Engines.start(engine, settings);
  }

  /** Memory for the table, as a run requires before it collects the table, and for the ranking. */
  private MemoryNeeds needs(List<Block> blocks) {
    Shape shape = prepared.samples().shape();
    int inputs =
        prepared.data().encoder().map(encoder -> encoder.inputs().size()).orElse(shape.features());
    int slots = executor().slots();
    boolean weighted = prepared.data().matrix().isWeighted();
    return MemoryNeeds.of(
        new MemoryNeeds.Table(
            shape.rows(),
            inputs + others(),
            shape.features(),
            prepared.data().together(),
            weighted),
        new MemoryNeeds.Place(
            spark.isLocal(), slots, Math.min(prepared.sets().folds(), slots), outside(blocks)));
  }

  /** Columns that are read besides the label and the features. */
  private int others() {
    int groups = prepared.spec().split().hasGroups() ? 1 : 0;
    return groups + OtherColumns.of(prepared.spec().data()).columns().size();
  }

  /** Bytes for each row that the widest block needs outside the heap. */
  private long outside(List<Block> blocks) {
    int columns = blocks.stream().mapToInt(Block::size).max().orElse(1);
    return SweepPlan.bytesOutside(prepared.spec(), columns);
  }

  /** Synthetic rows are generated on the driver. */
  private long resultsMiB(MemoryNeeds needs) {
    boolean collected = prepared.data().encoder().isPresent();
    long results = needs.results();
    return collected && results > MAX_RESULT_BYTES ? mib(results) : 0;
  }

  private ExecutorSettings executor() {
    return ExecutorSettings.of(spark, prepared.spec().engine().device());
  }

  private long driverMiB(MemoryNeeds needs) {
    long ranking = prepared.plan().trials() * RANK_BYTES;
    return mib(SPARK_BYTES + (MemoryNeeds.heapMiB(needs.driver() + ranking) << 20));
  }

  private static long executorMiB(MemoryNeeds needs) {
    return mib(SPARK_BYTES + (MemoryNeeds.heapMiB(needs.executor()) << 20));
  }

  /** Memory outside an executor's heap; 0 if Spark's default is enough. */
  private static long outsideMiB(MemoryNeeds needs) {
    long outside = needs.outside();
    return outside == 0 ? 0 : mib(outside);
  }

  private static long mib(long bytes) {
    long needed = (bytes + STEP_MIB * MIB - 1) / (STEP_MIB * MIB) * STEP_MIB;
    return Math.max(4 * STEP_MIB, needed);
  }
}
