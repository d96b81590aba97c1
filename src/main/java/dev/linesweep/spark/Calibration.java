package dev.linesweep.spark;

import dev.linesweep.data.Samples;
import dev.linesweep.data.Shape;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.Engine;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.CostModel;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.TaskPacking;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Optimizer;
import dev.linesweep.spec.ParameterSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * How long a plan's training should take, by training a little of it on this machine.
 *
 * <p>Blocks of one optimizer and batch size cost alike, so the most costly block of each such group
 * is trained for more and more epochs until enough processor time was measured, twice over; what
 * the first round took beyond the second is the start-up of engine and compiler. Other blocks are
 * scaled by the {@link CostModel}. Groups are measured side by side, as many as tasks run at once
 * here. Large samples are cut to their first rows.
 */
final class Calibration {
  /** Measured training time to aim at, over all groups. */
  private static final double TOTAL_SECONDS = 0.8;

  /** At the least for a group; less is noise. */
  private static final double LEAST_SECONDS = 0.05;

  /** Groups that are measured; the others are taken for their mean. */
  private static final int MOST_GROUPS = 16;

  /** One epoch of a measured block at the most, by the cost model. */
  private static final double EPOCH_SECONDS = 0.1;

  private static final int FEWEST_ROWS = 64;

  /** Spark's own time for a job of short tasks. */
  private static final double STAGE_SECONDS = 0.4;

  /** Journalling a block: two forced writes and a rename, and its bytes. */
  private static final double BLOCK_SECONDS = 0.01;

  private static final double BYTES_A_SECOND = 5e7;

  private final SweepPlan plan;
  private final Samples samples;
  private final Engine engine;
  private final double groupSeconds;

  private Calibration(SweepPlan plan, Samples samples, Engine engine, double groupSeconds) {
    this.plan = plan;
    this.samples = samples;
    this.engine = engine;
    this.groupSeconds = groupSeconds;
  }

  /** What costs alike. */
  private record Group(Optimizer optimizer, int batchSize) {
    static Group of(SweepPlan plan, Block block) {
      Trajectory first = plan.trajectory(block.ranges()[0]);
      return new Group(first.optimizer(), first.batchSize());
    }
  }

  /**
   * What was measured of a block.
   *
   * @param block what all of it should take, in seconds, once warm
   * @param startUp seconds that the first trainings took longer than later ones
   */
  private record Measured(Block of, double block, double startUp) {
    double ratio() {
      return block / of.cost();
    }
  }

  /**
   * Expected seconds of the plan's training phase.
   *
   * @param engine starts the engine of the plan; its time counts
   * @param slots tasks that run at once
   */
  static double seconds(SweepPlan plan, Samples samples, Callable<Engine> engine, int slots)
      throws Exception {
    long began = clock(true);
    Engine started = engine.call();
    double start = since(began, true);
    List<Block> blocks = plan.blocks();
    Map<Group, List<Block>> groups = new LinkedHashMap<>();
    for (Block block : blocks) {
      groups.computeIfAbsent(Group.of(plan, block), group -> new ArrayList<>()).add(block);
    }
    double each = Math.max(LEAST_SECONDS, TOTAL_SECONDS / groups.size());
    Map<Group, Measured> measured =
        new Calibration(plan, samples, started, each).measure(groups, slots);
    double mean = measured.values().stream().mapToDouble(Measured::ratio).average().orElse(1);
    double startUps = measured.values().stream().mapToDouble(Measured::startUp).sum();
    Map<Block, Double> expected = new LinkedHashMap<>();
    groups.forEach(
        (group, members) -> {
          Measured of = measured.get(group);
          double ratio = of == null ? mean : of.ratio();
          members.forEach(
              block -> expected.put(block, block.cost() * ratio + journal(plan, block)));
        });
    int busy = Math.min(slots, blocks.size());
    return start + STAGE_SECONDS + startUps / busy + makespan(blocks, expected, slots);
  }

  private static double journal(SweepPlan plan, Block block) {
    double snapshots = (double) block.size() * plan.recordedEpochs().length;
    return BLOCK_SECONDS + snapshots * (4 * plan.shape().features() + 76) / BYTES_A_SECOND;
  }

  /** When the last slot is done, each taking the next task as it is free. */
  private static double makespan(List<Block> blocks, Map<Block, Double> expected, int slots) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    IntStream.range(0, slots).forEach(slot -> free.add(0.0));
    double end = 0;
    for (List<Block> task : TaskPacking.pack(blocks, slots)) {
      double seconds = task.stream().mapToDouble(expected::get).sum();
      double done = free.remove() + seconds;
      free.add(done);
      end = Math.max(end, done);
    }
    return end;
  }

  private Map<Group, Measured> measure(Map<Group, List<Block>> groups, int slots) throws Exception {
    List<Map.Entry<Group, List<Block>>> dearest =
        groups.entrySet().stream()
            .sorted(Comparator.comparingDouble(group -> -cost(group.getValue())))
            .limit(MOST_GROUPS)
            .toList();
    int threads = Math.min(slots, Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, dearest.size()));
    try {
      Map<Group, Future<Measured>> running = new LinkedHashMap<>();
      for (Map.Entry<Group, List<Block>> group : dearest) {
        Block block =
            group.getValue().stream().max(Comparator.comparingDouble(Block::cost)).orElseThrow();
        running.put(group.getKey(), pool.submit(() -> measure(block, group.getKey().batchSize())));
      }
      Map<Group, Measured> measured = new LinkedHashMap<>();
      for (Map.Entry<Group, Future<Measured>> entry : running.entrySet()) {
        measured.put(entry.getKey(), entry.getValue().get());
      }
      return measured;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }

  private static double cost(List<Block> blocks) {
    return blocks.stream().mapToDouble(Block::cost).sum();
  }

  /** What trainings of one block took: {@code fixed + epochs · epoch + recorded · record}. */
  private record Rates(double fixed, double epoch, double record, List<double[]> runs) {
    double seconds(double epochs, double recorded) {
      return fixed + epochs * epoch + recorded * record;
    }

    /** What cold trainings took longer than these rates say. */
    double excessOf(Rates cold) {
      return cold.runs.stream()
          .mapToDouble(run -> Math.max(0, run[2] - seconds(run[0], run[1])))
          .sum();
    }
  }

  /** Trains the block's first epochs, in two rounds: the first one warms the machine up. */
  private Measured measure(Block block, int batchSize) {
    List<Trajectory> columns =
        Arrays.stream(block.trajectories()).mapToObj(plan::trajectory).toList();
    Samples some = firstRows(batchSize, columns.size());
    double growth = growth(some.shape(), batchSize, columns.size());
    Rates cold = rates(columns, some);
    Rates warm = rates(columns, some);
    double whole = warm.seconds(plan.maxEpochs(), plan.recordedEpochs().length) * growth;
    return new Measured(block, whole, warm.excessOf(cold));
  }

  /**
   * More epochs each time, until one training is long enough; then a shorter and a recorded one.
   */
  private Rates rates(List<Trajectory> columns, Samples some) {
    List<double[]> runs = new ArrayList<>();
    int most = plan.maxEpochs();
    int epochs = 1;
    double seconds = best(runs, columns, new int[] {1}, some);
    while (seconds < groupSeconds / 2 && epochs < most) {
      epochs = (int) Math.min((seconds < groupSeconds / 16 ? 8L : 2L) * epochs, most);
      seconds = best(runs, columns, new int[] {epochs}, some);
    }
    int fewer = Math.max(1, epochs / 4);
    double less = epochs == 1 ? 0 : best(runs, columns, new int[] {fewer}, some);
    double epoch = epochs == 1 ? seconds : Math.max(0, seconds - less) / (epochs - fewer);
    int[] every =
        IntStream.rangeClosed(1, Math.min(epochs, plan.recordedEpochs().length)).toArray();
    every[every.length - 1] = epochs;
    double recording = every.length == 1 ? seconds : best(runs, columns, every, some);
    double record = Math.max(0, recording - seconds) / Math.max(1, every.length - 1);
    return new Rates(Math.max(0, seconds - epochs * epoch - record), epoch, record, runs);
  }

  private double best(List<double[]> runs, List<Trajectory> columns, int[] epochs, Samples some) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 2; i++) {
      double seconds = train(columns, epochs, some);
      runs.add(new double[] {epochs[epochs.length - 1], epochs.length, seconds});
      best = Math.min(best, seconds);
    }
    return best;
  }

  /** All samples, or as many rows as an epoch should have. */
  private Samples firstRows(int batchSize, int columns) {
    double seconds =
        CostModel.of(plan.spec().engine()).seconds(plan.shape(), batchSize, 1, columns);
    if (seconds <= EPOCH_SECONDS) {
      return samples;
    }
    double share = EPOCH_SECONDS / seconds;
    int least = batchSize == ParameterSpec.FULL_BATCH ? FEWEST_ROWS : 2 * batchSize;
    return new Samples(
        first(samples.train(), share, least),
        first(samples.validation(), share, 0),
        first(samples.test(), share, 1),
        samples.rowNumbers(),
        samples.scaling(),
        samples.standardize(),
        samples.features(),
        samples.label());
  }

  private Samples.Part first(Samples.Part part, double share, int least) {
    int rows = Math.min(part.rows(), Math.max(least, (int) (part.rows() * share)));
    return new Samples.Part(
        Arrays.copyOf(part.x(), rows * samples.features().size()), Arrays.copyOf(part.y(), rows));
  }

  private double growth(Shape some, int batchSize, int columns) {
    CostModel cost = CostModel.of(plan.spec().engine());
    return cost.seconds(plan.shape(), batchSize, 1, columns)
        / cost.seconds(some, batchSize, 1, columns);
  }

  private double train(List<Trajectory> columns, int[] epochs, Samples some) {
    boolean onCpu = engine.device().equals("cpu");
    long began = clock(onCpu);
    engine.train(new BlockTraining(plan.spec().training(), columns, epochs), some);
    return since(began, onCpu);
  }

  private static double since(long began, boolean onCpu) {
    return (clock(onCpu) - began) / 1e9;
  }

  /** Engines train on the calling thread, whose own time no other work of the machine disturbs. */
  private static long clock(boolean onCpu) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return onCpu && threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
