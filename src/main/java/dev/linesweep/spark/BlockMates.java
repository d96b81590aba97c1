package dev.linesweep.spark;

import dev.linesweep.plan.SweepPlan;
import dev.linesweep.plan.Trajectory;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trajectory is trained with when it is trained once more: the last bits of a column may be
 * the same in the same block only.
 *
 * @param column the trajectory's place among the columns
 */
public record BlockMates(List<Trajectory> columns, int column) implements Serializable {
  /** Of more trajectories than these no block is looked up. */
  private static final long MOST = 200_000;

  /**
   * @param ids of the trajectories that it was trained with, as {@link
   *     dev.linesweep.plan.TrialId#bits()}; where one of them is no longer in the plan, the column
   *     stands among its own copies
   */
  public static BlockMates of(SweepPlan plan, Trajectory trajectory, long[] ids, int column) {
    if (plan.spec().engine().kind().repeatsBits()) {
      return alone(trajectory);
    }
    Map<Long, Trajectory> known = new HashMap<>();
    for (long id : ids) {
      known.put(id, trajectory);
    }
    int missing = known.size();
    for (long n = 0; n < plan.trajectories() && n < MOST && missing > 0; n++) {
      Trajectory each = plan.trajectory(n);
      missing -= known.replace(each.id().bits(), each) == null ? 0 : 1;
    }
    return new BlockMates(
        missing == 0
            ? Arrays.stream(ids).mapToObj(known::get).toList()
            : Collections.nCopies(ids.length, trajectory),
        column);
  }

  public static BlockMates alone(Trajectory trajectory) {
    return new BlockMates(List.of(trajectory), 0);
  }
}
