package dev.linesweep.plan;

import dev.linesweep.spec.JobException;
import dev.linesweep.spec.condition.Condition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The trajectories of a source, each once for every fold: those of the first fold, then those of
 * the next.
 */
record InFolds(Trajectories source, int folds) implements Trajectories {

  /**
   * The trajectories of a source, repeated if there are folds.
   *
   * @param epochs how many values the epochs axis has
   * @throws JobException if there are more trials than {@link SweepPlan#MAX_TRIALS}
   */
  static Trajectories of(Trajectories source, int folds, int epochs) {
    if (folds == 0) {
      return source;
    }
    if (source.size() * folds * epochs > SweepPlan.MAX_TRIALS) {
      throw new JobException(
          "split.folds: %d trials in %d folds are %d, more than the %d that one sweep may have; leave out some values or folds"
              .formatted(
                  source.size() * epochs,
                  folds,
                  source.size() * epochs * folds,
                  SweepPlan.MAX_TRIALS));
    }
    return new InFolds(source, folds);
  }

  @Override
  public long size() {
    return source.size() * folds;
  }

  @Override
  public Trajectory trajectory(long number) {
    return source.trajectory(number / folds).inFold((int) (number % folds) + 1);
  }

  @Override
  public long setting(long number) {
    return source.setting(number / folds);
  }

  @Override
  public long excluded() {
    return source.excluded() * folds;
  }

  @Override
  public List<Condition> useless() {
    return source.useless();
  }

  @Override
  public boolean isSpread() {
    return source.isSpread();
  }

  @Override
  public String canonicalForm() {
    return source.canonicalForm() + "\nin " + folds + " folds";
  }

  /** Different numbers of folds split a table differently, so they have no trials in common. */
  @Override
  public long shared(Trajectories other) {
    return other instanceof InFolds that && folds == that.folds
        ? source.shared(that.source) * folds
        : 0;
  }

  /** Each fold ends a run, since the next one is trained on other rows. */
  @Override
  public long endOfRun(long number) {
    return number + 1;
  }

  @Override
  public <T> Set<T> distinct(Function<Trajectory, T> value) {
    Set<T> distinct = new LinkedHashSet<>(source.distinct(t -> value.apply(t.inFold(1))));
    Trajectory first = source.trajectory(0);
    for (int fold = 2; fold <= folds; fold++) {
      distinct.add(value.apply(first.inFold(fold)));
    }
    return distinct;
  }
}
