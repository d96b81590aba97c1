package dev.linesweep.spark;

import dev.linesweep.plan.Block;
import dev.linesweep.plan.CostModel;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.TaskPacking;
import dev.linesweep.spec.Device;
import java.util.List;
import java.util.Optional;

/**
 * Whether a sweep's tasks train on GPUs, which the driver decides. No result depends on it.
 *
 * @param settings of executors, with the device decided: {@code auto} only if a GPU saves time
 * @param expected whether tasks will have GPUs
 * @param unused why a GPU that is there, and would save time, is not used: it failed in an earlier
 *     sweep of this JVM, or rows have weights
 */
public record GpuUse(ExecutorSettings settings, boolean expected, Optional<String> unused) {
  private static final String UNWEIGHTED =
      "training is on the CPU, although there is a GPU: rows have weights (data.row_weight)";

  /**
   * Decides for a plan.
   *
   * @param settings with the job's device
   */
  public static GpuUse of(SweepPlan plan, ExecutorSettings settings, int slots) {
    boolean wanted = settings.device() == Device.GPU;
    if (settings.device() == Device.CPU || plan.spec().engine().kind().needsNd4j()) {
      return new GpuUse(settings, false, Optional.empty());
    }
    if (!wanted && !isWorthIt(plan, slots)) {
      return new GpuUse(settings.on(Device.CPU), false, Optional.empty());
    }
    boolean there = settings.local() ? FusedTasks.hasCard() : settings.gpus().ofExecutor() > 0;
    if (plan.spec().rowWeight().isPresent()) {
      return new GpuUse(
          settings.on(Device.CPU), false, Optional.of(UNWEIGHTED).filter(note -> there));
    }
    return new GpuUse(
        settings,
        wanted || there,
        settings.local() && !there ? FusedTasks.lostCard() : Optional.empty());
  }

  /** Whether a GPU, with its start, takes less time than the CPU's cores by the cost model. */
  private static boolean isWorthIt(SweepPlan plan, int slots) {
    CostModel cores = CostModel.of(plan.spec().engine().kind());
    return seconds(plan) < seconds(plan, cores) / slots;
  }

  /** Expected seconds of training all columns of a batch size together. */
  private static double seconds(SweepPlan plan, CostModel cost) {
    List<Integer> batchSizes = plan.spec().parameters().batchSizes();
    long columns = plan.trajectories() / batchSizes.size();
    return batchSizes.stream()
        .mapToDouble(batch -> cost.seconds(plan.shape(), batch, plan.maxEpochs(), columns))
        .sum();
  }

  /** Expected seconds of training on one GPU, its start included, by the cost model. */
  public static double seconds(SweepPlan plan) {
    return CostModel.GPU.startUp() + seconds(plan, CostModel.GPU);
  }

  /**
   * Packs blocks into tasks: a few wide ones if the blocks of a task train together.
   *
   * @param slots tasks that run at once; if tasks need a GPU, at most those that have one
   * @param inOrder whether the order of the blocks matters more
   */
  public List<List<Block>> tasks(List<Block> blocks, int slots, boolean inOrder) {
    if (inOrder) {
      return TaskPacking.inOrder(blocks, expected ? TaskPacking.TOGETHER : 1);
    }
    return expected
        ? TaskPacking.pack(blocks, slots, TaskPacking.WIDE_TASKS_A_SLOT)
        : TaskPacking.pack(blocks, slots, TaskPacking.TASKS_A_SLOT);
  }
}
