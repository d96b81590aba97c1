package dev.linesweep.spark;

import dev.linesweep.engine.TrainingState;
import dev.linesweep.plan.Block;
import dev.linesweep.plan.Stretch;
import dev.linesweep.plan.SweepPlan;
import dev.linesweep.result.Survivors;
import dev.linesweep.store.Checkpoint;
import dev.linesweep.store.Checkpoints;
import dev.linesweep.store.Journal;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The states of trajectories that continue from an earlier epoch: the checkpoint and column of
 * each. A block that continues collects its columns from all earlier blocks, so that the few
 * remaining trajectories fill blocks again.
 *
 * @param stretch the epochs to train now
 * @param last whether this is the last stretch of the sweep
 * @param files names of checkpoints
 * @param trajectories numbers of those that have trained up to the stretch, increasing
 * @param fileOf the file of each; negative if it has none and starts again
 * @param columnOf the column of each
 */
public record Standing(
    Stretch stretch,
    boolean last,
    List<String> files,
    long[] trajectories,
    int[] fileOf,
    int[] columnOf)
    implements Serializable {
  private static final int NONE = -1;

  /** The standing of a plan whose trajectories train from their start to their end. */
  public static Standing ofBeginners(SweepPlan plan) {
    return new Standing(plan.wholeStretch(), true, List.of(), new long[0], new int[0], new int[0]);
  }

  /**
   * The standing of the trajectories that are missing at a rung.
   *
   * @param missing in increasing order
   */
  public static Standing of(
      Configuration hadoop, Path folder, Journal journal, Survivors survivors, long[] missing)
      throws IOException {
    long[] continuing =
        Arrays.stream(missing).filter(number -> survivors.epochBefore(number) > 0).toArray();
    int from = continuing.length == 0 ? 0 : survivors.epochBefore(continuing[0]);
    int[] fileOf = new int[continuing.length];
    int[] columnOf = new int[continuing.length];
    Arrays.fill(fileOf, NONE);
    Set<String> there = Checkpoints.names(hadoop, folder);
    List<String> files = new ArrayList<>();
    if (!there.isEmpty() && from > 0) {
      journal.forEach(
          block -> {
            int[] epochs = block.snapshots().epochs();
            String name = Checkpoints.name(block.trajectories(), epochs);
            if (epochs[epochs.length - 1] == from && there.contains(name)) {
              int file = files.size();
              files.add(name);
              survivors.forEach(
                  block,
                  (trajectory, column) -> {
                    int at = Arrays.binarySearch(continuing, trajectory);
                    if (at >= 0 && fileOf[at] == NONE) {
                      fileOf[at] = file;
                      columnOf[at] = column;
                    }
                  });
            }
          });
    }
    return new Standing(
        new Stretch(from, survivors.epoch()),
        survivors.isLast(),
        List.copyOf(files),
        continuing,
        fileOf,
        columnOf);
  }

  /** Whether a trajectory has trained up to the stretch. */
  boolean continues(long trajectory) {
    return Arrays.binarySearch(trajectories, trajectory) >= 0;
  }

  /** Whether a trajectory's state is kept. */
  boolean isKept(long trajectory) {
    int at = Arrays.binarySearch(trajectories, trajectory);
    return at >= 0 && fileOf[at] != NONE;
  }

  /** The blocks of missing trajectories; all trajectories of a block start at the same epoch. */
  public List<Block> blocks(SweepPlan plan, LongPredicate missing) {
    Stretch whole = fromTheBeginning();
    List<Block> blocks = new ArrayList<>();
    if (trajectories.length > 0) {
      blocks.addAll(plan.blocks(n -> missing.test(n) && isKept(n), stretch));
      blocks.addAll(plan.blocks(n -> missing.test(n) && continues(n) && !isKept(n), whole));
    }
    blocks.addAll(plan.blocks(n -> missing.test(n) && !continues(n), whole));
    return blocks;
  }

  private Stretch fromTheBeginning() {
    return new Stretch(0, stretch.to());
  }

  /** The epochs of a block's trials that are new in this stretch. */
  Stretch fresh(Block block) {
    return continues(block.ranges()[0]) ? stretch : fromTheBeginning();
  }

  /** The epochs that a block trains. */
  Stretch trained(Block block) {
    return isKept(block.ranges()[0]) ? stretch : fromTheBeginning();
  }

  /**
   * The state of a block's columns; empty if they start again, or if a checkpoint is missing or
   * damaged. Runs on executors.
   *
   * @param ids of its trajectories
   * @param epochs that it records
   */
  Optional<TrainingState> state(
      Configuration hadoop, Path folder, String arithmetic, Block block, long[] ids, int[] epochs)
      throws IOException {
    long[] numbers = block.trajectories();
    Map<Integer, List<Integer>> columnsOf = new LinkedHashMap<>();
    for (int column = 0; column < numbers.length; column++) {
      if (!isKept(numbers[column])) {
        return Optional.empty();
      }
      int at = Arrays.binarySearch(trajectories, numbers[column]);
      columnsOf.computeIfAbsent(fileOf[at], file -> new ArrayList<>()).add(column);
    }
    TrainingState[] states = new TrainingState[numbers.length];
    for (Map.Entry<Integer, List<Integer>> each : columnsOf.entrySet()) {
      Optional<Checkpoint> found =
          Checkpoints.read(hadoop, folder, files.get(each.getKey()), arithmetic)
              .filter(kept -> kept.epoch() == stretch.from() && kept.steps() == 0);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      long[] there = found.get().recorded().trajectories();
      TrainingState all = BlockWatch.state(found.get());
      for (int column : each.getValue()) {
        int from = columnOf[Arrays.binarySearch(trajectories, numbers[column])];
        if (from >= there.length || there[from] != ids[column]) {
          return Optional.empty();
        }
        states[column] = all.columns(from, from + 1);
      }
    }
    TrainingState together = TrainingState.of(List.of(states));
    return Optional.of(together.recording(epochs));
  }
}
