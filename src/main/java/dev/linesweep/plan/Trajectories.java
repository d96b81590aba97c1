package dev.linesweep.plan;

import dev.linesweep.spec.EngineKind.Stacking;
import java.io.Serializable;
import java.util.List;

/**
 * The trajectories of a sweep by number, from 0. They differ, and there is at least one. A {@link
 * Grid} makes each when it is asked for; a plan asks for nothing else, so a list will do as well.
 */
public interface Trajectories extends Serializable {
  /** How many there are. */
  long size();

  /**
   * @throws IndexOutOfBoundsException if there is none of this number
   */
  Trajectory trajectory(long number);

  /**
   * The end (excluded) of a run of trajectories from this number on that have equal optimizer
   * settings and equal batch sizes. A source that knows its runs answers without visiting them.
   */
  default long endOfRun(long number) {
    List<?> first = trajectory(number).stack(Stacking.EQUAL_SETTINGS);
    long end = number + 1;
    while (end < size() && first.equals(trajectory(end).stack(Stacking.EQUAL_SETTINGS))) {
      end++;
    }
    return end;
  }
}
