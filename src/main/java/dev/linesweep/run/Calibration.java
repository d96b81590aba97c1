package dev.linesweep.run;

import dev.linesweep.data.Samples;
import dev.linesweep.engine.Engine;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.CostModel;
import dev.linesweep.plan.Rung;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.TaskPacking;
import dev.linesweep.plan.Trajectory;
import dev.linesweep.spec.EngineKind;
import dev.linesweep.spec.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Estimates how long a plan's training takes, by training a little of it on this machine, or by the
 * {@link CostModel} only. *
 *
 * <p>Blocks of one batch size that begin with the same optimizer cost about the same, so the most
 * expensive block of each such group is trained. Time of the process that the warm trainings do not
 * explain counts as the start-up of engine, compiler and collector. Other blocks are scaled by the
 * cost model. The trainings take a share of the time that the model expects for the whole plan,
 * within bounds, so that a plan costs much less than its run.
 */
final class Calibration {
  /** The share of the plan's expected training time that is spent on measuring. */
  private static final double SHARE = 0.1;

  private static final double LEAST_SECONDS = 0.2;
  private static final double MOST_SECONDS = 2;

  /** The share of a group's seconds that warms the code up; the rest measures. */
  private static final double WARMING = 0.5;

  /** The most groups that are measured; the others get the mean of these. */
  private static final int MOST_GROUPS = 16;

  /** Spark's own time, in seconds, for a job of short tasks. */
  private static final double STAGE_SECONDS = 0.2;

  /** Time to journal a block: two forced writes, a rename, and its bytes. */
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

  /** Blocks that cost about the same. */
  private record Group(Optimizer optimizer, int batchSize) {
    static Group of(SweepPlan plan, Block block) {
      Trajectory first = plan.trajectory(block.ranges()[0]);
      return new Group(first.optimizer(), first.batchSize());
    }
  }

  /**
   * The measured time of blocks relative to the cost model, and the start-up.
   *
   * @param ratios of the per group, the measured seconds of a block divided by its cost in the cost
   *     model
   * @param startUp processor seconds of all threads, or wall-clock seconds if a GPU trains
   * @param trained warm seconds of the trainings that this start-up was measured with
   */
  private record Speed(Map<Group, Double> ratios, double startUp, double trained) {
    /** The largest factor on the start-up: more work has more code compiled. */
    private static final double MOST_COMPILED = 3;

    /** By the cost model. */
    static Speed of(EngineKind engine) {
      return new Speed(Map.of(), CostModel.of(engine).startUp(), 1);
    }

    /**
     * The start-up of this many seconds of training. Less work has less code compiled: on the
     * shipped jobs the start-up grows with the square root of the work.
     */
    double startUpOf(double work) {
      return startUp * Math.min(MOST_COMPILED, Math.sqrt(work / trained));
    }

    double ratio(Group group) {
      double mean = ratios.values().stream().mapToDouble(ratio -> ratio).average().orElse(1);
      return ratios.getOrDefault(group, mean);
    }
  }

  /**
   * Expected seconds of the plan's training phase, measured.
   *
   * @param engine starts the plan's engine; the time for it counts
   * @param slots tasks that run at once
   */
  static double seconds(SweepPlan plan, Samples samples, Callable<Engine> engine, int slots)
      throws Exception {
    long began = System.nanoTime();
    Engine started = engine.call();
    double start = (System.nanoTime() - began) / 1e9;
    return start + seconds(plan, samples, started, slots, WorkClock.of(started.device()));
  }

  /** The same with an engine that has started. */
  static double seconds(
      SweepPlan plan, Samples samples, Engine engine, int slots, WorkClock clock) {
    Calibration calibration = new Calibration(plan, slots);
    return calibration.seconds(calibration.measure(samples, engine, clock));
  }

  /** Expected seconds of the plan's training phase on the reference machine, without measuring. */
  static double seconds(SweepPlan plan, int slots) {
    return new Calibration(plan, slots).seconds(Speed.of(plan.spec().engine().kind()));
  }

  private double seconds(Speed speed) {
    Map<Block, Double> expected = new LinkedHashMap<>();
    double share = Rung.share(plan);
    for (Block block : blocks) {
      double training = share * block.cost() * speed.ratio(Group.of(plan, block));
      expected.put(block, training + journal(block));
    }
    double work = expected.values().stream().mapToDouble(seconds -> seconds).sum();
    return STAGE_SECONDS
        + speed.startUpOf(work) / Math.min(slots, blocks.size())
        + makespan(expected);
  }

  private double journal(Block block) {
    double snapshots = (double) block.size() * plan.recordedEpochs().length;
    return BLOCK_SECONDS + snapshots * (4 * plan.shape().features() + 76) / BYTES_A_SECOND;
  }

  /** The time at which the last slot is done, if each takes the next task when it is free. */
  private double makespan(Map<Block, Double> expected) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    IntStream.range(0, slots).forEach(slot -> free.add(0.0));
    double end = 0;
    for (List<Block> task : TaskPacking.pack(blocks, slots, TaskPacking.TASKS_A_SLOT)) {
      double done = free.remove() + task.stream().mapToDouble(expected::get).sum();
      free.add(done);
      end = Math.max(end, done);
    }
    return end;
  }

  private Speed measure(Samples samples, Engine engine, WorkClock clock) {
    List<Block> mostCostly = mostCostly();
    double all = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, SHARE * cost(blocks)));
    double warming = WARMING * all / mostCostly.size();
    double began = clock.ofProcess();
    double trained = 0;
    Map<Group, Double> ratios = new LinkedHashMap<>();
    for (Block block : mostCostly) {
      BlockTimes.Rates rates = new BlockTimes(plan, samples, engine, block, clock).rates(warming);
      ratios.put(Group.of(plan, block), rates.whole() / block.cost());
      trained += rates.measured();
    }
    double took = clock.ofProcess() - began;
    return new Speed(ratios, Math.max(0, took - trained), trained);
  }

  /** The most expensive block of each of the most expensive groups; the cheapest first. */
  private List<Block> mostCostly() {
    Map<Group, List<Block>> groups = new LinkedHashMap<>();
    for (Block block : blocks) {
      groups.computeIfAbsent(Group.of(plan, block), group -> new ArrayList<>()).add(block);
    }
    List<Block> mostCostly =
        new ArrayList<>(
            groups.values().stream()
                .sorted(Comparator.comparingDouble(members -> -cost(members)))
                .limit(MOST_GROUPS)
                .map(members -> Collections.max(members, Comparator.comparingDouble(Block::cost)))
                .toList());
    Collections.reverse(
        mostCostly); // The most expensive block is measured last, when the code is warmest.
    return mostCostly;
  }

  private static double cost(List<Block> blocks) {
    return blocks.stream().mapToDouble(Block::cost).sum();
  }
}
