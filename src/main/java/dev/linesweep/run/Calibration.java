package dev.linesweep.run;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.Engine;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.CostModel;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.TaskPacking;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
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
 * is trained, in two rounds. What the process took for the first round beyond what the second one
 * says of it is the start-up of engine, compiler and collector. Other blocks are scaled by the
 * {@link CostModel}. Groups are measured side by side, as many as tasks run at once here.
 */
final class Calibration {
  /** Measured training time to aim at, over all groups. */
  private static final double TOTAL_SECONDS = 0.8;

  /** At the least for a group; less is noise. */
  private static final double LEAST_SECONDS = 0.05;

  /** Groups that are measured; the others are taken for their mean. */
  private static final int MOST_GROUPS = 16;

  /** Spark's own time for a job of short tasks. */
  private static final double STAGE_SECONDS = 0.2;

  /** Journalling a block: two forced writes and a rename, and its bytes. */
  private static final double BLOCK_SECONDS = 0.01;

  private static final double BYTES_A_SECOND = 5e7;

  private final SweepPlan plan;
  private final List<Block> blocks;
  private final int slots;

  private Calibration(SweepPlan plan, int slots) {
    this.plan = plan;
    this.blocks = plan.blocks();
    this.slots = slots;
  }

  /** What costs alike. */
  private record Group(Optimizer optimizer, int batchSize) {
    static Group of(SweepPlan plan, Block block) {
      Trajectory first = plan.trajectory(block.ranges()[0]);
      return new Group(first.optimizer(), first.batchSize());
    }
  }

  /**
   * What was measured.
   *
   * @param ratios of the seconds of a group's block to its cost by the cost model
   * @param startUp of the first round: processor seconds of all threads, or seconds of the wall
   *     where a card trains
   * @param round seconds that the first round would take without it
   */
  private record Measured(Map<Group, Double> ratios, double startUp, double round) {
    /**
     * Start-up of so many seconds of training. Little work gets little compiled: on the jobs that
     * ship it went with the square root of the work.
     */
    double startUpOf(double work) {
      return startUp * Math.min(1, Math.sqrt(work / round));
    }

    double ratio(Group group) {
      double mean = ratios.values().stream().mapToDouble(ratio -> ratio).average().orElse(1);
      return ratios.getOrDefault(group, mean);
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
    long began = System.nanoTime();
    Engine started = engine.call();
    double start = (System.nanoTime() - began) / 1e9;
    return start + STAGE_SECONDS + new Calibration(plan, slots).seconds(samples, started);
  }

  private double seconds(Samples samples, Engine engine) throws Exception {
    Measured measured = measure(samples, engine);
    Map<Block, Double> expected = new LinkedHashMap<>();
    for (Block block : blocks) {
      double training = block.cost() * measured.ratio(Group.of(plan, block));
      expected.put(block, training + journal(block));
    }
    double work = expected.values().stream().mapToDouble(seconds -> seconds).sum();
    return measured.startUpOf(work) / Math.min(slots, blocks.size()) + makespan(expected);
  }

  private double journal(Block block) {
    double snapshots = (double) block.size() * plan.recordedEpochs().length;
    return BLOCK_SECONDS + snapshots * (4 * plan.shape().features() + 76) / BYTES_A_SECOND;
  }

  /** When the last slot is done, each taking the next task as it is free. */
  private double makespan(Map<Block, Double> expected) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    IntStream.range(0, slots).forEach(slot -> free.add(0.0));
    double end = 0;
    for (List<Block> task : TaskPacking.pack(blocks, slots)) {
      double done = free.remove() + task.stream().mapToDouble(expected::get).sum();
      free.add(done);
      end = Math.max(end, done);
    }
    return end;
  }

  private Measured measure(Samples samples, Engine engine) throws Exception {
    List<Block> dearest = dearest();
    double each = Math.max(LEAST_SECONDS, TOTAL_SECONDS / dearest.size());
    List<BlockTimes> times =
        dearest.stream().map(block -> new BlockTimes(plan, samples, engine, block, each)).toList();
    WorkClock clock = WorkClock.of(engine.device());
    double began = clock.ofProcess();
    List<BlockTimes.Rates> cold = round(times);
    double took = clock.ofProcess() - began;
    List<BlockTimes.Rates> warm = round(times);
    double trained = 0;
    double again = 0;
    Map<Group, Double> ratios = new LinkedHashMap<>();
    for (int i = 0; i < dearest.size(); i++) {
      Block block = dearest.get(i);
      ratios.put(Group.of(plan, block), times.get(i).whole(warm.get(i)) / block.cost());
      trained += cold.get(i).seconds();
      again += warm.get(i).seconds(cold.get(i));
    }
    return new Measured(ratios, Math.max(0, Math.max(took, trained) - again), again);
  }

  /** The most costly block of each group, of the most costly groups. */
  private List<Block> dearest() {
    Map<Group, List<Block>> groups = new LinkedHashMap<>();
    for (Block block : blocks) {
      groups.computeIfAbsent(Group.of(plan, block), group -> new ArrayList<>()).add(block);
    }
    return groups.values().stream()
        .sorted(Comparator.comparingDouble(members -> -cost(members)))
        .limit(MOST_GROUPS)
        .map(members -> Collections.max(members, Comparator.comparingDouble(Block::cost)))
        .toList();
  }

  private static double cost(List<Block> blocks) {
    return blocks.stream().mapToDouble(Block::cost).sum();
  }

  private List<BlockTimes.Rates> round(List<BlockTimes> times) throws Exception {
    int threads = Math.min(slots, Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, times.size()));
    try {
      List<Callable<BlockTimes.Rates>> rounds = new ArrayList<>();
      times.forEach(block -> rounds.add(block::round));
      List<BlockTimes.Rates> rates = new ArrayList<>();
      for (Future<BlockTimes.Rates> round : pool.invokeAll(rounds)) {
        rates.add(round.get());
      }
      return rates;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }
}
