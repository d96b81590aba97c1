package dev.linesweep.plan;

import dev.linesweep.spec.Optimizer;
import dev.linesweep.text.NameList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * The trials of one job that another job lacks.
 *
 * @param other the job that may lack some
 */
public record TrialsDifference(JobTrials trials, JobTrials other) {
  private static final int SHOWN = 6;

  /** The number of trials that the other job lacks. */
  public long count() {
    long shared = trials.trajectories().shared(other.trajectories());
    return trials.count() - shared * common(trials.epochs(), other.epochs());
  }

  static <T> long common(Collection<T> a, Collection<T> b) {
    Set<T> values = Set.copyOf(b);
    return a.stream().filter(values::contains).count();
  }

  /**
   * One line for each axis with values that the other job lacks; empty if only combinations differ.
   */
  public List<String> values() {
    List<String> lines = new ArrayList<>();
    add(lines, "optimizer", each -> axis(each, t -> words(t.parameters())));
    add(lines, "learning_rate", each -> axis(each, Trajectory::learningRate));
    add(lines, "epochs", each -> List.copyOf(each.epochs()));
    add(lines, "batch_size", each -> axis(each, Trajectory::batch));
    add(lines, "l1", each -> axis(each, Trajectory::l1));
    add(lines, "l2", each -> axis(each, Trajectory::l2));
    add(lines, "seed", each -> axis(each, Trajectory::seed));
    return lines;
  }

  private void add(List<String> lines, String axis, Function<JobTrials, List<?>> values) {
    Set<?> there = Set.copyOf(values.apply(other));
    List<String> missing =
        values.apply(trials).stream()
            .filter(value -> !there.contains(value) && !value.equals(Double.NaN))
            .map(Objects::toString)
            .toList();
    if (!missing.isEmpty()) {
      lines.add(axis + ": " + NameList.first(missing, SHOWN));
    }
  }

  private static List<?> axis(JobTrials trials, Function<Trajectory, Object> value) {
    return List.copyOf(trials.trajectories().distinct(value));
  }

  private static String words(OptimizerParameters parameters) {
    List<Optimizer.Parameter> keys = parameters.optimizer().parameters();
    StringBuilder words = new StringBuilder(parameters.optimizer().key());
    for (int i = 0; i < keys.size(); i++) {
      if (parameters.values().get(i) != keys.get(i).defaultValue()) {
        words.append(' ').append(keys.get(i).key()).append('=').append(parameters.values().get(i));
      }
    }
    return words.toString();
  }
}
