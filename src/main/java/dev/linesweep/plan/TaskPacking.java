package dev.linesweep.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Packs blocks into tasks of balanced cost: the most expensive block first, each into the cheapest
 * task so far (the longest-processing-time rule). The cluster's size decides the number of tasks,
 * and does not affect results. On thousands of cores there are fewer tasks per core, since the
 * driver can launch only a limited number per second.
 */
public final class TaskPacking {
  /** Tasks per slot, so that a slot that is done early finds more work. */
  public static final int TASKS_A_SLOT = 8;

  /** Tasks per slot if the blocks of a task train together. */
  public static final int WIDE_TASKS_A_SLOT = 2;

  /** The number of consecutive blocks of a task that train together. */
  public static final int TOGETHER = 16;

  private static final int MAX_TASKS = 10_000;

  /** Tasks that a driver can launch in a second, with time to spare. */
  private static final double LAUNCHED_A_SECOND = 1_000;

  /** The fewest tasks per slot when the driver limits them. */
  private static final int FEW_TASKS_A_SLOT = 2;

  private TaskPacking() {}

  /**
   * @param slots tasks that the cluster runs at once
   * @param each tasks for each slot
   * @return tasks by falling cost, none of them empty
   */
  public static List<List<Block>> pack(List<Block> blocks, int slots, int each) {
    int count = (int) Math.min(blocks.size(), Math.max(1, tasks(blocks, slots, each)));
    PriorityQueue<Load> loads = new PriorityQueue<>(count + 1);
    for (int i = 0; i < count; i++) {
      loads.add(new Load(i, 0, new ArrayList<>()));
    }
    List<Block> dearestFirst = new ArrayList<>(blocks);
    dearestFirst.sort(Comparator.comparingDouble(Block::cost).reversed());
    for (Block block : dearestFirst) {
      loads.add(loads.remove().with(block));
    }
    return loads.stream()
        .sorted(Comparator.reverseOrder())
        .map(load -> List.copyOf(load.blocks))
        .toList();
  }

  private static long tasks(List<Block> blocks, long slots, int each) {
    double wall = blocks.stream().mapToDouble(Block::cost).sum() / slots;
    long launched = Math.max(FEW_TASKS_A_SLOT * slots, (long) (LAUNCHED_A_SECOND * wall));
    return Math.min(each * slots, launched);
  }

  /**
   * Packs consecutive blocks, for a run that may be stopped before its end: a task holds a few
   * blocks.
   *
   * @param least blocks of a task, if there are as many
   */
  public static List<List<Block>> inOrder(List<Block> blocks, int least) {
    int each = Math.max(least, 1 + blocks.size() / MAX_TASKS);
    List<List<Block>> tasks = new ArrayList<>();
    for (int from = 0; from < blocks.size(); from += each) {
      tasks.add(List.copyOf(blocks.subList(from, Math.min(blocks.size(), from + each))));
    }
    return tasks;
  }

  private record Load(int number, double cost, List<Block> blocks) implements Comparable<Load> {
    Load with(Block block) {
      blocks.add(block);
      return new Load(number, cost + block.cost(), blocks);
    }

    @Override
    public int compareTo(Load other) {
      int byCost = Double.compare(cost, other.cost);
      return byCost != 0 ? byCost : Integer.compare(other.number, number);
    }
  }
}
