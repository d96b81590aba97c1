package dev.linesweep.bench;

import dev.linesweep.plan.Block;
import dev.linesweep.plan.TaskPacking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * A discrete simulation of the fan-out on clusters that nobody has at hand: slots that train tasks,
 * and a driver whose threads take the times that {@code FanOutFigures} measured.
 *
 * <p>A task that ends waits for the driver four times: for a thread that reads its result, for the
 * scheduler's loop, for the dispatcher that launches the slot's next task, and for a core of the
 * driver, each first come, first served. Training is {@link TaskPacking}'s tasks of blocks of equal
 * cost. What executors do to the storage is not simulated; files a second are printed.
 *
 * <p>Arguments: trials, seconds of a block, trajectories of a block, cores of the driver, then
 * numbers of slots. Prints for each the tasks, the wall seconds, the efficiency (training over
 * slots × wall), the load of the dispatcher, of the loop and of the driver's cores, and files a
 * second.
 */
public final class FanOutSimulation {
  private static final int READERS = 4;

  /** Seconds of one thread for each task, and for each block more of it. */
  private record Costs(double read, double loop, double launch, double elsewhere, double block) {}

  private final Costs costs;
  private final Servers readers = new Servers(READERS);
  private final Servers loop = new Servers(1);
  private final Servers dispatcher = new Servers(1);
  private final Servers cores;

  private FanOutSimulation(Costs costs, int cores) {
    this.costs = costs;
    this.cores = new Servers(cores);
  }

  public static void main(String[] args) {
    Costs costs =
        new Costs(
            figure("read"), figure("loop"), figure("launch"), figure("elsewhere"), figure("block"));
    long trials = Long.parseLong(args[0]);
    double seconds = Double.parseDouble(args[1]);
    int columns = Integer.parseInt(args[2]);
    List<Block> blocks = blocks(trials, columns, seconds);
    for (int i = 4; i < args.length; i++) {
      int slots = Integer.parseInt(args[i]);
      new FanOutSimulation(costs, Integer.parseInt(args[3])).print(blocks, slots);
    }
  }

  private static double figure(String name) {
    return Double.parseDouble(System.getProperty(name));
  }

  private static List<Block> blocks(long trials, int columns, double seconds) {
    List<Block> blocks = new ArrayList<>();
    for (long from = 0; from < trials; from += columns) {
      blocks.add(new Block(new long[] {from, Math.min(trials, from + columns)}, seconds));
    }
    return blocks;
  }

  private void print(List<Block> blocks, int slots) {
    List<List<Block>> tasks = TaskPacking.pack(blocks, slots, TaskPacking.TASKS_A_SLOT);
    double training = blocks.stream().mapToDouble(Block::cost).sum();
    double wall = run(tasks, slots);
    System.out.printf(
        Locale.ROOT,
        "%d\t%d\t%.1f\t%.3f\t%.3f\t%.3f\t%.3f\t%.0f%n",
        slots,
        tasks.size(),
        wall,
        training / (slots * wall),
        dispatcher.busy / wall,
        loop.busy / wall,
        cores.busy / wall / cores.count(),
        blocks.size() / wall);
  }

  /** Wall seconds until the last result has come. */
  private double run(List<List<Block>> tasks, int slots) {
    PriorityQueue<End> ends = new PriorityQueue<>();
    int next = 0;
    double now = 0;
    while (next < Math.min(slots, tasks.size())) {
      ends.add(end(launch(0), tasks.get(next++)));
    }
    while (!ends.isEmpty()) {
      End end = ends.remove();
      // A slot's status is the dispatcher's; the result is read beside it.
      double read = readers.serve(end.time, costs.read + costs.block * end.blocks);
      double done = cores.serve(loop.serve(read, costs.loop), driverCpu(end.blocks));
      now = Math.max(now, done);
      if (next < tasks.size()) {
        ends.add(end(launch(end.time), tasks.get(next++)));
      }
    }
    return now;
  }

  private double launch(double time) {
    return dispatcher.serve(time, costs.launch);
  }

  private double driverCpu(int blocks) {
    return costs.read + costs.loop + costs.launch + costs.elsewhere + costs.block * blocks;
  }

  private static End end(double launched, List<Block> task) {
    return new End(launched + task.stream().mapToDouble(Block::cost).sum(), task.size());
  }

  private record End(double time, int blocks) implements Comparable<End> {
    @Override
    public int compareTo(End other) {
      return Double.compare(time, other.time);
    }
  }

  /** Threads or cores that serve in the order of arrival. */
  private static final class Servers {
    private final PriorityQueue<Double> free = new PriorityQueue<>();
    private double busy;

    Servers(int count) {
      IntStream.range(0, count).forEach(i -> free.add(0.0));
    }

    int count() {
      return free.size();
    }

    /** When work that arrives at a time is done. */
    double serve(double arrival, double seconds) {
      double done = Math.max(arrival, free.remove()) + seconds;
      free.add(done);
      busy += seconds;
      return done;
    }
  }
}
