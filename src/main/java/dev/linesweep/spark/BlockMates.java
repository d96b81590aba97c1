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
 * The trajectories with which a trajectory is trained again: the last bits of a column may repeat
 * only in the same block.
 *
 * @param column the trajectory's place among the columns
 */
public record BlockMates(List<Trajectory> columns, int column) implements Serializable {
  /** The block is not looked up in plans with more trajectories than this. */
  private static final long MOST = 200_000;

  /**
   * @param ids of the trajectories that it was trained with, as {@link
   *     dev.linesweep.plan.TrialId#bits()}; if one of them is no longer in the plan, copies of the
   *     column itself take their places
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
