package dev.linesweep.plan;

import dev.linesweep.spec.EngineKind.Stacking;
import dev.linesweep.spec.SearchMethod;
import dev.linesweep.spec.SweepSpec;
import dev.linesweep.spec.condition.Condition;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * The trajectories of a sweep by number, from 0. They are distinct, and there is at least one. A
 * {@link Grid} and a {@link Sample} make each one on request; a plan needs nothing else, so a list
 * works as well.
 */
public interface Trajectories extends Serializable {
  /**
   * The trajectories that a job's method chooses from its axes, without the excluded ones, each
   * once for every fold.
   *
   * @throws dev.linesweep.spec.JobException if it has more than {@link SweepPlan#MAX_TRIALS}, or
   *     cannot draw the number of settings in its {@code count}, or excludes all
   */
  static Trajectories of(SweepSpec spec) {
    Trajectories all =
        spec.search().method() instanceof SearchMethod.Sample method
            ? Sample.of(spec, method)
            : Grid.of(spec);
    List<Condition> exclude = spec.search().exclude();
    return InFolds.of(
        exclude.isEmpty() ? all : Remaining.of(all, exclude),
        spec.split().folds(),
        spec.parameters().epochs().size());
  }

  /** The number of trajectories. */
  long size();

  /**
   * @throws IndexOutOfBoundsException if there is none of this number
   */
  Trajectory trajectory(long number);

  /**
   * The number of a trajectory's setting. A setting is what trajectories share that differ in their
   * seeds and folds only; they follow each other, and so do the numbers of their settings, from 0
   * and without gaps.
   */
  long setting(long number);

  /** The number of trajectories that conditions exclude. */
  default long excluded() {
    return 0;
  }

  /** The conditions that exclude nothing. */
  default List<Condition> useless() {
    return List.of();
  }

  /** A text of the space that they are chosen from; if it is equal, they are equal. */
  String canonicalForm();

  /**
   * The number of trajectories that the others have too. A source that knows its axes need not
   * visit them; otherwise this takes eight bytes per trajectory.
   */
  default long shared(Trajectories other) {
    if (other instanceof Remaining && !(this instanceof Remaining)) {
      return other.shared(this);
    }
    long[] ids = LongStream.range(0, size()).map(n -> trajectory(n).id().bits()).sorted().toArray();
    return LongStream.range(0, other.size())
        .filter(n -> Arrays.binarySearch(ids, other.trajectory(n).id().bits()) >= 0)
        .count();
  }

  /** True if every beginning of the order is spread over the whole space. */
  default boolean isSpread() {
    return false;
  }

  /**
   * The end (excluded) of a run of trajectories from this number on that have equal optimizer
   * parameters and equal batch sizes. A source that knows its runs answers without visiting them.
   */
  default long endOfRun(long number) {
    List<?> first = trajectory(number).stack(Stacking.EQUAL_PARAMETERS);
    long end = number + 1;
    while (end < size() && first.equals(trajectory(end).stack(Stacking.EQUAL_PARAMETERS))) {
      end++;
    }
    return end;
  }

  /**
   * The distinct values of something that looks at a trajectory's parameters, its batch size and
   * one more axis, in order of appearance. A source that knows its axes visits a part of them only.
   */
  default <T> Set<T> distinct(Function<Trajectory, T> value) {
    Set<T> distinct = new LinkedHashSet<>();
    for (long number = 0; number < size(); number++) {
      distinct.add(value.apply(trajectory(number)));
    }
    return distinct;
  }
}
