package dev.linesweep.data;

import dev.linesweep.spec.DataSpec.Standardize;
import dev.linesweep.spec.JobException;
import dev.linesweep.spec.SplitSpec;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What each trajectory of a sweep sees: the samples of all training rows and, if there are folds,
 * those of each fold, with a scaling that is fitted on the fold's own training rows.
 *
 * <p>With folds it holds the matrix, and makes the samples of a fold when they are asked for; they
 * stay in memory as long as there is room. Safe for threads.
 */
public final class SampleSets implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Samples all;
  private final @Nullable Matrix matrix;
  private final List<Parts> folds;
  private transient @Nullable Map<Integer, SoftReference<Samples>> made;

  private SampleSets(Samples all, @Nullable Matrix matrix, List<Parts> folds) {
    this.all = all;
    this.matrix = matrix;
    this.folds = List.copyOf(folds);
  }

  /** Without folds. */
  public static SampleSets of(Samples all) {
    return new SampleSets(all, null, List.of());
  }

  /**
   * Splits a matrix.
   *
   * @throws JobException if a part has no rows, or the label never changes in the training rows of
   *     a fold, or a number is too large for training
   */
  public static SampleSets of(
      Matrix matrix, SplitSpec split, RowGroups groups, Standardize standardize) {
    Folds folds = Folds.of(split, groups);
    Samples all = Samples.of(matrix, folds.all(), standardize);
    if (folds.each().isEmpty()) {
      return of(all);
    }
    return new SampleSets(all, matrix, folds.each());
  }

  /** Those of all training rows, without a validation part if there are folds. */
  public Samples all() {
    return all;
  }

  /** How many there are; 0 for none. */
  public int folds() {
    return folds.size();
  }

  /**
   * The samples of a fold, whose validation part is the fold.
   *
   * @param fold from 1, or 0 for all training rows
   */
  public Samples of(int fold) {
    return fold == 0 || matrix == null ? all : ofFold(matrix, fold);
  }

  private synchronized Samples ofFold(Matrix from, int fold) {
    if (made == null) {
      made = new HashMap<>();
    }
    SoftReference<Samples> there = made.get(fold);
    Samples samples = there == null ? null : there.get();
    if (samples == null) {
      samples = Samples.of(from, folds.get(fold - 1), all.standardize());
      made.put(fold, new SoftReference<>(samples));
    }
    return samples;
  }

  /**
   * Looks at what trajectories see: the samples of all folds, or else those of all training rows.
   * What is refused there names the fold.
   */
  public void forEach(Consumer<Samples> check) {
    if (folds.isEmpty()) {
      check.accept(all);
    }
    for (int fold = 1; fold <= folds.size(); fold++) {
      try {
        check.accept(of(fold));
      } catch (JobException e) {
        throw new JobException(
            "split.folds: in fold %d of %d, %s".formatted(fold, folds.size(), e.getMessage()));
      }
    }
  }

  /** The shape of a fold with the most training rows; without folds that of all samples. */
  public Shape largest() {
    return folds.isEmpty() ? all.shape() : shape(folds.get(indexOf(true)));
  }

  /** As {@link #largest}, with the fewest. */
  public Shape smallest() {
    return folds.isEmpty() ? all.shape() : shape(folds.get(indexOf(false)));
  }

  private int indexOf(boolean most) {
    int found = 0;
    for (int i = 1; i < folds.size(); i++) {
      int more = folds.get(i).train().length - folds.get(found).train().length;
      found = (most ? more > 0 : more < 0) ? i : found;
    }
    return found;
  }

  private Shape shape(Parts parts) {
    return new Shape(
        all.features().size(),
        parts.train().length,
        parts.validation().length,
        parts.test().length);
  }
}
